"""Tampering by somebody who owns the database file: the triggers refuse, and where they were dropped, verify finds it."""
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from proposals.funding import verify
from proposals.storage import db, unit_of_work
from tests.drive import funding, implementation
from tests.rooms.funding.signed import signed

ATTACKS = (
    "UPDATE entry SET amount_fen = amount_fen + 1 WHERE id = 1",
    "DELETE FROM entry WHERE id = 1",
    "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1",
    "DELETE FROM transfer WHERE id = 1",
    "UPDATE account SET credits_fen = credits_fen + 1 WHERE stage = 'pool'",
    "UPDATE account SET credits_fen = credits_fen + 1, last_transfer_id = last_transfer_id + 1 WHERE stage = 'pool'",
    "UPDATE account SET fund_id = 1 WHERE id = 1",
    "DELETE FROM account WHERE id = 1",
    "INSERT INTO account (fund_id, stage, commitment_id, debits_fen, credits_fen, last_transfer_id) VALUES (1, 'pool', NULL, 0, 0, 0)",
    "INSERT INTO account (fund_id, stage, commitment_id, debits_fen, credits_fen, last_transfer_id) VALUES (1, 'held', NULL, 0, 500, 0)",
    "INSERT INTO transfer (entry_id, debit_id, credit_id, amount_fen) VALUES (1, 1, 2, 1)",
    "INSERT INTO entry (id, idem_key, kind, season_id, amount_fen, actor, at_us, body, prev_hash, hash) "
    "VALUES (99, 'x', 'receipt', 1, 1, 'p1', 0, '{}', 'y', 'z')",
    "UPDATE commitment_share SET amount_fen = amount_fen + 1",
    "UPDATE commitment_share SET weight = 1",
    "DELETE FROM commitment_share",
    "UPDATE ledger_head SET entry_id = 0, hash = 'x'",
    "DELETE FROM ledger_head",
    "INSERT INTO ledger_head (id, entry_id, hash) VALUES (2, 0, 'x')",
)
REPLACES = (
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
    "INSERT OR REPLACE INTO transfer SELECT * FROM transfer WHERE id = 1",
    "INSERT OR REPLACE INTO account SELECT * FROM account WHERE id = 1",
    "INSERT OR REPLACE INTO ledger_head SELECT * FROM ledger_head",
    "INSERT OR REPLACE INTO commitment_share SELECT * FROM commitment_share WHERE id = 1",
)
TAMPERING = (
    ("transfer_no_update", "transfer", "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1", {"ledger-entry", "ledger-balance"}),
    ("entry_no_update", "entry", "UPDATE entry SET amount_fen = amount_fen + 1 WHERE id = 2", {"ledger-entry"}),
    ("account_moves", "account", "UPDATE account SET credits_fen = credits_fen + 1 WHERE stage = 'pool' AND fund_id = 1", {"ledger-balance", "ledger-fund"}),
    ("commitment_share_no_update", "commitment_share", "UPDATE commitment_share SET amount_fen = amount_fen + 1 WHERE id = 1", {"commitment"}),
)


def tamper(statement):
    with unit_of_work() as session:
        session.execute(text(statement))


def kinds():
    return {finding.kind for finding in verify.findings(db.session)}


def test_every_attack_on_the_books_is_refused(app, at):
    implementation.implementing(signed(1, at=at), at=at)
    sqlite = db.engine.dialect.name == "sqlite"
    more = REPLACES if sqlite else tuple(f"TRUNCATE {table} CASCADE" for table in ("entry", "transfer", "account", "ledger_head", "commitment_share"))
    for statement in ATTACKS + more:
        with pytest.raises(DBAPIError):
            tamper(statement)
    assert verify.findings(db.session) == []


@pytest.mark.parametrize("trigger, table, statement, found", TAMPERING)
def test_what_was_changed_behind_a_dropped_trigger_is_found(app, at, trigger, table, statement, found):
    implementation.implementing(signed(1, at=at), at=at)
    tamper(f"DROP TRIGGER {trigger}" + ("" if db.engine.dialect.name == "sqlite" else f" ON {table}"))
    tamper(statement)
    assert kinds() >= found


def test_a_payment_that_is_not_in_the_books_is_found(app, at):
    case = signed(1, at=at)
    ids = funding.sent(case, seq=1, at=at)
    tamper(f"UPDATE payment SET state = 'paid', paid_us = 1 WHERE id = {ids[0]}")
    assert kinds() == {"payment"}


def test_an_amount_that_no_longer_adds_up_is_found(app, at):
    signed(1, at=at)
    tamper("UPDATE tranche SET amount_fen = amount_fen + 1 WHERE seq = 1")
    assert kinds() == {"tranches", "legs"}
    tamper("UPDATE proposal SET agreed_fen = agreed_fen + 1")
    assert kinds() == {"tranches", "legs", "commitment"}
