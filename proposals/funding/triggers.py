"""The books' own guards, kept by the database against any program: history is added to, balances move only through transfers.

They are created with the tables, on both databases; migrations carry the same statements. Checked by raw SQL in the tests:
entries, transfers, seals and shares are append-only; an entry follows the head it saw, outside closed periods; a transfer joins
the stages its entry's kind may join, within one fund and one commitment, within the balance, before the seal; a balance changes
only together with the transfer that changes it; and a seal is set only on an entry that adds up, mirrors what it reverses, and
leaves every source less than one fen off its agreed weight – or, after a leg came back alone, no further off than before. An amended
agreement adds a version of shares and bands: which one holds follows from how many changes were booked, and never from what a column says.
"""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from workflow.append_only import REFUSE_FUNCTION, protect

from .models import Account, ClosedPeriod, CommitmentBand, CommitmentShare, Entry, LedgerHead, Seal, Transfer
from .models.ledger import MOVEMENTS, OVERDRAFT, PAID

GENESIS = "0" * 64
FIRST_HEAD = f"INSERT INTO ledger_head (id, entry_id, hash) VALUES (1, 0, '{GENESIS}')"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


NOT_NEXT = "NEW.prev_hash <> (SELECT hash FROM ledger_head) OR NEW.id <> (SELECT entry_id + 1 FROM ledger_head)"
CLOSED = "EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.occurred_on)"
KEYS_OFF = "(SELECT foreign_keys FROM pragma_foreign_keys) = 0"
NOT_LATER = "EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.through)"
NOT_MOVED_BY_ENTRY = "NEW.id <> OLD.id OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.hash = NEW.hash AND e.prev_hash = OLD.hash)"
SEALED = "NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id) OR EXISTS (SELECT 1 FROM seal s WHERE s.entry_id = NEW.entry_id)"
OTHER_FUND = ("NEW.debit_id = NEW.credit_id OR NOT EXISTS (SELECT 1 FROM account d JOIN account c ON c.fund_id = d.fund_id "
              "WHERE d.id = NEW.debit_id AND c.id = NEW.credit_id)")
_ALLOWED = ", ".join(f"'{kind}:{source}:{target}'" for kind, joins in MOVEMENTS.items() for source, target in joins)
OTHER_MOVEMENT = ("NOT EXISTS (SELECT 1 FROM entry e JOIN account d ON d.id = NEW.debit_id JOIN account c ON c.id = NEW.credit_id "
                  "WHERE e.id = NEW.entry_id AND (d.commitment_id IS NULL OR d.commitment_id = e.commitment_id) "
                  "AND (c.commitment_id IS NULL OR c.commitment_id = e.commitment_id) "
                  f"AND (e.kind = 'reverse' OR e.kind || ':' || d.stage || ':' || c.stage IN ({_ALLOWED})))")
OTHER_SEASON = ("EXISTS (SELECT 1 FROM entry e JOIN account a ON a.id IN (NEW.debit_id, NEW.credit_id) JOIN fund f ON f.id = a.fund_id "
                "WHERE e.id = NEW.entry_id AND e.kind NOT IN ('carry', 'reverse') AND f.season_id <> e.season_id)")
NOT_AN_AMOUNT = "NEW.amount_fen IS NULL OR NEW.amount_fen <= 0"
OVERDRAWN = (f"EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.debit_id AND a.stage NOT IN ({_words(OVERDRAFT)}) "
             "AND a.credits_fen - a.debits_fen < NEW.amount_fen)")
MOVED_OTHERWISE = (
    "NEW.id <> OLD.id OR NEW.fund_id <> OLD.fund_id OR NEW.stage <> OLD.stage OR COALESCE(NEW.commitment_id, 0) <> COALESCE(OLD.commitment_id, 0) "
    "OR COALESCE(NEW.street_id, 0) <> COALESCE(OLD.street_id, 0) OR COALESCE(NEW.category_id, 0) <> COALESCE(OLD.category_id, 0) "
    "OR NEW.last_transfer_id <= OLD.last_transfer_id OR NOT EXISTS (SELECT 1 FROM transfer t WHERE t.id = NEW.last_transfer_id AND ("
    "(t.debit_id = NEW.id AND NEW.debits_fen = OLD.debits_fen + t.amount_fen AND NEW.credits_fen = OLD.credits_fen) OR "
    "(t.credit_id = NEW.id AND NEW.credits_fen = OLD.credits_fen + t.amount_fen AND NEW.debits_fen = OLD.debits_fen)))")
PRELOADED = "NEW.debits_fen <> 0 OR NEW.credits_fen <> 0 OR NEW.last_transfer_id <> 0"
SAME_ACCOUNT = ("EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR (a.fund_id = NEW.fund_id AND a.stage = NEW.stage "
                "AND COALESCE(a.commitment_id, 0) = COALESCE(NEW.commitment_id, 0) AND COALESCE(a.street_id, 0) = COALESCE(NEW.street_id, 0) "
                "AND COALESCE(a.category_id, 0) = COALESCE(NEW.category_id, 0)))")
NOT_A_SOURCE = ("NEW.commitment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commitment_share s "
                "WHERE s.commitment_id = NEW.commitment_id AND s.fund_id = NEW.fund_id)")
_CHANGES = "SELECT COUNT(*) FROM entry k WHERE k.commitment_id = {of}.commitment_id AND k.kind = 'amend'"
_SIGNED = "EXISTS (SELECT 1 FROM entry s WHERE s.commitment_id = NEW.commitment_id)"
AFTER_SIGNING = f"NEW.version <> 1 + ({_CHANGES.format(of='NEW')}) + (CASE WHEN {_SIGNED} THEN 1 ELSE 0 END)"
_VERSION = f"(1 + ({_CHANGES.format(of='e')}))"

OFF_SUM = ("COALESCE((SELECT SUM(t.amount_fen) FROM transfer t WHERE t.entry_id = NEW.entry_id), 0) <> "
           "COALESCE((SELECT e.amount_fen FROM entry e WHERE e.id = NEW.entry_id), -1)")
_MIRRORED = "SELECT 1 FROM transfer m WHERE m.entry_id = {other} AND m.debit_id = t.credit_id AND m.credit_id = t.debit_id AND m.amount_fen = t.amount_fen"
NOT_MIRRORED = (
    "EXISTS (SELECT 1 FROM entry e JOIN entry o ON o.id = e.reverses_id WHERE e.id = NEW.entry_id AND (o.kind = 'reverse' OR o.id >= e.id "
    "OR o.season_id <> e.season_id OR COALESCE(o.commitment_id, 0) <> COALESCE(e.commitment_id, 0) "
    "OR (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = e.id) <> (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = o.id) "
    f"OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = e.id AND NOT EXISTS ({_MIRRORED.format(other='o.id')})) "
    f"OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = o.id AND NOT EXISTS ({_MIRRORED.format(other='e.id')}))))")
NOT_AS_SIGNED = (
    "EXISTS (SELECT 1 FROM entry e JOIN commitment_share s ON s.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind = 'commit' "
    f"AND s.version = {_VERSION} "
    "AND s.amount_fen <> COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a "
    "WHERE a.commitment_id = e.commitment_id AND a.fund_id = s.fund_id AND a.stage = 'commit'), 0))")
_ALL_OF = "SELECT COALESCE(SUM(a.credits_fen - a.debits_fen), 0) FROM account a WHERE a.commitment_id = e.commitment_id"
_NOW_SIGNED = f"FROM commitment_share s WHERE s.commitment_id = e.commitment_id AND s.version = {_VERSION}"
NOT_AS_AMENDED = (
    "EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind = 'amend' "
    f"AND (COALESCE((SELECT SUM(s.amount_fen) {_NOW_SIGNED}), -1) <> ({_ALL_OF}) "
    f"OR EXISTS (SELECT 1 {_NOW_SIGNED} AND s.amount_fen <> ({_ALL_OF} AND a.fund_id = s.fund_id))))")
_NOW = f"SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ({_words(PAID)})"
_BEFORE = ("SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.version = b.version "
           "AND p.fund_id = b.fund_id AND p.band < b.band")
_OFF = "ABS(({own} - COALESCE(({before}), 0)) * ({whole}) - b.weight * ({all} - b.start_fen))"
_WHOLE = "SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.version = b.version AND w.band = b.band"
_SIGN = "(CASE e.kind WHEN 'refund' THEN -1 ELSE 1 END)"
_OWN_NOW, _ALL_NOW = f"COALESCE(({_NOW} AND a.fund_id = b.fund_id), 0)", f"COALESCE(({_NOW}), 0)"
_OWN_MOVED = (f"{_SIGN} * COALESCE((SELECT SUM(t.amount_fen) FROM transfer t JOIN account a ON a.id = t.debit_id "
              "WHERE t.entry_id = e.id AND a.fund_id = b.fund_id), 0)")
_AFTER = _OFF.format(own=_OWN_NOW, before=_BEFORE, whole=_WHOLE, all=_ALL_NOW)
_EARLIER = _OFF.format(own=f"({_OWN_NOW} - {_OWN_MOVED})", before=_BEFORE, whole=_WHOLE, all=f"({_ALL_NOW} - {_SIGN} * e.amount_fen)")
OFF_SHARES = (
    "EXISTS (SELECT 1 FROM entry e JOIN commitment_band b ON b.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind IN ('order', 'refund') "
    f"AND b.version = {_VERSION} "
    f"AND b.band = (SELECT MAX(r.band) FROM commitment_band r WHERE r.commitment_id = e.commitment_id AND r.version = b.version AND r.start_fen <= {_ALL_NOW}) "
    f"AND {_AFTER} >= ({_WHOLE}) AND {_AFTER} > {_EARLIER})")
_POOL_GAVE = "SELECT SUM(CASE WHEN a.stage = 'pool' THEN t.amount_fen ELSE -t.amount_fen END) FROM transfer t JOIN account a ON a.id = t.debit_id"
ONE_SIDED = ("EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind IN ('advance', 'repay', 'carry') "
             f"AND ({_POOL_GAVE} WHERE t.entry_id = e.id) <> 0)")

REFUSALS = (
    (Entry, "entry_is_next", "INSERT", NOT_NEXT, "an entry follows the last one"),
    (Entry, "entry_in_open_period", "INSERT", CLOSED, "the period is closed"),
    (ClosedPeriod, "closed_period_later", "INSERT", NOT_LATER, "a period is closed after the one before"),
    (LedgerHead, "ledger_head_moves", "UPDATE", NOT_MOVED_BY_ENTRY, "the head is the last entry"),
    (LedgerHead, "ledger_head_is_one", "INSERT", "EXISTS (SELECT 1 FROM ledger_head)", "there is one head"),
    (LedgerHead, "ledger_head_stays", "DELETE", "1 = 1", "there is one head"),
    (Transfer, "transfer_before_seal", "INSERT", SEALED, "the entry is sealed or unknown"),
    (Transfer, "transfer_is_positive", "INSERT", NOT_AN_AMOUNT, "an amount is more than nothing"),
    (Transfer, "transfer_in_one_fund", "INSERT", OTHER_FUND, "a transfer has two accounts of one fund"),
    (Transfer, "transfer_of_its_kind", "INSERT", OTHER_MOVEMENT, "this kind of entry does not join these accounts"),
    (Transfer, "transfer_in_its_season", "INSERT", OTHER_SEASON, "a fund of another season"),
    (Transfer, "transfer_within_balance", "INSERT", OVERDRAWN, "more than the balance"),
    (Account, "account_moves", "UPDATE", MOVED_OTHERWISE, "balances move only through transfers"),
    (Account, "account_starts_empty", "INSERT", PRELOADED, "an account starts at nothing"),
    (Account, "account_of_a_source", "INSERT", NOT_A_SOURCE, "no source of this commitment"),
    (Account, "account_once", "INSERT", SAME_ACCOUNT, "this account exists"),
    (Account, "account_stays", "DELETE", "1 = 1", "an account stays"),
    (CommitmentShare, "share_before_signing", "INSERT", AFTER_SIGNING, "shares are fixed at signing"),
    (CommitmentBand, "band_before_signing", "INSERT", AFTER_SIGNING, "bands are fixed at signing"),
    (Seal, "seal_on_the_sum", "INSERT", OFF_SUM, "the transfers do not add up to the entry"),
    (Seal, "seal_on_a_mirror", "INSERT", NOT_MIRRORED, "a reversal mirrors its entry"),
    (Seal, "seal_on_what_was_signed", "INSERT", NOT_AS_SIGNED, "each source commits what it signed"),
    (Seal, "seal_on_what_was_amended", "INSERT", NOT_AS_AMENDED, "each source is bound to what the amended agreement says"),
    (Seal, "seal_on_both_sides", "INSERT", ONE_SIDED, "what one source gives another receives"),
    (Seal, "seal_on_the_shares", "INSERT", OFF_SHARES, "a source would be a fen or more off its share"),
)
ON_SQLITE = ((Entry, "entry_with_keys_on", "INSERT", KEYS_OFF, "foreign keys are off on this connection"),)
CONSEQUENCES = (
    (Entry, "entry_moves_head", ("UPDATE ledger_head SET entry_id = NEW.id, hash = NEW.hash",)),
    (Transfer, "transfer_moves_balances", (
        "UPDATE account SET debits_fen = debits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.debit_id",
        "UPDATE account SET credits_fen = credits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.credit_id")),
)
APPEND_ONLY = (Entry, Transfer, Seal, CommitmentShare, CommitmentBand, ClosedPeriod)


def _attach(table: Table, *, statement: str, dialect: str) -> None:
    event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


def _refuse(table: Table, *, name: str, moment: str, when: str, message: str) -> None:
    """Refuse an INSERT, UPDATE or DELETE while ``when`` holds."""
    _refuse_on_sqlite(table, name=name, moment=moment, when=when, message=message)
    row = "OLD" if moment == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION 'ledger: {message}' USING ERRCODE = 'integrity_constraint_violation'"
    _function(table, name=name, body=f"IF {when} THEN {refusal}; END IF; RETURN {row};")
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _refuse_on_sqlite(table: Table, *, name: str, moment: str, when: str, message: str) -> None:
    _attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} WHEN {when} "
                                               f"BEGIN SELECT RAISE(ABORT, 'ledger: {message}'); END")


def _follow(table: Table, *, name: str, then: tuple[str, ...]) -> None:
    """Do something after each INSERT."""
    body = " ".join(f"{statement};" for statement in then)
    _attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} AFTER INSERT ON {table.name} BEGIN {body} END")
    _function(table, name=name, body=f"{body} RETURN NULL;")
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} AFTER INSERT ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _function(table: Table, *, name: str, body: str) -> None:
    """PostgreSQL keeps what a trigger does in a function of the same name, run with its maker's rights on the maker's own tables."""
    _attach(table, dialect="postgresql", statement=f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
                                                   f"SET search_path = public, pg_temp AS $$ BEGIN {body} END $$")


def _keep(table: Table) -> None:
    """TRUNCATE fires no row triggers, so PostgreSQL is told separately."""
    _attach(table, dialect="postgresql", statement=REFUSE_FUNCTION)
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} EXECUTE FUNCTION wf_append_only()")


for _model in APPEND_ONLY:
    protect(_model.__table__)  # type: ignore[arg-type]
for _model, _name, _moment, _when, _message in REFUSALS:
    _refuse(_model.__table__, name=_name, moment=_moment, when=_when, message=_message)  # type: ignore[arg-type]
for _model, _name, _moment, _when, _message in ON_SQLITE:
    _refuse_on_sqlite(_model.__table__, name=_name, moment=_moment, when=_when, message=_message)  # type: ignore[arg-type]
for _model, _name, _then in CONSEQUENCES:
    _follow(_model.__table__, name=_name, then=_then)  # type: ignore[arg-type]
for _model in (Account, LedgerHead):
    _keep(_model.__table__)  # type: ignore[arg-type]
for _dialect in ("sqlite", "postgresql"):
    _attach(LedgerHead.__table__, statement=FIRST_HEAD, dialect=_dialect)  # type: ignore[arg-type]
