"""A season's books at one moment, as plain facts: what every export is made of. How they are read from the database is not here.

All amounts are whole fen, days are ``YYYY-MM-DD`` of Asia/Shanghai, moments are UTC microseconds.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..bank.adjusting import Adjustment

REACHED = ("held", "spent", "returned")
"""Stages of a project's money that is paid out: with the implementer, spent by it, or given back by it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the season's money (a fund), with its weight in the usual split and its place in every list."""

    id: int
    code: str
    title: str
    kind: str
    weight: int
    position: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one source signed for in a project."""

    source_id: int
    weight: int
    signed_fen: int


@dataclass(frozen=True, slots=True)
class Band:
    """The weights by which the sources bear a project's fen from ``start_fen`` on; a source that is not named gives nothing there."""

    start_fen: int
    weights: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Leg:
    """One source's part of a tranche: planned, now due (settling may lower it), and who had it paid, by which bank number."""

    id: int
    source_id: int
    planned_fen: int
    due_fen: int
    state: str
    order_id: int | None
    """The entry that ordered it."""
    bank_reference: str
    payee: str
    """Whose account it goes to, and the last four figures of that."""
    account_tail: str
    cashier: str
    approvers: str


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of a project's amount with the parts of its sources."""

    seq: int
    condition: str
    amount_fen: int
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A signed project: its commitment (``id``), whom it is for, who carries it out, and how it is to be paid."""

    id: int
    proposal_id: int
    number: str
    """Unique among the season's commitments, ASCII: 2017-XT-0001; a later agreement's is 2017-XT-0001-2."""
    display: str
    title: str
    street: str
    category: str
    organisation_id: int
    organisation: str
    state: str
    signed_on: str
    amount_fen: int
    settled_fen: int | None
    """What was recognised as spent when it was settled; None before."""
    shares: tuple[Share, ...]
    bands: tuple[Band, ...]
    tranches: tuple[Tranche, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Where a source's money stands: a stage, of a project or of a street and category where it has one. ``fen`` is its balance."""

    id: int
    source_id: int
    stage: str
    project_id: int | None
    street: str
    category: str
    fen: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that goes from one account to another of the same source."""

    giving_id: int
    taking_id: int
    fen: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the books. ``fen`` is what moved within this season's sources; ``leg_id`` and ``tranche`` are given where it has them."""

    id: int
    on: str
    booked_us: int
    kind: str
    project_id: int | None
    leg_id: int | None
    tranche: int | None
    fen: int
    actor: str
    document: str
    reverses: int | None
    hash: str
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the whole books, whose hash stands for all before it."""

    entry_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class Book:
    """A season's books: its sources, projects, accounts and entries, with the head of the chain when they were read.

    ``entries`` can be gone through again and again, in the order of their numbers; it need not be in memory.
    """

    year: int
    title: str
    sources: tuple[Source, ...]
    projects: Mapping[int, Project]
    accounts: Mapping[int, Account]
    entries: Iterable[Entry]
    first_on: str
    last_on: str
    head: Head
    read_us: int


@dataclass(frozen=True, slots=True)
class BudgetHead:
    """What a project may spend on one head: as planned, moved to it (or from it, below zero) since, and told by accepted vouchers. In fen."""

    project_id: int
    head: str
    planned_fen: int
    moved_fen: int
    spent_fen: int


@dataclass(frozen=True, slots=True)
class BankSide:
    """A bank account with its reconciliation on the day of its last statement."""

    title: str
    bank: str
    number: str
    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class Annexes:
    """What a season's workbook holds besides the books: spending by budget head, the bank accounts, and what ``verify`` found."""

    budget: tuple[BudgetHead, ...]
    bank: tuple[BankSide, ...]
    findings: tuple[str, ...]


class Standing:
    """The balances of a book, added up once: what stands in which stage, of a source, of a project, or of both. In fen."""

    def __init__(self, book: Book) -> None:
        self._held: dict[tuple[int | None, int | None, str], int] = {}
        for account in book.accounts.values():
            for source_id, project_id in {(account.source_id, None), (account.source_id, account.project_id), (None, account.project_id), (None, None)}:
                key = (source_id, project_id, account.stage)
                self._held[key] = self._held.get(key, 0) + account.fen

    def of(self, *stages: str, source_id: int | None, project_id: int | None) -> int:
        """What stands in these stages; None for all sources, for all projects and none."""
        return sum(self._held.get((source_id, project_id, stage), 0) for stage in stages)


def by_source(entry: Entry, *, accounts: Mapping[int, Account]) -> dict[int, int]:
    """What an entry moved of each source, in fen; together its ``fen``."""
    found: dict[int, int] = {}
    for movement in entry.movements:
        source_id = accounts[movement.giving_id].source_id
        found[source_id] = found.get(source_id, 0) + movement.fen
    return found


def reached_by(entry: Entry, *, accounts: Mapping[int, Account], stages: tuple[str, ...]) -> dict[int, int]:
    """What an entry brought into these stages of its project, by source in fen: below zero where it took out, empty where it did neither."""
    found: dict[int, int] = {}
    for movement in entry.movements:
        giving, taking = accounts[movement.giving_id], accounts[movement.taking_id]
        fen = movement.fen * ((taking.stage in stages) - (giving.stage in stages))
        if fen and giving.project_id is not None:
            found[giving.source_id] = found.get(giving.source_id, 0) + fen
    return found


def paid_by(entry: Entry, *, accounts: Mapping[int, Account]) -> dict[int, int]:
    """What an entry paid to the implementer, by source in fen: below zero where a payment came back, empty where nothing was paid."""
    return reached_by(entry, accounts=accounts, stages=REACHED)
