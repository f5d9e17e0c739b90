"""The proposer is heard before a plan is final: agrees, remarks and is answered, or lets the days pass."""
from __future__ import annotations

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Proposal
from proposals.collection.queries import timeline
from proposals.gate import person_id
from proposals.optimisation import actions
from proposals.optimisation.models import PlanOpinion, PlanShowing
from proposals.storage import db, unit_of_work
from tests.drive import optimisation as drive
from tests.drive.collection import who
from workflow import NotFromHere, NotYours, Unmet

DAY = 86_400_000_000
OWNER = "林秀梅"


@pytest.fixture
def at(app):
    drive.name_sources(at=clock.now())
    return clock.now()


@pytest.fixture
def idea(at):
    """An idea of 林秀梅's with a plan by 何静."""
    idea = drive.optimising(at=at)
    with unit_of_work():
        db.session.get_one(Proposal, idea.id).proposer_id = person_id(who(OWNER))
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    return idea


def complete(idea, at):
    return actions.complete_plan(idea.id, by=who("何静"), at=at)


def state(idea):
    db.session.rollback()
    return db.session.get_one(Proposal, idea.id).state


def test_a_plan_nobody_was_asked_about_is_not_final(idea, at):
    with pytest.raises(Unmet, match="proposer-not-asked"):
        complete(idea, at)


def test_the_proposer_is_shown_the_plan_and_agrees_on_the_phone_page(idea, at, enter):
    staff, owner = enter("何静"), enter(OWNER)
    assert staff.move(idea.id, "show_plan").status_code == 303
    page = f"/ideas/{idea.id}/plan/opinion"
    assert page in owner.get("/desk").text
    assert "每周三天的午饭" in owner.get(page).text
    assert owner.post(page, {"verdict": "agree"}).status_code == 303
    db.session.rollback()
    said = db.session.scalars(select(PlanOpinion)).one()
    assert (said.verdict, said.way, page in owner.get("/desk").text) == ("agree", "self", False)
    assert complete(idea, clock.now()).target == "planned"
    assert [entry.name for entry in timeline(idea.id, full=True)][:3] == ["complete_plan", "answer_plan", "show_plan"]


def test_five_working_days_without_a_word_are_enough(idea, at):
    actions.show_plan(idea.id, by=who("何静"), at=at)
    due = db.session.scalars(select(PlanShowing.due_us)).one()
    with pytest.raises(Unmet, match="proposer-still-reading"):
        complete(idea, due)
    assert complete(idea, due + DAY).target == "planned"


def test_a_remark_is_answered_before_the_plan_goes_on(idea, at):
    actions.show_plan(idea.id, by=who("何静"), at=at)
    actions.answer_plan(idea.id, verdict="comment", by=who(OWNER), at=at + 1, note="中午能不能早半小时？")
    with pytest.raises(Unmet, match="remark-not-answered"):
        complete(idea, at + 2)
    actions.show_plan(idea.id, by=who("何静"), at=at + 3, note="厨房十点半才能用，先按原来的时间。")
    assert complete(idea, at + 4).target == "planned"


def test_a_word_counts_for_the_version_it_was_said_to(idea, at):
    actions.answer_plan(idea.id, verdict="agree", by=who(OWNER), at=at)
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    with pytest.raises(Unmet, match="proposer-not-asked"):
        complete(idea, at)


def test_who_wrote_the_plan_agreed_to_it(idea, at):
    actions.save_plan(idea.id, text=drive.plan_text(), by=who(OWNER), at=at)
    assert complete(idea, at).target == "planned"


@pytest.mark.parametrize(("given", "code"), [({"note": "同意"}, "opinion-way-missing"), ({"way": "phone"}, "opinion-words-missing")])
def test_staff_write_down_how_they_were_told_and_what(idea, at, given, code):
    with pytest.raises(Unmet, match=code):
        actions.answer_plan(idea.id, verdict="agree", by=who("何静"), at=at, **given)


def test_a_remark_says_something(idea, at, enter):
    with pytest.raises(Unmet, match="opinion-words-missing"):
        actions.answer_plan(idea.id, verdict="comment", by=who(OWNER), at=at)
    answer = enter(OWNER).post(f"/ideas/{idea.id}/plan/opinion", {"verdict": "comment"})
    assert (answer.status_code, "请在下面写下想怎么改" in answer.text) == (422, True)


def test_others_have_no_say(idea, at, enter):
    with pytest.raises(NotYours):
        actions.answer_plan(idea.id, verdict="agree", by=who("赵岚"), at=at)
    assert enter("赵岚").get(f"/ideas/{idea.id}/plan/opinion").status_code == 404


def test_after_the_plan_is_final_nothing_is_said_to_it(at):
    idea = drive.planned(at=at)
    with pytest.raises(NotFromHere):
        actions.answer_plan(idea.id, verdict="agree", by=who(OWNER), at=at)


def test_a_remark_is_not_read_out_in_public(idea, at, enter):
    actions.answer_plan(idea.id, verdict="comment", by=who(OWNER), at=at, note="我家住三楼，送饭请敲门。")
    assert "请敲门" not in enter().get(f"/ideas/{idea.id}").text
    assert "请敲门" in enter("何静").get(f"/ideas/{idea.id}").text
    assert state(idea) == "optimising"
