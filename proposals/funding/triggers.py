"""The books' own guards, kept by the database against any program: history is added to, balances move only through transfers.

They are created with the tables, on both databases; migrations carry the same statements. Checked by raw SQL in the tests:
entries, transfers and shares are append-only; an entry follows the head it saw, without gaps; a transfer stays within one fund,
within its entry's amount and within the balance; a balance changes only together with the transfer that changes it.
"""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from workflow.append_only import REFUSE_FUNCTION, protect

from .models import Account, CommitmentShare, Entry, LedgerHead, Transfer

GENESIS = "0" * 64
FIRST_HEAD = f"INSERT INTO ledger_head (id, entry_id, hash) VALUES (1, 0, '{GENESIS}')"

NOT_NEXT = "NEW.prev_hash <> (SELECT hash FROM ledger_head) OR NEW.id <> (SELECT entry_id + 1 FROM ledger_head)"
NOT_MOVED_BY_ENTRY = "NEW.id <> OLD.id OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.hash = NEW.hash AND e.prev_hash = OLD.hash)"
OTHER_FUND = ("(SELECT COUNT(DISTINCT fund_id) FROM account WHERE id IN (NEW.debit_id, NEW.credit_id)) <> 1 "
              "OR (SELECT COUNT(*) FROM account WHERE id IN (NEW.debit_id, NEW.credit_id)) <> 2")
OVERDRAWN = "EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.debit_id AND a.stage <> 'origin' AND a.credits_fen - a.debits_fen < NEW.amount_fen)"
ENTRY_FULL = ("COALESCE((SELECT SUM(t.amount_fen) FROM transfer t WHERE t.entry_id = NEW.entry_id), 0) + NEW.amount_fen > "
              "COALESCE((SELECT e.amount_fen FROM entry e WHERE e.id = NEW.entry_id), 0)")
MOVED_OTHERWISE = (
    "NEW.id <> OLD.id OR NEW.fund_id <> OLD.fund_id OR NEW.stage <> OLD.stage OR COALESCE(NEW.commitment_id, 0) <> COALESCE(OLD.commitment_id, 0) "
    "OR NEW.last_transfer_id <= OLD.last_transfer_id OR NOT EXISTS (SELECT 1 FROM transfer t WHERE t.id = NEW.last_transfer_id AND ("
    "(t.debit_id = NEW.id AND NEW.debits_fen = OLD.debits_fen + t.amount_fen AND NEW.credits_fen = OLD.credits_fen) OR "
    "(t.credit_id = NEW.id AND NEW.credits_fen = OLD.credits_fen + t.amount_fen AND NEW.debits_fen = OLD.debits_fen)))")
PRELOADED = "NEW.debits_fen <> 0 OR NEW.credits_fen <> 0 OR NEW.last_transfer_id <> 0"
SAME_ACCOUNT = ("EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR (a.fund_id = NEW.fund_id AND a.stage = NEW.stage "
                "AND COALESCE(a.commitment_id, 0) = COALESCE(NEW.commitment_id, 0)))")

REFUSALS = (
    (Entry, "entry_is_next", "INSERT", NOT_NEXT, "an entry follows the last one"),
    (LedgerHead, "ledger_head_moves", "UPDATE", NOT_MOVED_BY_ENTRY, "the head is the last entry"),
    (LedgerHead, "ledger_head_is_one", "INSERT", "EXISTS (SELECT 1 FROM ledger_head)", "there is one head"),
    (LedgerHead, "ledger_head_stays", "DELETE", "1 = 1", "there is one head"),
    (Transfer, "transfer_in_one_fund", "INSERT", OTHER_FUND, "a transfer has two accounts of one fund"),
    (Transfer, "transfer_within_balance", "INSERT", OVERDRAWN, "more than the balance"),
    (Transfer, "transfer_within_entry", "INSERT", ENTRY_FULL, "more than the entry"),
    (Account, "account_moves", "UPDATE", MOVED_OTHERWISE, "balances move only through transfers"),
    (Account, "account_starts_empty", "INSERT", PRELOADED, "an account starts at nothing"),
    (Account, "account_once", "INSERT", SAME_ACCOUNT, "this account exists"),
    (Account, "account_stays", "DELETE", "1 = 1", "an account stays"),
)
CONSEQUENCES = (
    (Entry, "entry_moves_head", ("UPDATE ledger_head SET entry_id = NEW.id, hash = NEW.hash",)),
    (Transfer, "transfer_moves_balances", (
        "UPDATE account SET debits_fen = debits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.debit_id",
        "UPDATE account SET credits_fen = credits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.credit_id")),
)


def _attach(table: Table, *, statement: str, dialect: str) -> None:
    event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


def _refuse(table: Table, *, name: str, moment: str, when: str, message: str) -> None:
    """Refuse an INSERT, UPDATE or DELETE while ``when`` holds."""
    _attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} WHEN {when} "
                                               f"BEGIN SELECT RAISE(ABORT, 'ledger: {message}'); END")
    row = "OLD" if moment == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION 'ledger: {message}' USING ERRCODE = 'integrity_constraint_violation'"
    _function(table, name=name, body=f"IF {when} THEN {refusal}; END IF; RETURN {row};")
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _follow(table: Table, *, name: str, then: tuple[str, ...]) -> None:
    """Do something after each INSERT."""
    body = " ".join(f"{statement};" for statement in then)
    _attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} AFTER INSERT ON {table.name} BEGIN {body} END")
    _function(table, name=name, body=f"{body} RETURN NULL;")
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} AFTER INSERT ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _function(table: Table, *, name: str, body: str) -> None:
    """PostgreSQL keeps what a trigger does in a function of the same name."""
    _attach(table, dialect="postgresql", statement=f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")


def _keep(table: Table) -> None:
    """TRUNCATE fires no row triggers, so PostgreSQL is told separately."""
    _attach(table, dialect="postgresql", statement=REFUSE_FUNCTION)
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} EXECUTE FUNCTION wf_append_only()")


for _model in (Entry, Transfer, CommitmentShare):
    protect(_model.__table__)  # type: ignore[arg-type]
for _model, _name, _moment, _when, _message in REFUSALS:
    _refuse(_model.__table__, name=_name, moment=_moment, when=_when, message=_message)  # type: ignore[arg-type]
for _model, _name, _then in CONSEQUENCES:
    _follow(_model.__table__, name=_name, then=_then)  # type: ignore[arg-type]
for _model in (Account, LedgerHead):
    _keep(_model.__table__)  # type: ignore[arg-type]
for _dialect in ("sqlite", "postgresql"):
    _attach(LedgerHead.__table__, statement=FIRST_HEAD, dialect=_dialect)  # type: ignore[arg-type]
