"""An expenditure report: handed in by the implementer, accepted or given back by the foundation, booked once and never beyond what is held."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts.models import Post
from proposals.funding import ledger, verify
from proposals.funding.models import Entry, ExpenditureReport
from proposals.funding.spending import booking, reports, vouchers
from proposals.storage import db, unit_of_work
from tests.drive import banking, funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.signed import signed
from tests.rooms.funding.test_settle import stages
from tests.rooms.funding.test_vouchers import codes


def report_of(report_id):
    return db.session.get_one(ExpenditureReport, report_id, populate_existing=True)


def submit(case, at, *, who="刘芳", begins=0, ends=0):
    day = clock.today(at)
    reports.submit(spent.open_report(case).id, from_on=day + timedelta(days=begins), until_on=day + timedelta(days=ends), by=actor(who), at=at)


def test_an_accepted_report_books_each_sources_part_as_spent(app, at):
    case = spent.running(1, at=at)
    for fen in (100_01, 33_33):
        spent.entered(case, at=at, fen=fen)
    report = report_of(spent.accepted(case, at=at))
    entry = db.session.get_one(Entry, report.entry_id)
    assert (report.state, report.amount_fen, report.booked_fen) == ("accepted", 133_34, 133_34)
    assert (entry.kind, entry.amount_fen, entry.idem_key) == ("spend", 133_34, f"spend:report:{report.id}")
    held = ledger.balances(db.session, commitment_id=report.commitment_id)
    assert [fen for (_fund, stage), fen in sorted(held.items()) if stage == "spent"] == [80_00, 53_34]
    assert [what for what, _who, _why in spent.told(report.id)] == [*["voucher-entered"] * 2, "report-submitted", *["voucher-accepted"] * 2, "report-accepted"]
    assert verify.findings(db.session) == []


@pytest.mark.parametrize("who", ["林秀梅", "何静", "陈会计", "王主任"])
def test_nobody_but_the_implementer_hands_it_in(app, at, who):
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    assert codes(lambda: submit(case, at, who=who)) == ["spending-not-yours"]


@pytest.mark.parametrize("who", ["林秀梅", "刘芳", "何静", "周敏", "许科员", "李科长"])
def test_nobody_but_the_foundation_decides(app, at, who):
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    report = spent.checked(case, at=at)
    assert codes(lambda: reports.accept(report, by=actor(who), at=at)) == ["deciding-not-yours"]
    assert codes(lambda: reports.give_back(report, reason="x", by=actor(who), at=at)) == ["deciding-not-yours"]


def test_who_handed_it_in_does_not_accept_it(app, at):
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    report = spent.checked(case, at=at)
    with unit_of_work():
        db.session.add(Post(person_id=int(actor("刘芳").id[1:]), kind="foundation", since_us=at))
    assert codes(lambda: reports.accept(report, by=actor("刘芳"), at=at)) == ["spending-needs-second-person"]


def test_nothing_is_handed_in_or_decided_twice_or_too_early(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    report = spent.open_report(case).id
    assert codes(lambda: reports.accept(report, by=actor("陈会计"), at=at)) == ["report-not-submitted"]
    submit(case, at)
    assert codes(lambda: submit(case, at)) == ["report-not-draft"]
    assert codes(lambda: spent.entered(case, at=at)) == ["report-under-check"]
    assert codes(lambda: vouchers.withdraw(voucher, reason="x", by=actor("刘芳"), at=at)) == ["voucher-not-in-draft"]
    assert codes(lambda: reports.accept(report, by=actor("陈会计"), at=at)) == ["vouchers-unchecked"]
    vouchers.accept(voucher, by=actor("何静"), at=at)
    reports.accept(report, by=actor("陈会计"), at=at)
    assert codes(lambda: reports.accept(report, by=actor("马理事长"), at=at)) == ["report-not-submitted"]
    assert codes(lambda: reports.give_back(report, reason="x", by=actor("马理事长"), at=at)) == ["report-not-submitted"]
    assert stages(case)["spent"] == 100_00


def test_a_returned_report_stays_and_its_next_version_has_the_same_lines(app, at):
    case = spent.running(1, at=at)
    good, bad = spent.entered(case, at=at), spent.entered(case, at=at, fen=50_00)
    first = spent.checked(case, at=at)
    assert codes(lambda: reports.give_back(first, reason="", by=actor("陈会计"), at=at)) == ["reason-required"]
    second = reports.give_back(first, reason="第二张不是本项目的", by=actor("陈会计"), at=at)
    vouchers.withdraw(bad, reason="误报", by=actor("刘芳"), at=at)
    assert spent.accepted(case, at=at) == second
    assert [[line.voucher_id for line in report_of(each).lines] for each in (first, second)] == [[good, bad], [good]]
    assert [(each.period, each.version, each.state, each.amount_fen) for each in (report_of(first), report_of(second))] == [
        (1, 1, "returned", 150_00), (1, 2, "accepted", 100_00)]
    spent.entered(case, at=at)
    assert (spent.open_report(case).period, spent.open_report(case).version) == (2, 1)


@pytest.mark.parametrize("begins, ends", [(0, 1), (1, 0), (0, -1)])
def test_the_days_of_a_report_are_over_and_in_order(app, at, begins, ends):
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    assert codes(lambda: submit(case, at, begins=begins, ends=ends)) == ["report-days-impossible"]


def test_an_empty_report_is_not_handed_in(app, at):
    case = spent.running(1, at=at)
    vouchers.withdraw(spent.entered(case, at=at), reason="误报", by=actor("刘芳"), at=at)
    assert codes(lambda: submit(case, at)) == ["report-empty"]


def test_no_more_is_told_than_is_held_and_the_refusal_says_how_much_is(app, at):
    case = spent.running(1, at=at)
    spent.entered(case, at=at, fen=3000_00)
    spent.accepted(case, at=at)
    spent.entered(case, at=at, fen=122_01)
    with pytest.raises(Exception) as refusal:
        submit(case, at)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.facts) == ("report-exceeds-held", {"amount": "¥122.01", "left": "¥122.00", "over": "¥0.01"})


def test_nothing_can_be_booked_that_only_one_source_has_paid(app, at):
    case = signed(1, at=at)
    legs = funding.sent(case, seq=1, at=at)
    banking.seen(legs[0], at=at)
    assert booking.spendable(db.session, spent.commitment_of(case)) in (0, 1)


def test_at_the_end_what_was_advanced_is_told_and_booked_as_it_is_paid(app, at):
    case = spent.running(1, at=at)
    with unit_of_work():
        spent.project(case).state = "reporting"
    spent.entered(case, at=at, fen=3780_00)
    spent.entered(case, at=at, fen=680_01, head="personnel")
    assert codes(lambda: submit(case, at)) == ["head-overspent"]
    vouchers.withdraw(spent.open_report(case).lines[1].voucher_id, reason="多报一分", by=actor("刘芳"), at=at)
    spent.entered(case, at=at, fen=680_00, head="personnel")
    report = report_of(spent.accepted(case, at=at))
    assert (report.amount_fen, report.booked_fen, stages(case)["held"]) == (spent.AGREED, spent.HELD, 0)
    assert booking.recognised(db.session, commitment_id=report.commitment_id) == spent.AGREED
    assert db.session.scalars(select(Entry.amount_fen).where(Entry.kind == "spend")).all() == [spent.HELD]
