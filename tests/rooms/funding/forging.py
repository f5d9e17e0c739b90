"""How somebody who owns the database would write into the books past the program: the SQL of forged entries, and what an attack is."""
from __future__ import annotations

from dataclasses import dataclass

FOUNDATION, TREASURY, STRANGER = 1, 2, 3
"""The third gives to another street only, and signed nothing."""
ORDERED, SIGNED = 1, 2
"""The book's two commitments, each 2,676.00 and 1,784.00 yuan: of one the first tranche is paid, of the other nothing is ordered yet."""
OTHER_SEASON = 2
OPEN_DAY, CLOSED_DAY = "2099-01-01", "2000-01-01"
NEWEST = "(SELECT MAX(id) AS entry_id FROM entry) AS newest"
SEAL = f"INSERT INTO seal (entry_id) SELECT entry_id FROM {NEWEST}"


@dataclass(frozen=True, slots=True)
class Attack:
    """Statements in one transaction; what the database answers, or else what is found afterwards."""

    name: str
    statements: tuple[str, ...]
    answer: str = ""
    """A part of the refusal, whichever statement or the COMMIT meets it. Empty: the database lets it through."""
    found: frozenset[str] = frozenset()
    """What kinds of findings then tell of it."""
    before: tuple[str, ...] = ()
    """Said to the connection before the transaction begins."""

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def refused(name: str, *statements: str, answer: str, before: tuple[str, ...] = ()) -> Attack:
    """An attack that the database itself refuses."""
    return Attack(name, statements, answer=answer, before=before)


def found(name: str, *statements: str, by: tuple[str, ...], before: tuple[str, ...] = ()) -> Attack:
    """An attack that no database can refuse to its owner, and that ``verify`` tells of."""
    return Attack(name, statements, found=frozenset(by), before=before)


def entry(kind: str, fen: int, *, of: int | None = None, reverses: int | str | None = None, on: str = OPEN_DAY, season: int = 1) -> str:
    """The next entry, well-formed but for what the caller makes wrong; its hash is made up, which only ``verify`` can see."""
    return ("INSERT INTO entry (id, idem_key, kind, season_id, commitment_id, amount_fen, actor, occurred_on, at_us, document, reverses_id, body, prev_hash, "
            f"hash, seal_id) SELECT entry_id + 1, 'forged-' || entry_id, '{kind}', {season}, {_or_null(of)}, {fen}, 'p1', '{on}', 1, '', {_or_null(reverses)}, "
            "'{}', hash, 'forged-' || entry_id, entry_id + 1 FROM ledger_head")


def _or_null(value: object) -> str:
    return "NULL" if value is None else str(value)


def account(fund: int, stage: str, *, of: int | None = None) -> str:
    """The account of a fund's stage, of one commitment or of the whole fund."""
    return f"(SELECT id FROM account WHERE fund_id = {fund} AND stage = '{stage}' AND {whose(of)} AND street_id IS NULL AND category_id IS NULL)"


def whose(of: int | None) -> str:
    """Of one commitment, or of none."""
    return "commitment_id IS NULL" if of is None else f"commitment_id = {of}"


def transfer(giving: str, taking: str, fen: float | str, *, number: int | None = None) -> str:
    """A transfer of the newest entry between two accounts, under a number of its own or the next."""
    column, value = ("id, ", f"{number}, ") if number else ("", "")
    return f"INSERT INTO transfer ({column}entry_id, debit_id, credit_id, amount_fen) SELECT {value}entry_id, {giving}, {taking}, {fen} FROM {NEWEST}"


def moved(fund: int, source: str, target: str, fen: float | str, *, of: int | None = None) -> str:
    """A transfer within one fund; stages from commit on are the commitment's."""
    ends = [account(fund, stage, of=of if stage in ("commit", "order", "held", "spent", "returned") else None) for stage in (source, target)]
    return transfer(ends[0], ends[1], fen)


def booked(kind: str, *transfers: str, fen: int, of: int | None = None, reverses: int | str | None = None, on: str = OPEN_DAY,
           season: int = 1) -> tuple[str, ...]:
    """A whole entry: its row, its transfers, its seal."""
    return (entry(kind, fen, of=of, reverses=reverses, on=on, season=season), *transfers, SEAL)


def received(fen: int) -> tuple[str, ...]:
    """A receipt of the foundation, as it ought to be written but for its hash."""
    return booked("receipt", moved(FOUNDATION, "origin", "pool", fen), fen=fen)


def replaced(table: str, *, where: str, **changed: str) -> str:
    """INSERT OR REPLACE of one row of a table by itself, but for some columns."""
    columns = COLUMNS[table]
    return f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {', '.join(changed.get(name, name) for name in columns)} FROM {table} WHERE {where}"


COLUMNS = {
    "entry": ("id", "idem_key", "kind", "season_id", "commitment_id", "payment_id", "amount_fen", "actor", "occurred_on", "at_us", "document", "reverses_id",
              "body", "prev_hash", "hash", "seal_id"),
    "transfer": ("id", "entry_id", "debit_id", "credit_id", "amount_fen"),
    "seal": ("entry_id",),
    "account": ("id", "fund_id", "stage", "commitment_id", "street_id", "category_id", "debits_fen", "credits_fen", "last_transfer_id"),
    "ledger_head": ("id", "entry_id", "hash"),
    "closed_period": ("id", "season_id", "through", "actor", "at_us"),
    "commitment_share": ("id", "commitment_id", "fund_id", "position", "weight", "amount_fen", "version"),
    "commitment_band": ("id", "commitment_id", "band", "start_fen", "fund_id", "position", "weight", "amount_fen", "version"),
}
