"""Ideas that resemble each other: offered, suggested, grouped, judged; the index follows what others write."""
from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from proposals import clock
from proposals.collection import actions
from proposals.collection.models import Comparison, LikelyMember, Proposal, Resemblance
from proposals.collection.resembling import acts, lists, store, sweeping
from proposals.collection.resembling.lists import Likeness
from proposals.errors import Refusal
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.kit import Forms
from workflow import Actor

LIFT = ("六楼下不来", "我住六楼，膝盖换过，听说老房子外头能加装电梯，一楼不同意。")
LIFT_TOO = ("老人住六楼下不来", "我妈住六楼，膝盖不好，老房子外头能加装电梯，可是一楼不同意。")
BATH = ("失能老人助浴点", "失能老人洗澡难，建一间助浴室。")


@pytest.fixture(autouse=True)
def own_shelves(monkeypatch):
    """As if the process had just begun."""
    monkeypatch.setattr(store, "_shelves", {})


@pytest.fixture
def at(app):
    return clock.now()


@pytest.fixture
def three(at):
    """Two ideas about a lift, one about bathing, all accepted."""
    made = [drive.submitted(at=at, title=title, problem=problem) for title, problem in (LIFT, LIFT_TOO, BATH)]
    for idea in made:
        actions.accept(idea.id, by=who("孙干事"), at=at)
    return made


def test_the_other_idea_about_the_lift_comes_first_with_the_words_of_both(three):
    first, second, _bath = three
    best = lists.suggested(first)[0]
    assert (best.idea.id, best.verdict) == (second.id, "")
    assert "老房子外头能加装电梯" in best.likeness.words


def ask(visitor, **typed):
    """What is offered to somebody who types this."""
    token = Forms(visitor.get("/ideas/new").text).posting_to("/ideas/new")["csrf_token"]
    return visitor.post("/ideas/similar", again={"csrf_token": token, **typed})


def test_whoever_writes_is_offered_public_ideas_by_public_facts_only(at, three, enter):
    waiting = drive.submitted(at=at, title="我们楼想装电梯", problem="六楼老人下不来，想加装电梯。")
    answer = ask(enter("林秀梅"), title="装电梯", problem="六楼老人下不来，想加装电梯")
    titles = [one["title"] for one in answer.json["ideas"]]
    assert LIFT[0] in titles and waiting.title not in titles
    assert set(answer.json["ideas"][0]) == {"title", "href", "facts", "words"}
    assert three[0].receipt not in answer.text and "林" not in answer.json["ideas"][0]["facts"]


def test_nothing_is_offered_for_nothing_typed(three, enter):
    assert ask(enter("林秀梅"), title="电").json == {"ideas": []}


def test_staff_say_that_two_ideas_are_the_same_and_it_is_kept(three, enter):
    first, second, _bath = three
    staff, page = enter("孙干事"), f"/screening/{first.id}/similar"
    assert LIFT_TOO[0] in staff.get(page).text
    answer = staff.post(f"/screening/{first.id}/comparisons", {"verdict": "same", "ids": str(second.id)}, page=page)
    assert answer.status_code == 303
    staff.client.post(f"/screening/{first.id}/comparisons", data=staff.sent)
    kept = db.session.scalars(select(Comparison)).one()
    assert (kept.first_id, kept.second_id, kept.verdict, kept.by.name) == (first.id, second.id, "same", "孙干事")
    assert kept.score > 1500 and "加装电梯" in kept.words
    assert "孙干事" in staff.get(page).text


def test_a_second_look_adds_to_the_history_and_overwrites_nothing(at, three):
    first, second, _bath = three
    for verdict in ("different", "related"):
        acts.compare(first.id, others={second.id: Likeness(0.5, ("电梯",))}, verdict=verdict, by=who("孙干事"), at=at)
    assert [row.verdict for row in lists.history_of(second.id)] == ["related", "different"]
    assert lists.suggested(first)[0].verdict == "related"
    with pytest.raises(IntegrityError), unit_of_work() as session:
        session.execute(update(Comparison).values(verdict="same"))


@pytest.mark.parametrize("name", ["林秀梅", "赵岚", "陈会计"])
def test_nobody_else_compares(three, enter, name):
    assert enter(name).get(f"/screening/{three[0].id}/similar").status_code in (403, 404)
    assert enter(name).get("/screening/similar").status_code in (403, 404)


def test_a_draft_is_not_compared_and_neither_is_an_idea_with_itself(at, three):
    first, draft = three[0], drive.draft(at=at)[0]
    for other in (first.id, draft.id):
        with pytest.raises(Refusal) as refused:
            acts.compare(first.id, others={other: Likeness(1.0, ())}, verdict="same", by=who("孙干事"), at=at)
        assert refused.value.problems[0].code == "compared-with-itself"


def test_the_question_of_same_words_is_answered_by_a_comparison(at):
    first, again = (drive.submitted(at=at, title="给我们加装电梯") for _twice in range(2))
    unit = dict(proposal_id=again.id, other_id=first.id, at_us=at)
    with unit_of_work() as session:
        session.add(Resemblance(**unit))
    actions.judge_resemblance(db.session.scalars(select(Resemblance.id)).one(), verdict="related", by=who("孙干事"), at=at)
    assert db.session.scalars(select(Resemblance.verdict)).one() == "related"
    assert [(row.verdict, row.score) for row in lists.history_of(first.id)] == [("related", 10_000)]


def test_another_process_finds_what_was_written_meanwhile_and_forgets_what_was_taken_back(at, three):
    other = store.Shelf(drive.season_id())
    other.catch_up()
    late = drive.submitted(at=at, title="七楼也想加装电梯", problem="七楼的老人下不来，想加装电梯。")
    actions.withdraw(three[0].id, by=Actor(f"p{three[0].proposer_id}", ""), at=at)
    db.session.rollback()
    other.catch_up()
    keys = {hit.key for hit in other.index.nearest("加装电梯", top=9)}
    assert {late.id, three[1].id} <= keys and three[0].id not in keys


def test_a_change_that_became_visible_late_is_found_all_the_same(three, monkeypatch):
    here = store.Shelf(drive.season_id())
    here.catch_up()
    with unit_of_work() as session:
        session.execute(update(Proposal).where(Proposal.id == three[2].id).values(title="一楼也想加装电梯", revision=1))
    db.session.rollback()
    monkeypatch.setattr(clock, "now", lambda later=clock.now() + store.COMPARED_US: later)
    here.catch_up()
    assert three[2].id in {hit.key for hit in here.index.nearest("一楼也想加装电梯", top=2)}
    assert here.mark == store._mark(drive.season_id())


def test_groups_are_proposed_judged_and_not_proposed_again(at, three, enter):
    first, *others = [idea.id for idea in three]
    assert (sweeping.sweep(at), sweeping.sweep(at)) == (True, False)
    staff = enter("孙干事")
    assert LIFT[0] in staff.get("/screening/similar").text
    form = {"verdict": "different", "ids": [str(other) for other in others], "then": "groups"}
    staff.post(f"/screening/{first}/comparisons", form, page="/screening/similar")
    assert LIFT[0] not in staff.get("/screening/similar").text
    assert LIFT[0] in staff.get("/screening/similar?decided=1").text
    sweeping.look(drive.season_id(), at=at)
    assert sorted(db.session.scalars(select(LikelyMember.proposal_id))) == sorted(others)


def test_staff_look_for_groups_at_once_and_a_lead_goes_on_to_merge(three, enter):
    first, second, _bath = three
    staff = enter("王主任")
    assert staff.post("/screening/similar/search", page="/screening/similar").status_code == 303
    answer = staff.post(f"/screening/{first.id}/comparisons", {"verdict": "same", "ids": str(second.id)}, page=f"/screening/{first.id}/similar")
    assert answer.location == f"/optimisation/merge?ids={first.id}&ids={second.id}"
    assert answer.location.replace("&", "&amp;") in staff.get(f"/screening/{first.id}/similar").text
