"""What the workbook holds besides the books: the budget as the spending pages have it, the bank as its own pages have it."""
from decimal import Decimal

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.funding.bank import balance
from proposals.funding.exports import annexes, reading, workbook
from proposals.funding.exports.book import BudgetHead
from proposals.funding.spending import heads, transfers
from proposals.seasons.models import Season
from proposals.storage import db
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking, spent
from tests.rooms.funding.signed import signed
from tests.spreadsheet import Spreadsheet


@pytest.fixture
def season_id(at):
    return db.session.scalars(select(Season.id)).one()


def of(case):
    """The budget of one project as the spending pages have it."""
    commitment = spent.commitment_of(case)
    rows = (BudgetHead(commitment.id, head.name, head.planned_fen, head.moved_fen, head.spent_fen) for head in heads.of(db.session, commitment))
    return [row for row in rows if row.planned_fen or row.moved_fen or row.spent_fen]


def move(case, *, at, fen):
    return transfers.ask(case, from_head="activity", to_head="personnel", amount_fen=fen, reason="多请一位老师", by=actor("刘芳"), at=at)


def test_the_budget_is_that_of_the_spending_pages(at, season_id):
    cases = [spent.running(serial, at=at) for serial in (1, 2)]
    spent.entered(cases[0], at=at, fen=1000_00)
    spent.accepted(cases[0], at=at)
    spent.entered(cases[0], at=at, fen=200_00, head="personnel")
    move(cases[0], at=at, fen=40_00)
    move(cases[0], at=at, fen=410_00)
    transfers.rule(move(cases[1], at=at, fen=460_00), approved=True, reason="", by=actor("马理事长"), at=at)
    assert list(annexes.read(db.session(), season_id=season_id).budget) == of(cases[0]) + of(cases[1])


def test_the_bank_is_that_of_its_own_pages(at, season_id):
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    banking.at_the_bank(case, seq=1, at=at)
    assert annexes.read(db.session(), season_id=season_id).bank == ()
    banking.imported([("B1", 12_34, "某人", "利息")], opening=50_000_00, at=at)
    side, = annexes.read(db.session(), season_id=season_id).bank
    assert (side.number, side.adjustment) == (banking.NUMBER["foundation"], balance.latest(banking.account().id))
    sheet = Spreadsheet(workbook.write(reading.read(db.session(), season_id=season_id, at=clock.now()), annexes=annexes.Annexes((), (side,), ())))
    assert sheet.line("6 银行余额调节表", begins="调节后余额") == dict.fromkeys("BD", Decimal(side.adjustment.adjusted_book_fen) / 100)
    assert set(sheet.differences().values()) == {0}


def test_what_no_voucher_explains_stands_in_a_row_of_its_own(at, season_id):
    case = spent.running(1, at=at)
    spent.entered(case, at=at, fen=1000_00)
    spent.accepted(case, at=at)
    book = reading.read(db.session(), season_id=season_id, at=clock.now())
    told = annexes.read(db.session(), season_id=season_id)
    fewer = annexes.Annexes(tuple(row for row in told.budget if row.head != "activity"), (), ())
    texts = [[row[2] for row in Spreadsheet(workbook.write(book, annexes=each)).book["4 预算执行与差异"].iter_rows(min_row=5, max_row=6, values_only=True)]
             for each in (told, fewer)]
    assert texts == [["业务活动费", "人员费"], ["人员费", "已支出、未分科目"]]
    assert set(Spreadsheet(workbook.write(book, annexes=fewer)).differences().values()) == {0}
