"""Appeals and objections. Who objected is known to the bureau and to themselves only."""
from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from ...collection.models import Proposal
from ...paging import Page, page_of
from ...storage import db
from ..models import Appeal


KEPT_OPEN = or_(Appeal.state == "open", and_(Appeal.state == "dropped", Proposal.state == "appealing"))
"""An appeal that was dropped leaves its proposal where it is until the bureau says what becomes of it."""


def appeals(*, to_rule: bool, after: int | None, before: int | None) -> Page[Appeal]:
    """A page of appeals, newest first: those on which the bureau still has to rule, or all."""
    query = select(Appeal).join(Proposal, Proposal.id == Appeal.proposal_id).options(joinedload(Appeal.proposal))
    return page_of(query.where(KEPT_OPEN) if to_rule else query, Appeal.id, after=after, before=before)


def appeal_case(appeal_id: int) -> Appeal | None:
    """One appeal with its proposal and who lodged it."""
    query = select(Appeal).where(Appeal.id == appeal_id).options(joinedload(Appeal.proposal), joinedload(Appeal.by))
    return db.session.scalars(query).one_or_none()


def open_appeal_of(proposal_id: int) -> Appeal | None:
    """The appeal that a proposal waits for."""
    return db.session.scalars(select(Appeal).where(Appeal.proposal_id == proposal_id, Appeal.state == "open")).first()
