"""Eight at once, each with a connection of its own: an invoice is used once, a report is booked once."""
import pytest
from sqlalchemy import func, select

from proposals.funding.models import Entry, Voucher
from proposals.funding.spending import reports, vouchers
from proposals.storage import db
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.test_races import race
from tests.rooms.funding.test_settle import stages

pytestmark = pytest.mark.slow


def test_eight_enter_the_same_invoice_in_two_projects_and_it_is_used_once(app, at):
    cases, says, by = (spent.running(1, at=at), spent.running(2, at=at)), spent.paper(at), actor("刘芳")
    files = [spent.original() for _each in range(8)]
    db.session.rollback()
    race(app, lambda n: vouchers.enter(cases[n % 2], paper=says, head="activity", amount_fen=100_00, original=files[n], by=by, at=at))
    assert db.session.scalar(select(func.count()).select_from(Voucher)) == 1


def test_eight_accept_the_same_report_and_it_is_booked_once(app, at):
    case, by = spent.running(1, at=at), actor("陈会计")
    spent.entered(case, at=at)
    report = spent.checked(case, at=at)
    db.session.rollback()
    results = race(app, lambda n: reports.accept(report, by=by, at=at))
    assert [result for result in results if result is None] == [None]
    assert (db.session.scalar(select(func.count()).where(Entry.kind == "spend")), stages(case)["spent"]) == (1, 100_00)
