"""Appeals and objections. Who objected is known to the bureau and to themselves only."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...paging import Page, page_of
from ...storage import db
from ..models import Appeal


def appeals(state: str | None, *, after: int | None, before: int | None) -> Page[Appeal]:
    """A page of appeals, newest first; in one state, or all."""
    query = select(Appeal).options(joinedload(Appeal.proposal))
    return page_of(query.where(Appeal.state == state) if state else query, Appeal.id, after=after, before=before)


def appeal_case(appeal_id: int) -> Appeal | None:
    """One appeal with its proposal and who lodged it."""
    query = select(Appeal).where(Appeal.id == appeal_id).options(joinedload(Appeal.proposal), joinedload(Appeal.by))
    return db.session.scalars(query).one_or_none()


def open_appeal_of(proposal_id: int) -> Appeal | None:
    """The appeal that a proposal waits for."""
    return db.session.scalars(select(Appeal).where(Appeal.proposal_id == proposal_id, Appeal.state == "open")).first()
