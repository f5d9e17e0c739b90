"""Public notices, for whoever shows them: they are snapshots, the same for everybody; and how their working days run."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select

from workflow.calendar import day_of

from ...collection.clocks import clock
from ...collection.models import Proposal
from ...directory.models import Area
from ...paging import Page, page_of
from ...seasons.rules import calendar
from ...storage import db
from ..models import Notice, NoticeHold


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
    """What a list says of one notice: what it is about, until when (later than printed where it stood still), and whether it stands still now."""

    title: str
    street: str
    until_us: int
    held: bool


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
        query = query.where(or_(Notice.until_us >= wanted.running_at, _later() >= wanted.running_at, _held()))
    if wanted.over_at is not None:
        query = query.where(Notice.until_us < wanted.over_at, func.coalesce(_later(), 0) < wanted.over_at, ~_held())
    return page_of(query, Notice.id, after=after, before=before, rows=rows)


def about(ids: Collection[int]) -> dict[int, Listed]:
    """What a list says of each of these notices; one statement."""
    query = (select(Notice.id, Proposal.title, Area.name, Notice.until_us, _later().label("later"), _held().label("held"))
             .join(Proposal, Proposal.id == Notice.proposal_id).outerjoin(Area, Area.id == Proposal.street_id).where(Notice.id.in_(ids)))
    return {row.id: Listed(row.title, row.name or "", max(row.until_us, row.later or 0), bool(row.held)) for row in db.session.execute(query)}


def term_of(one: Notice, *, listed: Listed, at: int) -> Term:
    """The working days of a notice at a moment. The day it was put up does not count; days on which it stood still are not counted either."""
    days = calendar(db.session(), one.season_id)
    first, last = day_of(one.from_us), day_of(one.until_us)
    whole = sum(days.works(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    stopped = select(func.max(NoticeHold.from_us)).where(NoticeHold.notice_id == one.id, NoticeHold.to_us.is_(None))
    now = clock(days, due_us=listed.until_us, at=db.session.scalar(stopped) or at if listed.held else at)
    left = 0 if now.over else min(now.workdays, whole)
    return Term(whole, whole - left, left, listed.until_us, listed.held, now.over and not listed.held)


def _later() -> ColumnElement[int | None]:
    query: Select[tuple[int | None]] = select(func.max(NoticeHold.until_us)).where(NoticeHold.notice_id == Notice.id)
    return query.correlate(Notice).scalar_subquery()


def _held() -> ColumnElement[bool]:
    return select(NoticeHold.appeal_id).where(NoticeHold.notice_id == Notice.id, NoticeHold.to_us.is_(None)).correlate(Notice).exists()
