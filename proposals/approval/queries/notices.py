"""Public notices, for whoever shows them: they are snapshots, the same for everybody; and how their working days run."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from workflow.calendar import day_of

from ...collection.clocks import clock
from ...collection.models import Proposal
from ...directory.models import Area
from ...paging import Page, page_of
from ...seasons.rules import calendar
from ...storage import db
from ..models import Notice, NoticeHold

LONGEST_WALL = 200
STANDS = ("publicised", "announcing")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notices: of one kind (panel-result, outcome), of one street, of one season, only those running at a moment (UTC microseconds), or only those
    that are over then; empty for all."""

    kind: str = ""
    street_id: int | None = None
    season_id: int | None = None
    running_at: int | None = None
    over_at: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of one notice: what it is about, until when (later than printed where it stood still), whether it stands still now, and whether
    its project is still where the notice says, or has a newer result."""

    title: str
    street: str
    until_us: int
    held: bool
    stands: bool

    def runs(self, *, at: int) -> bool:
        """Whether it may be objected to at a moment (UTC microseconds)."""
        return self.held or self.stands and self.until_us >= at


@dataclass(frozen=True, slots=True)
class Term:
    """How the working days of one notice run: how many in all, how many are over, how many are left; the end in UTC microseconds."""

    workdays: int
    gone: int
    left: int
    until_us: int
    held: bool
    over: bool


def notices(wanted: Wanted, *, after: int | None, before: int | None, rows: int) -> Page[Notice]:
    """A page of notices, newest first; one statement."""
    query = select(Notice)
    query = query.where(Notice.kind == wanted.kind) if wanted.kind else query
    query = query.where(Notice.season_id == wanted.season_id) if wanted.season_id else query
    if wanted.street_id is not None:
        query = query.where(Notice.proposal_id.in_(select(Proposal.id).where(Proposal.street_id == wanted.street_id)))
    if wanted.running_at is not None:
        query = query.where(_runs(wanted.running_at))
    if wanted.over_at is not None:
        query = query.where(~_runs(wanted.over_at))
    return page_of(query, Notice.id, after=after, before=before, rows=rows)


def about(ids: Collection[int]) -> dict[int, Listed]:
    """What a list says of each of these notices; one statement."""
    query = (select(Notice.id, Proposal.title, Proposal.state, Area.name, Notice.until_us, _later().label("later"), _held().label("held"))
             .join(Proposal, Proposal.id == Notice.proposal_id).outerjoin(Area, Area.id == Proposal.street_id).where(Notice.id.in_(ids)))
    rows = db.session.execute(query)
    return {row.id: Listed(row.title, row.name or "", max(row.until_us, row.later or 0), bool(row.held), row.state in STANDS) for row in rows}


def term_of(one: Notice, *, listed: Listed, at: int) -> Term:
    """The working days of a notice at a moment. The day it was put up does not count; days on which it stood still are not counted either."""
    days = calendar(db.session(), one.season_id)
    first, last = day_of(one.from_us), day_of(one.until_us)
    whole = sum(days.works(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    stopped = select(func.max(NoticeHold.from_us)).where(NoticeHold.notice_id == one.id, NoticeHold.to_us.is_(None))
    now = clock(days, due_us=listed.until_us, at=db.session.scalar(stopped) or at if listed.held else at)
    left = 0 if now.over else min(now.workdays, whole)
    return Term(whole, whole - left, left, listed.until_us, listed.held, now.over and not listed.held)


def wall(street_id: int, *, at: int) -> tuple[str, Sequence[Notice]] | None:
    """A street and its results that stand at a moment, by their numbers, at most 200; None for what is no street. Two statements."""
    street = db.session.scalars(select(Area.name).where(Area.id == street_id, Area.kind == "street")).one_or_none()
    if street is None:
        return None
    query = select(Notice).where(Notice.kind == "panel-result", Notice.proposal_id.in_(select(Proposal.id).where(Proposal.street_id == street_id)), _runs(at))
    return street, db.session.scalars(query.order_by(Notice.id).limit(LONGEST_WALL)).all()


def _runs(at: int) -> ColumnElement[bool]:
    """It stands still, or its time is not over and its project is still where it says."""
    stands = Notice.proposal_id.in_(select(Proposal.id).where(Proposal.state.in_(STANDS)))
    return or_(_held(), and_(stands, or_(Notice.until_us >= at, func.coalesce(_later(), 0) >= at)))


def _later() -> ColumnElement[int | None]:
    query: Select[tuple[int | None]] = select(func.max(NoticeHold.until_us)).where(NoticeHold.notice_id == Notice.id)
    return query.correlate(Notice).scalar_subquery()


def _held() -> ColumnElement[bool]:
    return select(NoticeHold.appeal_id).where(NoticeHold.notice_id == Notice.id, NoticeHold.to_us.is_(None)).correlate(Notice).exists()
