"""A resident's own page: their ideas, the ones they follow, and their name out of public view."""
from __future__ import annotations

import pytest
from sqlalchemy import Engine, event, select

from proposals import clock, tick
from proposals.accounts.models import Message
from proposals.collection.mine import acts
from proposals.collection.models import CoProposer, Follow, Proposal
from proposals.errors import Refusal
from proposals.gate import person_id
from proposals.optimisation import actions as improving
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.drive.collection import who

OWNER, NEIGHBOUR = "林秀梅", "周建国"


@pytest.fixture
def at(app):
    return clock.now()


def of(name, idea, **values):
    with unit_of_work():
        found = db.session.get_one(Proposal, idea.id)
        found.proposer_id = person_id(who(name))
        for column, value in values.items():
            setattr(found, column, value)
    return idea


def test_ones_own_ideas_say_where_they_stand_and_what_is_asked(at, enter):
    sent, asked = of(OWNER, drive.accepted(at=at, title="院里的灯不亮")), of(OWNER, drive.needs_info(at=at))
    page = enter(OWNER).get("/mine").text
    assert "院里的灯不亮" in page
    assert "等工作人员开始调研" in page
    assert "等您补充内容" in page
    assert f"/ideas/{sent.id}" in page
    assert f"/ideas/{asked.id}" in page
    assert "院里的灯不亮" not in enter(NEIGHBOUR).get("/mine").text


def test_an_idea_that_lives_on_in_another_is_there_too(at, enter):
    idea = drive.accepted(at=at, title="大家的食堂")
    with unit_of_work():
        db.session.add(CoProposer(proposal_id=idea.id, person_id=person_id(who(OWNER)), from_id=idea.id))
    assert "大家的食堂" in enter(OWNER).get("/mine").text


def test_whoever_follows_hears_of_public_steps_only(at, enter):
    idea = of(OWNER, drive.accepted(at=at, title="院里的灯不亮"))
    tick.round_of(clock.now())
    neighbour, page = enter(NEIGHBOUR), f"/ideas/{idea.id}"
    assert neighbour.post(f"{page}/following", {"wish": "begin"}, page=page).status_code == 303
    assert "院里的灯不亮" in neighbour.get("/mine").text
    improving.drop(idea.id, reason="low-need", note="私下的理由", by=who("周敏"), at=clock.now())
    tick.round_of(clock.now())
    db.session.rollback()
    heard = db.session.scalars(select(Message).where(Message.person_id == person_id(who(NEIGHBOUR)))).all()
    assert [(message.template, "私下的理由" in message.facts) for message in heard] == [("news", False)]
    assert "您关注的“院里的灯不亮”有了新进展" in neighbour.get("/messages").text
    assert neighbour.post(f"{page}/following", {"wish": "end"}, page=page).status_code == 303
    assert "院里的灯不亮" not in neighbour.get("/mine").text


def test_following_twice_is_once_and_drafts_are_not_followed(at):
    idea = drive.accepted(at=at)
    for _again in range(2):
        acts.follow(idea.id, by=who(NEIGHBOUR), at=at)
    assert len(db.session.scalars(select(Follow)).all()) == 1
    with pytest.raises(Refusal, match="not-to-be-followed"):
        acts.follow(drive.submitted(at=at).id, by=who(NEIGHBOUR), at=at)
    with pytest.raises(Refusal, match="not-to-be-followed"):
        acts.follow(10**12, by=who(NEIGHBOUR), at=at)


def test_a_name_once_published_is_taken_back(at, enter):
    idea = of(OWNER, drive.accepted(at=at), show_name=1)
    owner, public = enter(OWNER), enter()
    assert OWNER in public.get(f"/ideas/{idea.id}").text
    assert owner.post("/mine/name", {}, page="/mine").status_code == 303
    assert OWNER not in public.get(f"/ideas/{idea.id}").text


def test_strangers_have_no_such_page(at, enter):
    idea = drive.accepted(at=at)
    assert enter().get("/mine").status_code == 302
    assert "following" not in enter().get(f"/ideas/{idea.id}").text


def test_a_page_of_many_asks_no_more_than_a_page_of_few(app, at, enter):
    counts = []
    for _more in range(2):
        for number in range(3):
            of(OWNER, drive.accepted(at=at, title=f"点子{number}"))
        counts.append(statements(app, enter(OWNER), "/mine"))
    assert counts[0] == counts[1]


def statements(app, visitor, address):
    """How many statements a page needs the second time it is asked for."""
    visitor.get(address)
    seen = []

    def note(*said):
        seen.append(said[2])

    event.listen(Engine, "before_cursor_execute", note)
    visitor.get(address)
    event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def test_withdrawing_is_offered_where_it_is_possible(at, enter):
    idea = of(OWNER, drive.accepted(at=at))
    assert enter(OWNER).move(idea.id, "withdraw").status_code == 303
    assert "已撤回" in enter(OWNER).get("/mine").text
