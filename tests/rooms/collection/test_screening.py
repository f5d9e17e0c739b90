"""Receiving ideas: accept, decline, ask back, many at once, and what the history says."""
from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection import actions, queries
from proposals.collection.models import Proposal, Referral, Resemblance
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.drive.collection import who
from workflow import NotFromHere, NotYours, Unmet


@pytest.fixture
def at(app):
    return clock.now()


def state(idea):
    db.session.rollback()
    return db.session.get_one(Proposal, idea.id).state


def test_street_staff_accept_an_idea_and_it_gets_its_number(at, enter):
    idea = drive.submitted(at=at)
    assert enter("孙干事").move(idea.id, "accept").status_code == 303
    assert state(idea) == "accepted"
    assert re.fullmatch(r"20\d\d-XT-0001", idea.number)
    assert idea.display_number == idea.number.replace("XT", "西屯")
    entry = queries.timeline(idea.id, full=False)[0]
    assert (entry.name, entry.who, entry.target) == ("accept", "孙*", "accepted")


@pytest.mark.parametrize("name", ["林秀梅", "张小雨", "赵岚", "陈会计", "李科长", "刘芳"])
def test_nobody_else_accepts(at, name):
    idea = drive.submitted(at=at)
    with pytest.raises(NotYours):
        actions.accept(idea.id, by=who(name), at=at)
    assert state(idea) == "submitted"


def test_an_accepted_idea_is_not_accepted_again(at):
    idea = drive.accepted(at=at)
    with pytest.raises(NotFromHere):
        actions.accept(idea.id, by=who("孙干事"), at=at)
    assert [entry.name for entry in queries.timeline(idea.id, full=True)] == ["accept", "submit", "@start"]


def test_a_double_click_accepts_once(at, enter):
    idea, staff = drive.submitted(at=at), enter("孙干事")
    first = staff.move(idea.id, "accept")
    again = staff.client.post(f"/moves/{idea.id}/accept", data=staff.sent)
    assert (again.status_code, again.location) == (first.status_code, first.location)
    assert len(queries.timeline(idea.id, full=True)) == 3


def test_who_comes_second_is_told_that_somebody_was_faster(at, enter):
    idea = drive.submitted(at=at)
    slow = enter("王主任")
    page = slow.get(f"/moves/{idea.id}/accept").text
    enter("孙干事").move(idea.id, "decline", reason="commercial", note="属于商业推广。")
    seq = re.search(r'name="seq"[^>]*value="(\d+)"', page)[1]
    fields = dict(re.findall(r'name="(csrf_token|key)"[^>]*value="([^"]+)"', page)) | {"seq": seq}
    answer = slow.client.post(f"/moves/{idea.id}/accept", data=fields)
    assert answer.status_code == 409
    assert state(idea) == "not_accepted"


def test_numbers_have_no_gaps(at):
    ideas = [drive.submitted(at=at) for _ in range(7)]
    actions.accept(ideas[3].id, by=who("孙干事"), at=at)
    actions.decline(ideas[0].id, reason="unlawful", note="不合规定", by=who("孙干事"), at=at)
    with pytest.raises(RuntimeError, match="changed my mind"), unit_of_work():
        actions.accept(ideas[1].id, by=who("孙干事"), at=at)
        raise RuntimeError("changed my mind")
    actions.accept_many([idea.id for idea in ideas], by=who("王主任"), at=at, key="a-key-of-the-batch", dry_run=False)
    assert sorted(db.session.scalars(select(Proposal.serial).where(Proposal.serial.is_not(None)))) == [1, 2, 3, 4, 5, 6]


def test_many_are_accepted_after_a_dry_run(at, enter):
    ideas = [drive.submitted(at=at) for _ in range(3)]
    minor = drive.submitted(at=at, submitter="minor")
    staff, ids = enter("孙干事"), [str(each.id) for each in (*ideas, minor)]
    page = staff.post("/screening/acceptance", {"ids": ids}, page="/screening")
    assert page.status_code == 200
    assert "可以受理 3 个，1 个现在不能受理" in page.text
    assert "还没有监护人的姓名、电话和同意" in page.text
    answer = staff.client.post("/screening/acceptance", data=staff.sent | {"ids": ids, "confirmed": "1"})
    assert answer.location == "/screening"
    assert [state(each) for each in (*ideas, minor)] == ["accepted", "accepted", "accepted", "submitted"]


def test_declining_names_a_coded_reason(at, enter):
    idea, staff = drive.submitted(at=at), enter("孙干事")
    assert staff.move(idea.id, "decline", note="您公司的推广").status_code == 422
    assert staff.move(idea.id, "decline", reason="commercial", note="属于商业推广。").status_code == 303
    assert state(idea) == "not_accepted"
    assert queries.fate(idea) == queries.Fate("declined", "commercial")
    assert queries.timeline(idea.id, full=False)[0].note == "属于商业推广。"


def test_an_unknown_reason_is_refused(at):
    idea = drive.submitted(at=at)
    with pytest.raises(Unmet, match="reason-unknown"):
        actions.decline(idea.id, reason="because", note="就是不行", by=who("孙干事"), at=at)


@pytest.mark.parametrize(("reason", "kind"), [("transferred", "transfer"), ("deliberation", "deliberation"), ("hotline", "hotline")])
def test_an_idea_for_others_is_handed_on(at, enter, reason, kind):
    idea, staff = drive.submitted(at=at), enter("孙干事")
    assert "转办要写明由哪个单位答复" in staff.move(idea.id, "decline", reason=reason, note="路灯由住建局管。").text
    staff.move(idea.id, "decline", reason=reason, note="路灯由住建局管。", unit="区住建局")
    db.session.rollback()
    referral = db.session.scalars(select(Referral)).one()
    assert (referral.kind, referral.handling_unit, referral.due_us > at) == (kind, "区住建局", True)
    assert queries.fate(idea) == queries.Fate("referred", reason)


def test_an_idea_is_given_back_and_completed(at, enter):
    idea = drive.needs_info(at=at)
    answer = enter("张小雨").move(idea.id, "answer", answer="在三号楼。", problem="冬天路滑，三号楼前没有路灯。")
    assert answer.status_code == 303
    assert state(idea) == "submitted"
    assert idea.problem == "冬天路滑，三号楼前没有路灯。"
    assert [entry.name for entry in queries.timeline(idea.id, full=True)] == ["answer", "ask", "submit", "@start"]
    assert queries.timeline(idea.id, full=True)[0].data == {"answer": "在三号楼。", "problem": "冬天路滑，三号楼前没有路灯。"}


def test_a_minors_idea_waits_for_the_guardian(at, enter):
    idea, staff = drive.submitted(at=at, submitter="minor"), enter("孙干事")
    with pytest.raises(Unmet, match="guardian-consent-missing"):
        actions.accept(idea.id, by=who("孙干事"), at=at)
    sheet = f"/screening/{idea.id}"
    staff.post(f"{sheet}/guardian", {"guardian_name": "林妈妈", "guardian_phone": "13900001111", "consent": "y"}, page=sheet)
    actions.accept(idea.id, by=who("孙干事"), at=at)
    assert state(idea) == "accepted"


def test_same_words_are_looked_at_before_accepting(at, enter):
    text, contact = drive.idea_text(), drive.contact()
    first = actions.enter(drive.season_id(), idea=text, contact=contact, channel="web", by=who("张小雨"), at=at)
    second = actions.enter(drive.season_id(), idea=text, contact=drive.contact(), channel="web", by=who("张小雨"), at=at)
    with pytest.raises(Unmet, match="same-words-not-looked-at"):
        actions.accept(second.id, by=who("孙干事"), at=at)
    mark = db.session.scalars(select(Resemblance)).one()
    sheet = f"/screening/{second.id}"
    enter("孙干事").post(f"{sheet}/resemblances/{mark.id}", {"verdict": "same"}, page=sheet)
    actions.accept(second.id, by=who("孙干事"), at=at)
    assert (mark.other_id, mark.verdict, state(second)) == (first.id, "same", "accepted")


def test_the_proposer_withdraws(at):
    idea = drive.accepted(at=at)
    with pytest.raises(NotYours):
        actions.withdraw(idea.id, by=who("孙干事"), at=at)
    actions.withdraw(idea.id, by=actions_of(idea), at=at)
    assert (state(idea), queries.fate(idea)) == ("withdrawn", queries.Fate("withdrawn", "withdrawn"))


def actions_of(idea):
    return who_is(idea.proposer_id, idea.contact_name)


def who_is(person_id, name):
    return type(who("孙干事"))(f"p{person_id}", name)


def test_staff_of_another_street_see_nothing(at, enter, app):
    idea = drive.submitted(at=at)
    assert [enter(name).get(f"/screening/{idea.id}").status_code for name in ("孙干事", "何静", "刘芳", "林秀梅")] == [200, 200, 403, 403]


def test_the_clock_tells_the_lead_and_decides_nothing(at):
    idea = drive.submitted(at=at)
    actions.overdue_check(idea.id, at=at)
    db.session.rollback()
    assert (idea.state, idea.escalations) == ("submitted", 1)
    assert engine.options(db.session(), idea.id, who("孙干事"), at=at)[0].transition.name == "ask"
