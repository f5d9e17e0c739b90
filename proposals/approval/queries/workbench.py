"""The workbench: every agreement in force with its parties' marks, at most two hundred on a page, and how far each party is."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import defer, joinedload, lazyload

from ...accounts.models import Session
from ...collection.models import Proposal
from ...directory.models import Area
from ...paging import page_of
from ...seasons.models import Party, Season
from ...storage import db
from ..models import Agreement, Signature
from ..rules.signing import OPEN, waits_for_turn
from .signing import asked_of, own_codes, theirs

ROWS = 200
ACROSS, PITCH, SIDE = 25, 8, 6
"""Squares in a row of a map, and their measures."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the workbench is narrowed to: a season, a street, the party that is waited for, what waits for oneself, all or only what is open."""

    season_id: int | None
    street_id: int | None
    party: str
    mine: bool
    only_open: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One party's mark on one agreement."""

    id: int
    state: str
    way: str | None
    code: str
    title: str


@dataclass(slots=True)
class Line:
    """One agreement: its parties' marks by code, and the signature that the reader is asked for."""

    agreement: Agreement
    marks: dict[str, Mark] = field(default_factory=dict)
    mine: int | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody is still asked for a signature, or a page for a second look."""
        return any(mark.state in OPEN for mark in self.marks.values())


@dataclass(frozen=True, slots=True)
class Map:
    """One party's marks on all agreements of a page, one small square each in the order of the rows: a path for each state."""

    width: int
    height: int
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One party over the whole of what is sifted: how many of its signatures are there."""

    code: str
    title: str
    signed: int
    of: int
    map: Map


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the workbench and the keys to the pages around it."""

    lines: list[Line]
    columns: list[Column]
    before: int | None
    after: int | None


def workbench(person: Session, *, sieve: Sieve, after: int | None, before: int | None) -> Board:
    """Three statements, however many agreements there are."""
    query = _sifted(select(Agreement), person=person, sieve=sieve)
    query = query.options(joinedload(Agreement.proposal).joinedload(Proposal.organisation), defer(Agreement.text), lazyload(Agreement.signatures))
    page = page_of(query, Agreement.id, after=after, before=before, rows=ROWS)
    lines = {one.id: Line(one) for one in page.rows}
    for row in _marks(list(lines)):
        line = lines[row.agreement_id]
        line.marks[row.code] = Mark(row.id, row.state, row.way, row.code, row.title)
        about = line.agreement.proposal
        if row.state == "requested" and row.code in own_codes(person.held, street_id=about.street_id, organisation_id=about.organisation_id):
            line.mine = row.id
    return Board(list(lines.values()), _columns(person, sieve=sieve, lines=list(lines.values())), page.before, page.after)


def _sifted(query: Select[Any], *, person: Session, sieve: Sieve) -> Select[Any]:
    query = theirs(query.join(Proposal, Proposal.id == Agreement.proposal_id), person=person).where(Agreement.voided_us.is_(None))
    if sieve.only_open:
        asked = select(Signature.agreement_id).where(Signature.state.in_(OPEN)).correlate(Proposal)
        query = query.where(or_(Proposal.state == "signing", Agreement.id.in_(asked)))
    if sieve.season_id is not None:
        query = query.where(Agreement.season_id == sieve.season_id)
    if sieve.street_id is not None:
        query = query.where(Agreement.street_id == sieve.street_id)
    if sieve.party or sieve.mine:
        waiting = select(Signature.agreement_id).join(Party, Party.id == Signature.party_id).where(Signature.state == "requested")
        waiting = waiting.where(Party.code == sieve.party) if sieve.party else waiting
        waiting = waiting.where(asked_of(person)) if sieve.mine else waiting
        query = query.where(Agreement.id.in_(waiting.correlate(Proposal)))
    return query


def _marks(ids: Sequence[int]) -> Sequence[Row[tuple[int, int, str, str | None, str, str]]]:
    return db.session.execute(
        select(Signature.id, Signature.agreement_id, Signature.state, Signature.way, Party.code, Party.title).join(Party, Party.id == Signature.party_id)
        .where(Signature.agreement_id.in_(ids)).order_by(Party.position)).all()


def drawn(lines: Sequence[Line], *, code: str) -> Map:
    """The squares of one party, from left to right and row by row, so that the same place is the same agreement for every party."""
    squares: dict[str, list[str]] = {}
    for place, line in enumerate(lines):
        if code in line.marks:
            down, right = divmod(place, ACROSS)
            squares.setdefault(line.marks[code].state, []).append(f"M{right * PITCH} {down * PITCH}h{SIDE}v{SIDE}h-{SIDE}z")
    return Map(ACROSS * PITCH, -(-len(lines) // ACROSS) * PITCH, tuple((state, "".join(paths)) for state, paths in sorted(squares.items())))


def _columns(person: Session, *, sieve: Sieve, lines: Sequence[Line]) -> list[Column]:
    """In the order in which the parties are listed."""
    counts = _sifted(select(Party.code, func.min(Party.title).label("title"), Signature.state, func.count().label("many"),
                            func.min(Party.position).label("place")).select_from(Agreement)
                     .join(Signature, Signature.agreement_id == Agreement.id).join(Party, Party.id == Signature.party_id), person=person, sieve=sieve)
    places: dict[str, tuple[int, str, int, int]] = {}
    for row in db.session.execute(counts.group_by(Party.code, Signature.state)):
        place, title, signed, of = places.get(row.code, (row.place, row.title, 0, 0))
        places[row.code] = (min(place, row.place), title, signed + (row.many if row.state == "signed" else 0), of + row.many)
    ranked = sorted(places.items(), key=lambda item: item[1][0])
    return [Column(code, title, signed, of, drawn(lines, code=code)) for code, (_place, title, signed, of) in ranked]


def sieves() -> tuple[Sequence[Row[tuple[int, str]]], Sequence[Row[tuple[int, str]]]]:
    """The seasons that have agreements, newest first, and their streets by name; two statements."""
    seasons = db.session.execute(select(Season.id, Season.title).where(Season.id.in_(select(Agreement.season_id))).order_by(Season.year.desc())).all()
    streets = db.session.execute(select(Area.id, Area.name).where(Area.id.in_(select(Agreement.street_id))).order_by(Area.name)).all()
    return seasons, streets


@dataclass(frozen=True, slots=True)
class Unsigned:
    """An agreement with the titles of the parties whose turn it is to sign."""

    id: int
    number: str
    title: str
    parties: tuple[str, ...]


def readable(ids: Sequence[int], *, person: Session) -> Sequence[Agreement]:
    """Those of the agreements that concern this person, whole, in the order of their numbers."""
    query = theirs(select(Agreement).join(Proposal, Proposal.id == Agreement.proposal_id), person=person).where(Agreement.id.in_(ids))
    return db.session.scalars(query.options(joinedload(Agreement.proposal)).order_by(Agreement.id)).unique().all()


def unsigned(ids: Sequence[int], *, person: Session) -> list[Unsigned]:
    """Of these agreements, those with a party that may sign and has not."""
    found = []
    for one in readable(ids, person=person):
        waiting = tuple(each.party.title for each in one.signatures if each.state == "requested" and not waits_for_turn(each))
        found += [Unsigned(one.id, one.number, one.proposal.title, waiting)] if waiting and one.voided_us is None else []
    return found
