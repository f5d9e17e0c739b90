"""A voucher under check: accepted or questioned by somebody else, explained, and disallowed afterwards."""
import pytest
from sqlalchemy import select

from proposals.accounts.models import Post
from proposals.funding import verify
from proposals.funding.models import Entry, Voucher
from proposals.funding.spending import reports, vouchers
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.test_settle import stages
from tests.rooms.funding.test_vouchers import codes


def state(voucher_id):
    return db.session.get_one(Voucher, voucher_id, populate_existing=True).state


@pytest.mark.parametrize("who", ["何静", "周敏", "陈会计", "马理事长"])
def test_support_or_the_foundation_accepts_a_voucher(app, at, who):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    report = spent.submitted(case, at=at)
    vouchers.accept(voucher, by=actor(who), at=at)
    found = db.session.get_one(Voucher, voucher)
    assert (found.state, found.checked_by_id, found.checked_us) == ("accepted", int(actor(who).id[1:]), at)
    assert spent.told(report)[-1] == ("voucher-accepted", who, "")
    assert codes(lambda: vouchers.accept(voucher, by=actor(who), at=at)) == ["voucher-checked"]


@pytest.mark.parametrize("who", ["刘芳", "李科长", "王主任", "许科员", "林秀梅"])
def test_nobody_else_checks(app, at, who):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    spent.submitted(case, at=at)
    assert codes(lambda: vouchers.accept(voucher, by=actor(who), at=at)) == ["checking-not-yours"]
    assert codes(lambda: vouchers.question(voucher, reason="x", by=actor(who), at=at)) == ["checking-not-yours"]


def test_who_entered_a_voucher_does_not_check_it(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    spent.submitted(case, at=at)
    with unit_of_work():
        db.session.add(Post(person_id=int(actor("刘芳").id[1:]), kind="support", since_us=at))
    assert codes(lambda: vouchers.accept(voucher, by=actor("刘芳"), at=at)) == ["spending-needs-second-person"]


def test_a_voucher_is_checked_only_in_a_report_that_was_handed_in(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    assert codes(lambda: vouchers.accept(voucher, by=actor("何静"), at=at)) == ["voucher-not-under-check"]
    spent.accepted(case, at=at)
    assert codes(lambda: vouchers.question(voucher, reason="x", by=actor("何静"), at=at)) == ["voucher-not-under-check"]


def test_a_question_needs_words_comes_back_and_is_answered(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    report = spent.submitted(case, at=at)
    assert codes(lambda: vouchers.question(voucher, reason=" ", by=actor("何静"), at=at)) == ["reason-required"]
    vouchers.question(voucher, reason="看不清金额", by=actor("何静"), at=at)
    assert codes(lambda: reports.accept(report, by=actor("陈会计"), at=at)) == ["vouchers-unchecked"]
    draft = reports.give_back(report, reason="有一张看不清", by=actor("陈会计"), at=at)
    assert codes(lambda: spent.submitted(case, at=at)) == ["vouchers-questioned"]
    vouchers.answer(voucher, reason="金额是一百元，见签收单", by=actor("刘芳"), at=at)
    spent.accepted(case, at=at)
    assert [what for what, _who, _why in spent.told(draft)] == ["voucher-answered", "report-submitted", "voucher-accepted", "report-accepted"]
    assert codes(lambda: vouchers.answer(voucher, reason="x", by=actor("刘芳"), at=at)) == ["voucher-not-in-draft"]


def test_an_accepted_voucher_may_be_questioned_while_the_report_is_open(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    spent.checked(case, at=at)
    vouchers.question(voucher, reason="再看不对", by=actor("陈会计"), at=at)
    assert state(voucher) == "questioned"


def test_a_disallowed_voucher_gives_its_money_back_to_held_and_keeps_its_number(app, at):
    case, says = spent.running(1, at=at), spent.paper(at, gross_fen=100_01)
    voucher = vouchers.enter(case, paper=says, head="activity", amount_fen=100_01, original=spent.original(), by=actor("刘芳"), at=at)
    spent.entered(case, at=at, fen=33_33)
    report = spent.accepted(case, at=at)
    assert codes(lambda: vouchers.disallow(voucher, reason="虚开", by=actor("陈会计"), at=at)) == ["spending-needs-second-person"]
    assert codes(lambda: vouchers.disallow(voucher, reason="虚开", by=actor("何静"), at=at)) == ["deciding-not-yours"]
    vouchers.disallow(voucher, reason="虚开", by=actor("马理事长"), at=at)
    assert (state(voucher), stages(case)["spent"], stages(case)["held"]) == ("disallowed", 33_33, spent.HELD - 33_33)
    assert db.session.scalars(select(Entry.amount_fen).where(Entry.commitment_id.is_not(None)).order_by(Entry.id.desc()).limit(2)).all() == [100_01, 133_34]
    assert spent.told(report)[-1] == ("voucher-disallowed", "马理事长", "虚开")
    assert codes(lambda: vouchers.disallow(voucher, reason="再来", by=actor("马理事长"), at=at)) == ["voucher-checked"]
    again = {"paper": says, "head": "activity", "amount_fen": 1, "original": spent.original()}
    assert codes(lambda: vouchers.enter(case, by=actor("刘芳"), at=at, **again)) == ["voucher-used-before"]
    assert verify.findings(db.session) == []


def test_only_what_was_accepted_can_be_disallowed(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    spent.checked(case, at=at)
    assert codes(lambda: vouchers.disallow(voucher, reason="x", by=actor("马理事长"), at=at)) == ["voucher-not-in-accepted-report"]
