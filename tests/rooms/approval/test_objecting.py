"""A resident objects to a notice under their real name: what it stops, who rules, who learns of it, and what goes on afterwards."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts import personal
from proposals.approval import actions
from proposals.approval.models import Appeal, NoticeHold, Objection, TipOff
from proposals.seasons.rules import calendar
from proposals.storage import db, unit_of_work
from tests.rooms.approval.announced import announced, fire, notice_of, with_reserves
from tests.rooms.approval.asking import state_of, steps_of
from tests.rooms.approval.planned import actor
from workflow import SYSTEM, Refused
from workflow.tables import step, timer

DAY = 86_400_000_000
SAID = actions.Statement("周建国", "13800001111", "花坛的位置是消防通道，附照片。")


@pytest.fixture
def at(app):
    """Now."""
    return clock.now()


@pytest.fixture
def case(at):
    """A project whose result is under public notice."""
    return announced(at=at)


def lodge(case, at, name="周建国", said=SAID):
    return actions.lodge_objection(notice_of(case).id, said=said, by=actor(name), at=at)


def deadline(case):
    return db.session.scalars(select(timer.c.due_us).where(timer.c.instance_id == case, timer.c.kind == "deadline", timer.c.done_us.is_(None))).one()


def test_it_stops_its_own_project_and_the_history_does_not_say_whose_it_is(at):
    case, other, _third = with_reserves(at=at)
    fire(other, "promote", actor("王主任"), at=at)
    found = lodge(case, at)
    assert (state_of(case), state_of(other)) == ("appealing", "publicised")
    payloads = " ".join(str(each) for each in db.session.scalars(select(step.c.payload)))
    assert found.number in payloads and "周建国" not in payloads and "消防通道" not in payloads
    assert steps_of(case)[-1] == ("object", SYSTEM.id)
    fire(other, "confirm", SYSTEM, at=at)


def test_the_working_days_left_are_left_when_it_is_cleared(case, at):
    end, later = deadline(case), at + 20 * DAY
    lodge(case, at)
    fire(case, "clear", actor("李科长"), at=later, note="已核对图纸，不占通道")
    hold = db.session.scalars(select(NoticeHold)).one()
    assert (hold.from_us, hold.to_us, deadline(case)) == (at, later, hold.until_us)
    assert end < later < hold.until_us <= later + 12 * DAY
    assert (notice_of(case).until_us, db.session.scalars(select(Objection.outcome)).one()) == (end, "dismissed")
    assert lodge(case, hold.until_us - 1, name="林秀梅").number.endswith("-0002")


def test_a_ruling_answers_everybody_who_objected_and_none_of_them_rules(case, at):
    both = [lodge(case, at, name=name).id for name in ("周建国", "韩副局长")]
    assert db.session.query(Appeal).count() == 1
    with pytest.raises(Refused, match="judge-in-own-cause"):
        fire(case, "uphold", actor("韩副局长"), at=at, note="我来定")
    fire(case, "uphold", actor("李科长"), at=at, note="查实占用消防通道")
    found = [(one.outcome, one.answer) for one in db.session.scalars(select(Objection).where(Objection.id.in_(both)))]
    assert (state_of(case), found) == ("rejected", [("upheld", "查实占用消防通道")] * 2)


def test_nobody_objects_when_the_notice_is_over_or_its_matter_settled(case, at):
    with pytest.raises(Refused, match="notice-over"):
        lodge(case, at + 60 * DAY)
    fire(case, "confirm", SYSTEM, at=at)
    with pytest.raises(Refused, match="notice-over"):
        lodge(case, at)


def test_twice_is_once_until_it_was_answered(case, at):
    number = lodge(case, at).number
    with pytest.raises(Refused, match=f"objected-before.*{number}"):
        lodge(case, at)


def test_it_is_taken_back_by_its_own_person_only(case, at):
    found = lodge(case, at)
    with pytest.raises(Refused, match="objection-not-yours"):
        actions.withdraw_objection(found.id, by=actor("林秀梅"), at=at)
    assert actions.withdraw_objection(found.id, by=actor("周建国"), at=at).withdrawn_us == at
    with pytest.raises(Refused, match="objection-closed"):
        actions.withdraw_objection(found.id, by=actor("周建国"), at=at)


def test_the_office_takes_down_what_came_in_writing_on_its_own_street(case, at):
    with pytest.raises(Refused, match="office-not-yours"):
        actions.enter_objection(notice_of(case).id, said=SAID, by=actor("周建国"), at=at)
    found = actions.enter_objection(notice_of(case).id, said=SAID, by=actor("孙干事"), at=at)
    assert (state_of(case), found.channel, found.by_id, db.session.scalars(select(Appeal.by_id)).one()) == (
        "appealing", "paper", None, int(actor("孙干事").id[1:]))


def test_a_tip_stops_nothing_and_keeps_nobody(case, at):
    tip = actions.tip_off(notice_of(case).id, words="听说报价虚高。", at=at)
    assert state_of(case) == "publicised"
    assert set(TipOff.__table__.columns.keys()) == {"id", "notice_id", "proposal_id", "words", "at_us", "seen_us", "seen_by_id", "remark"}
    actions.look_into(tip.id, remark="比对三家报价，合理。", by=actor("王主任"), at=at)
    with pytest.raises(Refused, match="tip-seen"):
        actions.look_into(tip.id, remark="再看一次", by=actor("李科长"), at=at)


def test_the_bureau_is_told_when_its_two_clocks_run_out(case, at):
    found = lodge(case, at)
    assert actions.chase_objections(found.acknowledge_us - 1) == 0
    assert [actions.chase_objections(found.acknowledge_us) for _again in range(2)] == [1, 0]
    fire(found.appeal_id, "acknowledge", actor("李科长"), at=found.acknowledge_us + 1)
    with pytest.raises(Refused, match="nothing-to-acknowledge"):
        fire(found.appeal_id, "acknowledge", actor("李科长"), at=found.acknowledge_us + 2)
    assert [actions.chase_objections(found.answer_us) for _again in range(2)] == [1, 0]
    told = [each for each in db.session.execute(db.text("SELECT payload FROM wf_outbox")).scalars() if "objection_" in each]
    assert [("unacknowledged" in each, "overdue" in each) for each in told if "bureau" in each] == [(True, False), (False, True)]


def test_its_two_clocks_are_the_seasons(enter, at):
    bureau, url = enter("李科长"), "/seasons/1/settings"
    wrong = bureau.post(url, {"acknowledge_days": "8", "answer_days": "7"})
    assert (wrong.status_code, "不能短于告知收到的期限" in wrong.text) == (422, True)
    assert bureau.post(url, {"acknowledge_days": "2", "answer_days": "7"}).status_code == 303
    case = announced(at=at)
    assert "二个工作日内告知收到，七个工作日内答复" in notice_of(case).text
    assert "2 个工作日内告知收到，7 个工作日内答复" in enter("周建国").get(f"/approval/notices/{notice_of(case).id}/objection").text
    found, days = lodge(case, at), calendar(db.session(), 1)
    assert (found.acknowledge_us, found.answer_us) == (days.after(at, 2, "workday")[0], days.after(at, 7, "workday")[0])


def test_a_person_who_is_forgotten_leaves_the_number_and_the_answer(case, at):
    me = int(actor("周建国").id[1:])
    found = lodge(case, at)
    assert [(one["number"], one["grounds"]) for one in personal.copy_of(db.session, person_id=me)["objections"]] == [(found.number, SAID.grounds)]
    fire(case, "clear", actor("李科长"), at=at, note="已核对")
    with unit_of_work():
        personal.forget(db.session, person_id=me)
    db.session.refresh(found)
    assert (found.name, found.contact, found.grounds, found.answer) == ("—", "—", "—", "已核对")
