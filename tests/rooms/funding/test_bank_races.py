"""Eight cashiers at once: a line is used once, a statement is taken in once, and batches are numbered without gaps."""
import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.funding import verify as books
from proposals.funding.bank import batching, importing, matching, verify
from proposals.funding.models import BankMatch, BankStatement, Entry, Payment, PaymentBatch
from proposals.storage import db
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed
from tests.rooms.funding.test_races import RACERS, race

FEN = 1873_20
pytestmark = pytest.mark.slow


@pytest.fixture
def case(app, at):
    found = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(found, at=at)
    return found


def done(results):
    return [each for each in results if not isinstance(each, Exception)]


def test_a_line_is_confirmed_once(app, case, at):
    leg, by = banking.at_the_bank(case, seq=1, at=at)[0], actor("陈会计")
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    found = [each for each in banking.proposed() if each.certain]
    db.session.rollback()
    results = race(app, lambda number: matching.confirm(found[0], by=by, at=at) if number % 2 else matching.confirm_all(found, by=by, at=at))
    moved = [each for each in done(results) if each is None or each[0]]
    assert (len(results), len(moved), banking.state(leg)) == (RACERS, 1, "paid")
    assert db.session.scalar(select(func.count()).where(Entry.kind == "pay")) == db.session.scalar(select(func.count()).select_from(BankMatch)) == 1
    assert books.findings(db.session()) + verify.findings(db.session()) == []


def test_a_statement_is_taken_in_once(app, case, at):
    file = importing.read(banking.statement([("B1", 300, "", "利息")], opening=0, on=clock.today(at)), name="x.csv")
    account, by = banking.account().id, actor("陈会计")
    db.session.rollback()
    results = race(app, lambda number: importing.import_statement(account, file=file, by=by, at=at))
    db.session.rollback()
    assert len(done(results)) == 1 == db.session.scalar(select(func.count()).select_from(BankStatement)) and verify.findings(db.session()) == []


def test_batches_are_numbered_without_gaps(app, case, at):
    legs = [funding.authorised(each, seq=1, at=at)[0] for each in (case, *(signed(serial, at=at) for serial in range(2, 6)))]
    by = actor("陈会计")
    db.session.rollback()
    results = race(app, lambda number: batching.make_batch([legs[number % len(legs)]], desk="foundation", by=by, at=at))
    db.session.rollback()
    serials = list(db.session.scalars(select(PaymentBatch.serial).order_by(PaymentBatch.serial)))
    assert len(done(results)) == len(legs) and serials == list(range(1, len(legs) + 1)) and verify.findings(db.session()) == []
    assert {leg.state for leg in db.session.scalars(select(Payment).where(Payment.id.in_(legs)))} == {"sent"}
