"""What raw SQL cannot do to vouchers, reports and lines, on both databases; each guard of its own."""
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from proposals.funding.spending import guards, vouchers
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent

ATTACKS = {
    "voucher_says_the_same": "UPDATE voucher SET gross_fen = gross_fen + 1",
    "voucher_says_the_same, a file": "UPDATE voucher SET file_id = file_id + 1",
    "voucher_says_the_same, a day": "UPDATE voucher SET issued_on = '2001-01-01'",
    "voucher_says_the_same, back from withdrawn": "UPDATE voucher SET state = 'entered' WHERE state = 'withdrawn'",
    "voucher_stays": "DELETE FROM voucher WHERE state = 'withdrawn'",
    "voucher_once": "INSERT INTO voucher SELECT * FROM voucher WHERE state = 'withdrawn'",
    "report_is_decided": "UPDATE expenditure_report SET state = 'submitted', decided_us = NULL, decided_by_id = NULL, booked_fen = NULL, entry_id = NULL "
                         "WHERE state = 'accepted'",
    "report_is_decided, its number": "UPDATE expenditure_report SET period = 9 WHERE state = 'submitted'",
    "report_is_decided, its sum": "UPDATE expenditure_report SET amount_fen = amount_fen + 1 WHERE state = 'submitted'",
    "report_stays": "DELETE FROM expenditure_report WHERE state = 'accepted'",
    "report_once": "INSERT INTO expenditure_report SELECT * FROM expenditure_report WHERE state = 'accepted'",
    "line_of_a_draft": "INSERT INTO expenditure_line SELECT 99, report_id, voucher_id + 50, head, amount_fen FROM expenditure_line",
    "line_once": "INSERT INTO expenditure_line SELECT * FROM expenditure_line",
    "line_leaves_a_draft": "DELETE FROM expenditure_line",
    "line_says_the_same": "UPDATE expenditure_line SET amount_fen = 1",
    "voucher_file": "UPDATE voucher_file SET size = 1", "voucher_file, gone": "DELETE FROM voucher_file",
    "spending_step": "UPDATE spending_step SET reason = 'x'", "spending_step, gone": "DELETE FROM spending_step",
}


@pytest.fixture
def house(app, at):
    """An accepted report, one handed in, and a withdrawn voucher."""
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    spent.accepted(case, at=at)
    vouchers.withdraw(spent.entered(case, at=at), reason="误报", by=actor("刘芳"), at=at)
    spent.entered(case, at=at)
    spent.submitted(case, at=at)


@pytest.mark.parametrize("attack", ATTACKS)
def test_history_is_not_rewritten(house, attack):
    with pytest.raises(DBAPIError, match="spending: |append-only"), unit_of_work():
        db.session.execute(text(ATTACKS[attack]))


def test_every_guard_is_attacked():
    assert {name for _model, name, *_rest in guards.REFUSALS} <= {attack.partition(",")[0] for attack in ATTACKS}


def test_replacing_a_row_is_no_way_round_on_sqlite(house):
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="spending: "), unit_of_work():
            db.session.execute(text("INSERT OR REPLACE INTO expenditure_line SELECT l.id, d.id, l.voucher_id, l.head, 1 FROM expenditure_line l, "
                                    "(SELECT max(id) AS id FROM expenditure_report) d WHERE l.id = (SELECT min(id) FROM expenditure_line)"))
