"""What the database itself refuses about matches, whatever program asks: more than the line, more than the payment, the wrong way, rewriting."""
import pytest
from sqlalchemy import text

from proposals.storage import db, unit_of_work
from tests.remembered import remembered
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed

FEN = 1873_20
ADD = ("INSERT INTO bank_match (line_id, kind, amount_fen, payment_id, entry_id, booked, actor, at_us) "
       "SELECT l.id, :kind, :fen, {payment}, {entry}, 1, 'x', 1 FROM bank_line l WHERE l.reference = :line")
ATTACKS = {
    "more than the line": (ADD.format(payment="NULL", entry="(SELECT MIN(id) FROM entry WHERE kind = 'receipt')"),
                           {"kind": "receipt", "fen": 301, "line": "B2"}),
    "a line that is used up": (ADD.format(payment=":payment", entry="1"), {"kind": "pay", "fen": 1, "line": "B1"}),
    "more than the payment": (ADD.format(payment=":payment", entry="1"), {"kind": "pay", "fen": 1, "line": "B3"}),
    "back before it went": (ADD.format(payment=":other", entry="1"), {"kind": "return", "fen": 300, "line": "B2"}),
    "in is not out": (ADD.format(payment=":payment", entry="1"), {"kind": "pay", "fen": 300, "line": "B2"}),
    "out is not in": (ADD.format(payment="NULL", entry="1"), {"kind": "receipt", "fen": 1, "line": "B3"}),
    "another kind of entry": (ADD.format(payment="NULL", entry="(SELECT MIN(id) FROM entry WHERE kind = 'pay')"), {"kind": "receipt", "fen": 1, "line": "B2"}),
    "a payment without a payment": (ADD.format(payment="NULL", entry="1"), {"kind": "pay", "fen": 1, "line": "B3"}),
    "nothing": (ADD.format(payment="NULL", entry="1"), {"kind": "receipt", "fen": 0, "line": "B2"}),
    "another amount": ("UPDATE bank_match SET amount_fen = 1", {}), "another line": ("UPDATE bank_match SET line_id = line_id + 1", {}),
    "undone by nobody": ("UPDATE bank_match SET undone_us = 1", {}), "deleted": ("DELETE FROM bank_match", {}),
}


@pytest.fixture
def legs(app, at):
    return arrived(at=at)


@remembered
def arrived(*, at):
    """One payment that has arrived by B1; B2 came in and B3 went out unexplained."""
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    ids = banking.at_the_bank(case, seq=1, at=at)
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", 300, "", "利息"), ("B3", -80, "", "手续费")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    return {"payment": ids[0], "other": ids[1]}


@pytest.mark.parametrize("name", ATTACKS)
def test_no_program_writes_a_match_that_is_not_true(legs, name):
    statement, facts = ATTACKS[name]
    known = {key: value for key, value in legs.items() if f":{key}" in statement}
    with pytest.raises(Exception, match="bank: |keeps its rows|ck_bank_match|CHECK"), unit_of_work() as session:
        session.execute(text(statement), {**facts, **known})
    db.session.rollback()
    assert db.session.execute(text("SELECT COUNT(*), SUM(amount_fen) FROM bank_match WHERE undone_us IS NULL")).one() == (1, FEN)


def test_a_match_is_undone_once(legs):
    with unit_of_work() as session:
        session.execute(text("UPDATE bank_match SET undone_us = 1, undone_by = 'x'"))
    for change in ("undone_us = 2", "undone_us = NULL, undone_by = NULL"):
        with pytest.raises(Exception, match="bank: "), unit_of_work() as session:
            session.execute(text(f"UPDATE bank_match SET {change}"))


@pytest.mark.sqlite
def test_a_row_is_not_pushed_out(legs):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with pytest.raises(Exception, match="bank: "), unit_of_work() as session:
        session.execute(text("INSERT OR REPLACE INTO bank_match SELECT * FROM bank_match"))
