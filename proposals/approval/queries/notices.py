"""Public notices, for whoever shows them: they are snapshots, the same for everybody."""
from __future__ import annotations

from sqlalchemy import select

from ...paging import Page, page_of
from ...storage import db
from ..models import Notice


def notices(season_id: int | None, *, kind: str | None, running_at: int | None, after: int | None, before: int | None) -> Page[Notice]:
    """A page of notices, newest first: of one season, of one kind (panel-result, outcome), or only those running at a moment."""
    query = select(Notice)
    if season_id is not None:
        query = query.where(Notice.season_id == season_id)
    if kind is not None:
        query = query.where(Notice.kind == kind)
    if running_at is not None:
        query = query.where(Notice.from_us <= running_at, Notice.until_us >= running_at)
    return page_of(query, Notice.id, after=after, before=before)


def notice(notice_id: int) -> Notice | None:
    """One notice."""
    return db.session.get(Notice, notice_id)


def notice_numbered(season_id: int, *, serial: int) -> Notice | None:
    """One notice by the number printed on it."""
    return db.session.scalars(select(Notice).where(Notice.season_id == season_id, Notice.serial == serial)).one_or_none()
