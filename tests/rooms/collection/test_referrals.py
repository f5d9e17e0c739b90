"""What others answer: handed on with a number and a date, taken, urged, answered, rated, reopened, escalated; and the list as a file."""
from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from proposals import clock, tick
from proposals.accounts.models import Message, Person
from proposals.collection import actions, queries
from proposals.collection.models import Referral, ReferralEntry
from proposals.collection.referring import acts, lists
from proposals.collection.referring.handing import units
from proposals.errors import Refusal
from proposals.sheets import read
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.rooms.collection.test_fates import statements_of
from workflow.calendar import DAY_US


@pytest.fixture
def at(app):
    return clock.now()


@pytest.fixture
def handed(at):
    """A street lamp that the housing bureau is asked about, and its idea."""
    idea = drive.submitted(at=at, title="路灯坏了半个月")
    actions.decline(idea.id, reason="transferred", unit="区住建局", note="路灯由住建局管。", by=who("孙干事"), at=at)
    return db.session.scalars(select(Referral)).one()


def log(referral):
    db.session.rollback()
    return [entry.kind for entry in lists.logs([referral.id])[referral.id]]


def boxes(template):
    tick.deliver_letters(clock.now() + 400 * DAY_US)
    asked = select(Person.name).join(Message, Message.person_id == Person.id).where(Message.template == template).order_by(Person.id)
    return list(db.session.scalars(asked))


def owner(referral):
    idea = queries.idea(referral.proposal_id)[0]
    return type(who("孙干事"))(f"p{idea.proposer_id}", idea.contact_name)


def test_who_tracks_it_reads_whose_turn_it_is_and_by_when(at, handed, enter):
    idea = queries.idea(handed.proposal_id)[0]
    shown = enter().post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    assert [word in shown for word in ("等区住建局答复", handed.display_number, "已转出，等承办单位签收", "已经办结")] == [True, True, True, False]


def test_what_is_handed_on_has_a_number_a_unit_and_ten_working_days(at, handed):
    year = handed.number[1:5]
    due = handed.due_us
    assert (handed.number, handed.display_number) == (f"T{year}-0001", f"{year}-转-0001")
    assert 12 * DAY_US < due - at < 25 * DAY_US
    assert (handed.standing, log(handed)) == ("handed", ["handed"])


def test_numbers_have_no_gaps_and_wishes_are_numbered_apart(at):
    ideas = [drive.submitted(at=at).id for _ in range(5)]
    staff = who("孙干事")
    for idea, reason in zip(ideas[3:], ("micro-wish", "market"), strict=True):
        actions.decline(idea, reason=reason, unit="社区服务站", note="说明", by=staff, at=at)
    actions.decline_many(ideas[:3], reason="transferred", note="说明", unit="区住建局", by=staff, at=at, key="a-key-for-three-ideas", dry_run=False)
    numbers = sorted((one.number[0], one.number[-4:], one.kind) for one in db.session.scalars(select(Referral)))
    assert numbers == [("T", "0001", "market"), ("T", "0002", "transfer"), ("T", "0003", "transfer"), ("T", "0004", "transfer"), ("W", "0001", "wish")]


def test_days_and_case_number_are_given_with_the_decision(at, enter):
    idea, staff = drive.submitted(at=at), enter("孙干事")
    form = {"reason": "hotline", "note": "已转热线。", "unit": "12345 热线", "days": "5", "case_number": "？"}
    assert "工单号是 4 到 40 位" in staff.move(idea.id, "decline", **form).text
    assert staff.move(idea.id, "decline", **form | {"case_number": "ＣＦ2018-0371"}).status_code == 303
    db.session.rollback()
    one = db.session.scalars(select(Referral)).one()
    assert (one.case_number, one.kind, one.due_us - at < 11 * DAY_US) == ("CF2018-0371", "hotline", True)


def test_a_whistle_calls_several_units_within_two_working_days(at):
    idea = drive.submitted(at=at)
    actions.decline(idea.id, reason="whistle", unit="区住建局、区消防大队；街道综合执法队", note="请一起到场。", by=who("孙干事"), at=at)
    called = db.session.scalars(select(Referral).order_by(Referral.id)).all()
    assert [one.handling_unit for one in called] == ["区住建局", "区消防大队", "街道综合执法队"]
    assert {(one.urgent, one.due_us - at < 8 * DAY_US) for one in called} == {(1, True)}
    assert queries.fate(idea) == queries.Fate("referred", "whistle")
    assert units("甲局, 甲局\n乙局") == ["甲局", "乙局"]


def test_the_whole_life_on_the_page(at, handed, enter):
    staff, page = enter("孙干事"), f"/screening/referrals/{handed.id}"
    assert "路灯坏了半个月" in staff.get("/screening/referrals").text
    assert [staff.post(f"{page}/{step}", data, page=page).status_code for step, data in (
        ("receipt", {}), ("urge", {}), ("unit", {"unit": "区市政公司"}), ("case", {"case_number": "CF2018020071"}), ("reply", {"reply": "已修好。"}))] == [303] * 5
    assert log(handed) == ["handed", "received", "urged", "passed-on", "case-number", "replied"]
    shown = staff.get(page).text
    assert [word in shown for word in ("区市政公司", "CF2018020071", "已修好。", "已答复，等提案人评价", "登记一次催办")] == [True, True, True, True, False]
    assert handed.number not in staff.get("/screening/referrals").text
    assert boxes("referral_replied") == ["林秀梅"]


def test_who_may_not(at, handed, enter):
    page = f"/screening/referrals/{handed.id}"
    assert [enter(name).get(page).status_code for name in ("孙干事", "何静", "李科长", "张小雨", "林秀梅")] == [200, 200, 200, 403, 403]
    bureau = enter("李科长")
    assert "登记办理情况" not in bureau.get(page).text
    for act, given in ((acts.receive, {}), (acts.urge, {}), (acts.reply, {"words": "好"}), (acts.pass_on, {"unit": "别的"}), (acts.reopen, {})):
        with pytest.raises(Refusal, match="referral-not-yours"):
            act(handed.id, by=who("刘芳"), at=at, **given)
    with pytest.raises(Refusal, match="referral-not-yours"):
        acts.rate(handed.id, rating="not", note="", by=who("周建国"), at=at)
    assert log(handed) == ["handed"]


def test_nothing_is_done_twice_or_too_early(at, handed):
    staff = who("孙干事")
    with pytest.raises(Refusal, match="not-answered-yet"):
        acts.rate(handed.id, rating="satisfied", note="", by=None, at=at)
    acts.receive(handed.id, by=staff, at=at)
    with pytest.raises(Refusal, match="received-before"):
        acts.receive(handed.id, by=staff, at=at)
    acts.reply(handed.id, words="已修好。", by=staff, at=at)
    for act, given, code in ((acts.reply, {"words": "再答"}, "replied-before"), (acts.urge, {}, "answered-already"), (acts.reopen, {}, "nothing-to-reopen")):
        with pytest.raises(Refusal, match=code):
            act(handed.id, by=staff, at=at, **given)
    acts.rate(handed.id, rating="satisfied", note="", by=None, at=at)
    with pytest.raises(Refusal, match="rated-before"):
        acts.rate(handed.id, rating="not", note="", by=None, at=at)


def test_not_satisfied_is_reopened_once_and_then_goes_to_the_bureau(at, handed):
    staff = who("孙干事")
    for round_ in (1, 2):
        acts.reply(handed.id, words=f"第{round_}次答复", by=staff, at=at)
        acts.rate(handed.id, rating="not", note="灯还是不亮", by=owner(handed), at=at)
        assert (handed.standing, handed.reply) == ("unhappy" if round_ == 1 else "closed", f"第{round_}次答复")
        if round_ == 1:
            acts.reopen(handed.id, by=staff, at=at)
    with pytest.raises(Refusal, match="nothing-to-reopen"):
        acts.reopen(handed.id, by=staff, at=at)
    assert log(handed) == ["handed", "replied", "rated", "reopened", "replied", "rated", "escalated"]
    assert [entry.words for entry in lists.logs([handed.id])[handed.id] if entry.kind == "replied"] == ["第1次答复", "第2次答复"]
    assert boxes("referral_escalated") == ["李科长", "韩副局长"]


def test_the_proposer_rates_by_code_and_digits_and_by_nothing_else(at, handed, enter):
    acts.reply(handed.id, words="已修好。", by=who("孙干事"), at=at)
    idea = queries.idea(handed.proposal_id)[0]
    tail = idea.proposer.phone[-4:]
    page, visitor = f"/referrals/{handed.id}/rating", enter()
    wrong = visitor.post(page, {"code": idea.receipt, "tail": f"{(int(tail) + 1) % 10000:04d}", "rating": "not"})
    assert (wrong.status_code, idea.title in wrong.text) == (422, False)
    assert visitor.post(page, {"code": idea.receipt, "tail": tail, "rating": "basically", "note": "还行"}).status_code == 303
    assert (log(handed), handed.rating, handed.rating_note) == (["handed", "replied", "rated"], "basically", "还行")
    assert "基本满意" in enter("孙干事").get(f"/screening/referrals/{handed.id}").text


def test_the_clock_reminds_urges_and_reports_each_once_and_late(at, handed):
    for moment in (at + 60 * DAY_US, at + 60 * DAY_US, at + 60 * DAY_US, at + 61 * DAY_US, at + 99 * DAY_US):
        tick.round_of(moment)
    entries = lists.logs([handed.id])[handed.id]
    assert [entry.kind for entry in entries] == ["handed", "reminded", "overdue", "escalated"]
    assert [entry.due_us < at + 30 * DAY_US < entry.at_us for entry in entries[1:]] == [True, True, True]
    assert set(boxes("referral_overdue")) == {"孙干事", "王主任", "何静", "周敏"}
    assert set(boxes("referral_escalated")) == {"李科长", "韩副局长", "王主任", "周敏"}


def test_the_log_is_added_to_and_never_changed(at, handed):
    entry = db.session.scalars(select(ReferralEntry)).one()
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work() as session:
        session.delete(session.get(ReferralEntry, entry.id))


def test_a_part_is_handed_on_while_the_idea_goes_its_way(at, enter):
    idea, staff = drive.accepted(at=at), enter("孙干事")
    page = f"/screening/{idea.id}/referrals/new"
    assert "请勾选“吹哨”" in staff.post(page, {"kind": "transfer", "matter": "楼前路灯", "unit": "住建局、城管局"}).text
    assert staff.post(page, {"kind": "transfer", "matter": "楼前路灯", "unit": "住建局、城管局", "urgent": "y"}).status_code == 303
    db.session.rollback()
    assert [one.matter for one in lists.of_idea(idea.id)] == ["楼前路灯"] * 2
    assert queries.fate(idea).code == "accepted"
    public = enter().get(f"/ideas/{idea.id}").text
    assert [word in public for word in ("楼前路灯", "城管局", "-转-0002", "孙*", "孙干事")] == [True, True, True, True, False]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_as_a_file_says_what_the_table_holds(at, handed, enter, form):
    acts.keep_case_number(handed.id, case_number="CF20180001", by=who("孙干事"), at=at)
    answer = enter("王主任").get(f"/screening/referrals.{form}")
    rows = [[str(cell) for cell in row.cells] for row in read(answer.data, name=f"referrals.{form}", most_rows=9, most_columns=20)]
    told = dict(zip(rows[0], rows[1]))
    assert (len(rows), told["转办单号"], told["承办单位"], told["12345 工单号"], told["题目"]) == (2, handed.number, "区住建局", "CF20180001", "路灯坏了半个月")
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", told["答复期限"])


def test_the_list_takes_the_same_statements_however_long(at, handed, enter):
    staff = enter("王主任")
    staff.get("/screening/referrals")
    few = statements_of(lambda: staff.get("/screening/referrals"))
    acts.hand_part(handed.proposal_id, kind="transfer", matter="路灯", units=[f"单位{n}" for n in range(9)], days=None, urgent=True, case_number="",
                   by=who("孙干事"), at=at)
    assert statements_of(lambda: staff.get("/screening/referrals")) == few
