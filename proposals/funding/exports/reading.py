"""A season's books as the database has them at one moment: a fixed number of statements, however large the season is."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from ... import clock
from ...directory.models import Area
from ...seasons.models import Category, Season
from ..models import Account, Entry, Fund, LedgerHead, Transfer
from . import book, signed

AT_A_TIME = 1000


def hold(session: Session) -> None:
    """Read everything from now on as of this one moment, until the session's next transaction; whoever is writing cannot do this."""
    if session.info.get("writing"):
        raise RuntimeError("books are exported by reading alone, not in the middle of a unit of work")
    session.rollback()
    several = session.get_bind().dialect.name != "sqlite"
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if several else {})


def read(session: Session, *, season_id: int, at: int) -> book.Book:
    """The season's books: the entries of its sources, whoever's season they were booked in; ``at`` is when, in UTC microseconds.

    The entries are read anew each time they are gone through, a thousand in memory at most; all the rest is read once.
    """
    season = session.get_one(Season, season_id)
    projects = signed.projects(session, season_id=season_id)
    span = session.execute(select(func.min(Entry.occurred_on), func.max(Entry.occurred_on)).where(Entry.id.in_(_ids(season_id)))).one()
    actors = session.scalars(select(Entry.actor).where(Entry.id.in_(_ids(season_id))).distinct())
    known = _Known(frozenset(projects), *signed.tranches_of(projects), signed.names(session, actors=actors))
    head = session.execute(select(LedgerHead.entry_id, LedgerHead.hash)).one()
    today = clock.today(at).isoformat()
    return book.Book(season.year, season.title, _sources(session, season_id=season_id), projects, _accounts(session, season_id=season_id),
                     _Entries(session, _entries(season_id), known), span[0] or today, span[1] or today,
                     book.Head(head.entry_id, head.hash), at)


def _sources(session: Session, *, season_id: int) -> tuple[book.Source, ...]:
    found = session.scalars(select(Fund).where(Fund.season_id == season_id).order_by(Fund.position))
    return tuple(book.Source(fund.id, fund.code, fund.title, fund.kind, fund.weight, fund.position) for fund in found)


def _accounts(session: Session, *, season_id: int) -> dict[int, book.Account]:
    asked = (select(Account.id, Account.fund_id, Account.stage, Account.commitment_id, func.coalesce(Area.letters, ""), func.coalesce(Category.code, ""),
                    Account.credits_fen - Account.debits_fen)
             .join(Fund, Fund.id == Account.fund_id).outerjoin(Area, Area.id == Account.street_id).outerjoin(Category, Category.id == Account.category_id)
             .where(Fund.season_id == season_id).order_by(Account.id))
    return {row[0]: book.Account(*row) for row in session.execute(asked)}


def _ids(season_id: int) -> Select[Any]:
    """The numbers of all entries that moved money of the season's sources."""
    return (select(Transfer.entry_id).join(Account, Account.id == Transfer.debit_id).join(Fund, Fund.id == Account.fund_id)
            .where(Fund.season_id == season_id))


def _entries(season_id: int) -> Select[Any]:
    giving = aliased(Account)
    return (select(Entry.id, Entry.occurred_on, Entry.at_us, Entry.kind, Entry.commitment_id, Entry.payment_id, Entry.document, Entry.reverses_id, Entry.hash,
                   Entry.actor, Transfer.debit_id, Transfer.credit_id, Transfer.amount_fen)
            .join(Transfer, Transfer.entry_id == Entry.id).join(giving, giving.id == Transfer.debit_id).join(Fund, Fund.id == giving.fund_id)
            .where(Fund.season_id == season_id).order_by(Entry.id, Transfer.id))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up for every entry: the season's projects, the tranches of payments and of orders, people's names."""

    projects: frozenset[int]
    paid: dict[int, int]
    ordered: dict[int, int]
    people: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Entries:
    """Entries that are read from the database each time somebody goes through them."""

    session: Session
    asked: Select[Any]
    known: _Known

    def __iter__(self) -> Iterator[book.Entry]:
        rows = self.session.execute(self.asked, execution_options={"yield_per": AT_A_TIME})
        return (_entry(list(each), known=self.known) for _number, each in groupby(rows, key=lambda row: row.id))


def _entry(rows: list[Row[Any]], *, known: _Known) -> book.Entry:
    """An entry with its movements, from one row for each movement."""
    first = rows[0]
    moved = tuple(book.Movement(row.debit_id, row.credit_id, row.amount_fen) for row in rows)
    project = first.commitment_id if first.commitment_id in known.projects else None
    tranche = known.paid.get(first.payment_id) if first.payment_id else known.ordered.get(first.id)
    return book.Entry(first.id, first.occurred_on, first.at_us, first.kind, project, first.payment_id, tranche, sum(movement.fen for movement in moved),
                      known.people.get(first.actor, ""), first.document, first.reverses_id, first.hash, moved)
