"""``verify`` finds what somebody changed behind the database's guards: in statements, lines, matches, batches and their files."""
import sqlite3
from contextlib import closing

import pytest

from proposals.funding.bank import verify
from proposals.storage import db, unit_of_work
from tests.remembered import remembered
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed

FEN = 1873_20
CHANGES = {
    "UPDATE bank_line SET amount_fen = amount_fen + 1 WHERE reference = 'B2'": {"statement-sum"},
    "UPDATE bank_line SET balance_fen = balance_fen + 1 WHERE reference = 'B1'": {"statement-sum"},
    "UPDATE bank_statement SET opening_fen = opening_fen + 1 WHERE seq = 2": {"statement-chain", "statement-sum"},
    "UPDATE bank_statement SET sha256 = 'x' WHERE seq = 1": {"statement-file"},
    "UPDATE bank_match SET amount_fen = amount_fen - 1": {"match-payment"},
    "UPDATE bank_match SET amount_fen = amount_fen + 1": {"match-line", "match-payment"},
    "UPDATE payment_batch SET total_fen = total_fen + 1 WHERE desk = 'treasury'": {"batch-sum"}, "UPDATE payment_batch SET serial = 2": {"batch-number"},
    "UPDATE batch_row SET amount_fen = 1 WHERE batch_id = 1": {"batch-sum"}, "UPDATE batch_file SET sha256 = 'x'": {"batch-file"},
}


@pytest.fixture
def sent(app, at):
    return arrived(at=at)


@remembered
def arrived(*, at):
    """One payment that has arrived, and two lines that nobody has explained."""
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    banking.at_the_bank(case, seq=1, at=at)
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", 300, "", "利息")], opening=50_000_00, at=at)
    banking.imported([("B3", 5, "", "利息")], opening=50_003_00 - FEN, at=at, days=1)
    banking.confirmed(at=at)
    return case


def kinds():
    db.session.rollback()
    return {finding.kind for finding in verify.findings(db.session())}


def from_outside(change, *, table):
    """Another program, which puts the guards to sleep first."""
    if db.engine.dialect.name == "postgresql":
        with unit_of_work() as session:
            session.connection().exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            session.connection().exec_driver_sql(change)
        return
    with closing(sqlite3.connect(db.engine.url.database)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_behind_the_guards_is_found(sent, change):
    assert kinds() == set()
    from_outside(change, table=change.split()[1])
    assert kinds() == CHANGES[change]


def test_the_desks_say_which_lines_and_accounts_wait(sent, at, enter):
    text = enter("陈会计").get("/desk").text
    assert "待核对的银行流水" in text and "2 笔" in text and "待核对的银行流水" not in enter("许科员").get("/desk").text
    banking.checked_by_nobody(at=at)
    assert "待核对的收款账户" in enter("许科员").get("/desk").text and "待核对的收款账户" not in enter("陈会计").get("/desk").text


def test_the_project_page_says_who_is_paid(sent, enter):
    from_lead = enter("陈会计").get(f"/projects/{sent}").text
    assert PAYEE[0] in from_lead and "4201 **** 0001" in from_lead and PAYEE[1] not in from_lead and "由谁代收款" in from_lead
    assert PAYEE[0] not in enter("王主任").get(f"/projects/{sent}").text
