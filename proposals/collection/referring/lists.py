"""What pages ask about referrals: lists by street, unit and standing, one referral with its log, and all of an idea's. Fixed statements."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from ...accounts.models import Person
from ...paging import Page, page_of
from ...seasons.rules import calendar
from ...storage import db
from ..clocks import Clock, clock
from ..models import Proposal
from .models import Referral, ReferralEntry

ROWS_AT_ONCE = 500
LONGEST_LOG = 100
OF_IDEA = select(Referral).where(Referral.proposal_id == bindparam("idea")).order_by(Referral.id).limit(LONGEST_LOG)


@dataclass(frozen=True)
class Asked:
    """What a list of referrals is narrowed to; all of it stands in the page's address. ``streets`` None: all of the district."""

    streets: tuple[int, ...] | None
    standing: str = "open"
    kind: str = ""
    unit: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One referral of a list, its idea, and its clock while nobody has answered."""

    referral: Referral
    idea: Proposal
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a referral's log: what, by whom (empty for the clock and for a proposer without an account), in which words, when, and when due."""

    kind: str
    who: str
    words: str
    at_us: int
    due_us: int | None


WHERE = {"open": Referral.replied_us.is_(None), "late": Referral.replied_us.is_(None), "answered": Referral.replied_us.is_not(None),
         "unhappy": Referral.rating == "not", "all": Referral.id > 0}


def page(asked: Asked, *, after: int | None, before: int | None, at: int) -> tuple[Page[Referral], list[Line]]:
    """One page of the list, the oldest first; two statements, and two for the calendar of each season."""
    found = page_of(_query(asked, at=at), Referral.id, after=after, before=before, newest_first=asked.standing in ("answered", "all"))
    return found, _lines(found.rows, at=at)


def everything(asked: Asked, *, at: int) -> Iterator[Line]:
    """The whole list for an export, by number, read 500 at a time."""
    last = 0
    while rows := list(db.session.scalars(_query(asked, at=at).where(Referral.id > last).order_by(Referral.id).limit(ROWS_AT_ONCE))):
        last = rows[-1].id
        yield from _lines(rows, at=at)


def _query(asked: Asked, *, at: int) -> Select[Any]:
    query = select(Referral).where(WHERE.get(asked.standing, WHERE["open"]))
    if asked.standing == "late":
        query = query.where(Referral.due_us < at)
    if asked.streets is not None:
        query = query.join(Proposal, Proposal.id == Referral.proposal_id).where(Proposal.street_id.in_(asked.streets))
    wanted = {Referral.kind: asked.kind, Referral.handling_unit: asked.unit, Referral.urgent: int(asked.urgent)}
    return query.where(*(column == value for column, value in wanted.items() if value))


def _lines(rows: Sequence[Referral], *, at: int) -> list[Line]:
    asked = select(Proposal).where(Proposal.id.in_({row.proposal_id for row in rows})).options(
        joinedload(Proposal.street), joinedload(Proposal.community), joinedload(Proposal.season))
    ideas = {idea.id: idea for idea in db.session.scalars(asked)}
    return [Line(row, ideas[row.proposal_id], clock_of(row, season_id=ideas[row.proposal_id].season_id, at=at)) for row in rows]


def clock_of(referral: Referral, *, season_id: int, at: int) -> Clock | None:
    """How long the unit still has; None once it has answered."""
    return clock(calendar(db.session(), season_id), due_us=referral.due_us, at=at) if referral.reply is None else None


def of_idea(proposal_id: int) -> list[Referral]:
    """Everything an idea was handed on, the earliest first; one statement."""
    return list(db.session.scalars(OF_IDEA, {"idea": proposal_id}))


def logs(referral_ids: Sequence[int]) -> dict[int, list[Entry]]:
    """What happened to each of these referrals, the earliest first; one statement."""
    asked = (select(ReferralEntry, Person.name).outerjoin(Person, Person.id == ReferralEntry.by_id)
             .where(ReferralEntry.referral_id.in_(referral_ids)).order_by(ReferralEntry.id).limit(LONGEST_LOG * 10))
    found: dict[int, list[Entry]] = {each: [] for each in referral_ids}
    for entry, name in db.session.execute(asked) if referral_ids else ():
        found[entry.referral_id].append(Entry(entry.kind, name or "", entry.words, entry.at_us, entry.due_us))
    return found
