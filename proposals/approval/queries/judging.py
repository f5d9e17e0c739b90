"""A judge's own queue and the review on the screen: only ever this judge's scores."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from workflow.tables import instance, timer

from ...collection.models import Proposal
from ...optimisation.models import Plan, ResearchNote
from ...seasons.models import Season
from ...storage import db
from ..models import Review, ScoreDraft

LONGEST_QUEUE = 100


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a judge's queue. ``own_total`` in hundredths of a point, None until sealed; ``due_us`` None where nothing is due.

    ``blind``: the season lets no judge read names.
    """

    id: int
    proposal_id: int
    state: str
    title: str
    number: str
    own_total: int | None
    flagged: bool
    due_us: int | None
    sealed_us: int | None
    blind: bool


@dataclass(frozen=True, slots=True)
class Onward:
    """After a sealing: what was sealed, and the next open review of this judge."""

    title: str | None
    following: int | None


def queue(judge_id: int, *, states: tuple[str, ...] | None = None) -> list[QueueItem]:
    """The judge's reviews of proposals still before the panel, in the order they were handed out; at most 100, one statement."""
    due = select(timer.c.due_us).where(timer.c.instance_id == Review.id, timer.c.kind == "deadline", timer.c.done_us.is_(None)).limit(1).scalar_subquery()
    query = (select(Review.id, Review.proposal_id, Review.state, Proposal.title, Proposal.number, Review.total_hundredths, ScoreDraft.flagged,
                    Review.scored_us, Season.blind_review, due.label("due"))
             .join(Proposal, Proposal.id == Review.proposal_id).join(Season, Season.id == Review.season_id)
             .outerjoin(ScoreDraft, ScoreDraft.review_id == Review.id)
             .where(Review.judge_id == judge_id, Proposal.state == "reviewing", Review.state.in_(states or ("assigned", "scoring", "scored", "recused")))
             .order_by(Review.id).limit(LONGEST_QUEUE))
    return [QueueItem(id=row.id, proposal_id=row.proposal_id, state=row.state, title=row.title, number=row.number or "", own_total=row.total_hundredths,
                      flagged=bool(row.flagged), due_us=row.due, sealed_us=row.scored_us, blind=bool(row.blind_review))
            for row in db.session.execute(query)]


def onward(review_id: int, *, judge_id: int) -> Onward:
    """The title of a review just sealed (None where titles are told without names), and the next one after it that is open, else the first; one statement."""
    waiting = Review.state.in_(("assigned", "scoring")) & (Proposal.state == "reviewing")
    query = (select(Review.id, Proposal.title, Season.blind_review).join(Proposal, Proposal.id == Review.proposal_id)
             .join(Season, Season.id == Review.season_id).where(Review.judge_id == judge_id, or_(Review.id == review_id, waiting))
             .order_by(Review.id).limit(LONGEST_QUEUE + 1))
    rows = db.session.execute(query).all()
    title = next((row.title for row in rows if row.id == review_id and not row.blind_review), None)
    ids = [row.id for row in rows if row.id != review_id]
    return Onward(title, next((each for each in ids if each > review_id), ids[0] if ids else None))


def own_review(review_id: int, *, judge_id: int) -> Review | None:
    """A review with its proposal, if it is this judge's own."""
    return db.session.scalars(select(Review).where(Review.id == review_id, Review.judge_id == judge_id).options(*_about())).one_or_none()


def own_sheet(review_id: int, *, judge_id: int) -> tuple[Review, ScoreDraft | None, int] | None:
    """A judge's own review with its proposal and season, what they have kept of their scores so far, and its latest step; one statement."""
    query = (select(Review, ScoreDraft, instance.c.seq).join(instance, instance.c.id == Review.id).outerjoin(ScoreDraft, ScoreDraft.review_id == Review.id)
             .where(Review.id == review_id, Review.judge_id == judge_id).options(*_about()))
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def _about() -> list[ExecutableOption]:
    """What a judge reads of a proposal, in the same statement."""
    parts = (Proposal.street, Proposal.community, Proposal.organisation, Proposal.category, Proposal.season)
    return [joinedload(Review.proposal).joinedload(part) for part in parts]


def plan_of(proposal_id: int) -> Plan | None:
    """The latest version of a proposal's plan, with its budget."""
    return db.session.scalars(select(Plan).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(1)).one_or_none()


def research(proposal_id: int) -> Sequence[ResearchNote]:
    """What research found, the earliest first; at most 20."""
    return db.session.scalars(select(ResearchNote).where(ResearchNote.proposal_id == proposal_id).order_by(ResearchNote.id).limit(20)).all()
