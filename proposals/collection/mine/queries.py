"""What a resident's own pages ask: fixed statements, keyset pages."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import defer, joinedload

from workflow.tables import instance, timer

from ...paging import Page, page_of
from ...storage import db
from ..models import CoProposer, Proposal
from .models import Follow


def ideas_of(person_id: int, *, after: int | None, before: int | None) -> Page[Proposal]:
    """One page of a person's ideas, drafts too, and of those their ideas live on in, the newest first; one statement."""
    joined = select(CoProposer.proposal_id).where(CoProposer.person_id == person_id)
    asked = select(Proposal).where(or_(Proposal.proposer_id == person_id, Proposal.id.in_(joined)))
    return page_of(_beside(asked), Proposal.id, after=after, before=before, rows=20)


def followed_by(person_id: int) -> list[Proposal]:
    """The ideas a person follows, the last first; fifty at most, one statement."""
    asked = select(Proposal).join(Follow, Follow.proposal_id == Proposal.id).where(Follow.person_id == person_id)
    return list(db.session.scalars(_beside(asked).order_by(Follow.id.desc()).limit(50)).unique())


def _beside(asked: Any) -> Any:
    return asked.options(joinedload(Proposal.street), joinedload(Proposal.community), joinedload(Proposal.season), joinedload(Proposal.merged_into),
                         defer(Proposal.solution))


def follows(proposal_id: int, *, person_id: int) -> bool:
    """Whether somebody follows an idea."""
    return db.session.scalar(select(Follow.id).where(Follow.proposal_id == proposal_id, Follow.person_id == person_id)) is not None


def clocks(ids: Sequence[int]) -> dict[int, Row[Any]]:
    """For each idea since when it is in its state and until when it may be: entered_us, due_us (None: no deadline); one statement."""
    waiting = timer.c.instance_id == instance.c.id, timer.c.kind == "deadline", timer.c.done_us.is_(None)
    asked = select(instance.c.id, instance.c.entered_us, timer.c.due_us).outerjoin(timer, waiting[0] & waiting[1] & waiting[2])
    return {row.id: row for row in db.session.execute(asked.where(instance.c.id.in_(ids)))}
