"""A package that names nobody is opened to offers, and is neither judged meanwhile nor signed for before somebody is named."""
import pytest

from proposals import clock
from proposals.approval.calling import acts
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.rooms.approval import called
from tests.rooms.approval.asking import state_of, steps_of
from tests.rooms.approval.planned import actor, planned
from workflow import SYSTEM, Refused

FORM = {"closes_on": "2999-01-31", "least_years": "2", "least_rating": "3", "conditions": "要有持证社工。"}


@pytest.fixture
def at(app):
    return clock.now()


def test_staff_announce_a_call_and_everybody_reads_its_terms(enter, at):
    case = called.package(at=at)
    assert "1 个项目还没有承接组织，请发起征集" in enter("何静").get("/desk").text
    assert enter("何静").post(f"/approval/ideas/{case}/call", FORM).status_code == 303
    listed = enter().get("/approval/calls").text
    call = int(listed.split("/approval/calls/")[1].split('"')[0])
    shown = enter().get(f"/approval/calls/{call}").text
    assert [words in shown for words in ("巷口口袋花园", "¥4,460.00", "成立满 2 年", "评估等级 3A 以上", "要有持证社工。", "花苗与种植土")] == [True] * 6
    assert (called.call_of(call).state, steps_of(call)[1:]) == ("open", [("announce", actor("何静").id)])
    assert called.call_of(call).ceiling_fen == 446_000


def test_only_staff_announce(enter, at):
    case = called.package(at=at)
    assert [enter(name).get(f"/approval/ideas/{case}/call").status_code for name in ("林秀梅", "刘芳", "赵岚", "李科长")] == [403] * 4


def test_a_package_that_names_its_implementer_is_not_called_for_and_what_was_typed_stays(enter, at):
    case = planned(1, at=at)
    answer = enter("何静").post(f"/approval/ideas/{case}/call", FORM)
    assert (answer.status_code, "已经有承接组织" in answer.text, "要有持证社工。" in answer.text) == (409, True, True)


def test_one_call_at_a_time_and_none_of_four_days(enter, at):
    call = called.announced(at=at)
    answer = enter("何静").post(f"/approval/ideas/{called.call_of(call).proposal_id}/call", FORM)
    assert (answer.status_code, "正在征集承接组织" in answer.text) == (409, True)
    short = enter("何静").post(f"/approval/ideas/{called.call_of(call).proposal_id}/call", FORM | {"closes_on": str(called.in_days(4, at=at))})
    assert (short.status_code, "至少要开放 5 天" in short.text) == (422, True)


def test_no_judge_reads_a_package_while_its_implementer_is_sought(at):
    package = called.call_of(called.announced(at=at)).proposal_id
    with pytest.raises(Refused) as refused, unit_of_work():
        engine.fire(db.session, package, "send_review", actor("周敏"), at=at)
    assert "call-running" in [problem.code for problem in refused.value.problems]


def test_nothing_is_signed_for_before_somebody_is_named(at):
    case = called.package(at=at)
    called.put(case, "publicised")
    with pytest.raises(Refused, match="implementer-not-named"):
        called.fire(case, "confirm", at=at)


def test_the_last_day_may_be_put_off_with_a_reason_and_never_forward(enter, at):
    call, lead = called.announced(at=at), enter("王主任")
    later = str(called.in_days(20, at=at))
    refused = lead.move(call, "extend", closes_on=str(called.in_days(9, at=at)), note="再等等。")
    assert (refused.status_code, "要晚于今天" in refused.text) == (409, True)
    assert lead.move(call, "extend", closes_on=later, note="假期里看的人少。").status_code == 303
    assert (str(called.call_of(call).closes_on), called.deadlines(call)) == (later, ["close_bids"])


def test_a_call_that_nobody_answered_is_opened_again_but_not_over_offers(at):
    call = called.announced(at=at)
    called.fire(call, "close_bids", at=at + 11 * called.DAY)
    day = str(called.in_days(30, at=at))
    called.fire(call, "call_again", at=at + 12 * called.DAY, by="王主任", note="没有人应征。", closes_on=day)
    acts.make_offer(call, offer=called.offer(called.body(called.SECOND)), by=actor("周建国"), at=at + 13 * called.DAY)
    called.fire(call, "close_bids", at=at + 31 * called.DAY)
    with pytest.raises(Refused, match="offers-wait"):
        called.fire(call, "call_again", at=at + 32 * called.DAY, by="王主任", note="想再等等。", closes_on=str(called.in_days(60, at=at)))


def test_a_call_ends_with_its_reason_for_everybody(enter, at):
    call = called.announced(at=at)
    assert enter("王主任").move(call, "end_call", note="方案要重做。").status_code == 303
    assert ("方案要重做。" in enter().get(f"/approval/calls/{call}").text, called.call_of(call).state) == (True, "ended")
    assert state_of(called.call_of(call).proposal_id) == "planned"
    with pytest.raises(Refused, match="move-not-from-here"), unit_of_work():
        engine.fire(db.session, call, "close_bids", SYSTEM, at=at)


def test_a_plan_that_offers_are_made_for_is_not_sent_back(at):
    package = called.call_of(called.announced(at=at)).proposal_id
    with pytest.raises(Refused, match="call-running"):
        called.fire(package, "return_plan", at=at, by="何静", note="预算偏高。")


def test_a_call_ends_with_its_package_and_tells_who_made_an_offer(at):
    call = called.answered(at=at)
    called.fire(called.call_of(call).proposal_id, "withdraw", at=at, by="林秀梅")
    assert (called.call_of(call).state, steps_of(call)[-1]) == ("ended", ("end_call", "system"))
    assert {"role": "bidder", "template": "call_ended"}.items() <= called.last_notice(call).items()
