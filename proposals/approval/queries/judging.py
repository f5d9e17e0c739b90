"""A judge's own queue and the review on the screen: only ever this judge's scores."""
from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload

from workflow.tables import timer

from ...collection.models import Proposal
from ...seasons.models import Season
from ...storage import db
from ..models import Review, ScoreDraft

LONGEST_QUEUE = 100


class QueueItem(NamedTuple):
    """One line of a judge's queue. ``own_total`` in hundredths of a point, None until sealed; ``due_us`` None where nothing is due.

    ``flagged`` and ``blind`` (the season lets no judge read names) are 0 or 1, as they are kept.
    """

    id: int
    proposal_id: int
    state: str
    title: str
    number: str
    own_total: int | None
    flagged: int
    due_us: int | None
    sealed_us: int | None
    blind: int


@dataclass(frozen=True, slots=True)
class Onward:
    """After a sealing: what was sealed, and the next open review of this judge."""

    title: str | None
    following: int | None


DUE = select(timer.c.due_us).where(timer.c.instance_id == Review.id, timer.c.kind == "deadline", timer.c.done_us.is_(None)).limit(1).scalar_subquery()
QUEUE = (select(Review.id, Review.proposal_id, Review.state, Proposal.title, func.coalesce(Proposal.number, ""), Review.total_hundredths,
                func.coalesce(ScoreDraft.flagged, 0), DUE.label("due"), Review.scored_us, Season.blind_review)
         .join(Proposal, Proposal.id == Review.proposal_id).join(Season, Season.id == Review.season_id)
         .outerjoin(ScoreDraft, ScoreDraft.review_id == Review.id)
         .where(Review.judge_id == bindparam("judge"), Proposal.state == "reviewing", Review.state.in_(bindparam("states", expanding=True)))
         .order_by(Review.id).limit(LONGEST_QUEUE))
ONWARD = (select(Review.id, Proposal.title, Season.blind_review).join(Proposal, Proposal.id == Review.proposal_id)
          .join(Season, Season.id == Review.season_id)
          .where(Review.judge_id == bindparam("judge"),
                 or_(Review.id == bindparam("review"), Review.state.in_(("assigned", "scoring")) & (Proposal.state == "reviewing")))
          .order_by(case((Review.id == bindparam("review"), 0), (Review.id > bindparam("review"), 1), else_=2), Review.id).limit(2))
ABOUT = [joinedload(Review.proposal).joinedload(part)
         for part in (Proposal.street, Proposal.community, Proposal.organisation, Proposal.category, Proposal.season)]
OWN = select(Review).where(Review.id == bindparam("review"), Review.judge_id == bindparam("judge")).options(*ABOUT)
# Made once: judges open these pages again and again, and to put a statement together takes longer than to ask it.


def queue(judge_id: int, *, states: tuple[str, ...] | None = None) -> list[QueueItem]:
    """The judge's reviews of proposals still before the panel, in the order they were handed out; at most 100, one statement."""
    rows = db.session.execute(QUEUE, {"judge": judge_id, "states": states or ("assigned", "scoring", "scored", "recused")})
    return [QueueItem._make(row) for row in rows]


def onward(review_id: int, *, judge_id: int) -> Onward:
    """The title of a review just sealed (None where titles are told without names), and the next one after it that is open, else the first; one statement."""
    rows = db.session.execute(ONWARD, {"review": review_id, "judge": judge_id}).all()
    title = next((row.title for row in rows if row.id == review_id and not row.blind_review), None)
    return Onward(title, next((row.id for row in rows if row.id != review_id), None))


def own_review(review_id: int, *, judge_id: int) -> Review | None:
    """A review with its proposal, if it is this judge's own."""
    return db.session.scalars(OWN, {"review": review_id, "judge": judge_id}).one_or_none()
