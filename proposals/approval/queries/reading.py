"""What a judge reads of one proposal on the scoring screen, and what they have kept of their score: plain columns, two statements and a third."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import aliased

from workflow.tables import instance

from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...optimisation.models import BudgetLine, Plan, ResearchNote
from ...seasons.models import Category, Season
from ...storage import db
from ..models import Review, Score, ScoreDraft


class Kept(NamedTuple):
    """What a judge has filled in so far (``ScoreDraft``): ``levels`` as it is kept, ``flagged`` 0 or 1, ``turn`` counting the savings."""

    levels: str
    comment: str
    flagged: int
    turn: int
    saved_us: int


class Planned(NamedTuple):
    """The latest version of a proposal's plan: times and visits it reaches, and its days."""

    id: int
    summary: str
    objectives: str
    risks: str
    activities_planned: int
    beneficiaries_planned: int
    starts_on: date
    ends_on: date


class Reading(NamedTuple):
    """One review with its proposal as its judge reads it. ``seq`` is the review's latest step; ``total_hundredths`` of a point, None until sealed."""

    id: int
    state: str
    seq: int
    total_hundredths: int | None
    comment: str
    season_id: int
    season: str
    year: int
    pass_line: int
    blind: int
    proposal_id: int
    number: str | None
    title: str
    problem: str
    solution: str
    origin: str
    planned_fen: int | None
    street_id: int | None
    wording_version: int | None
    street: str | None
    community: str | None
    category: str | None
    organisation: str | None
    kept: Kept | None
    plan: Planned | None


STREET, COMMUNITY = aliased(Area), aliased(Area)
LATEST = select(func.max(Plan.version)).where(Plan.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()
READING = (select(Review.id, Review.state, instance.c.seq, Review.total_hundredths, Review.comment, Review.season_id, Season.title.label("season"), Season.year,
                  Season.pass_line, Season.blind_review, Review.proposal_id, Proposal.number, Proposal.title, Proposal.problem, Proposal.solution,
                  Proposal.origin, Proposal.planned_fen, Proposal.street_id, Proposal.wording_version, STREET.name.label("street"),
                  COMMUNITY.name.label("community"), Category.title.label("category"), Organisation.name.label("organisation"),
                  *(getattr(ScoreDraft, name).label(f"kept_{name}") for name in Kept._fields),
                  *(getattr(Plan, name).label(f"plan_{name}") for name in Planned._fields))
           .join(instance, instance.c.id == Review.id).join(Proposal, Proposal.id == Review.proposal_id).join(Season, Season.id == Review.season_id)
           .outerjoin(STREET, STREET.id == Proposal.street_id).outerjoin(COMMUNITY, COMMUNITY.id == Proposal.community_id)
           .outerjoin(Category, Category.id == Proposal.category_id).outerjoin(Organisation, Organisation.id == Proposal.organisation_id)
           .outerjoin(ScoreDraft, ScoreDraft.review_id == Review.id).outerjoin(Plan, (Plan.proposal_id == Review.proposal_id) & (Plan.version == LATEST))
           .where(Review.id == bindparam("review"), Review.judge_id == bindparam("judge")))
OWN_PART = len(Reading._fields) - 2
AMOUNT = (BudgetLine.unit_price_fen * BudgetLine.quantity).label("amount_fen")
BUDGET = (select(BudgetLine.title, BudgetLine.quantity, BudgetLine.unit_price_fen, AMOUNT).where(BudgetLine.plan_id == bindparam("plan"))
          .order_by(BudgetLine.position))
RESEARCH = (select(ResearchNote.visited_on, ResearchNote.households_asked, ResearchNote.finding, ResearchNote.explanation)
            .where(ResearchNote.proposal_id == bindparam("proposal")).order_by(ResearchNote.id).limit(20))
SEALED = select(Score.criterion_id, Score.level).where(Score.review_id == bindparam("review")).order_by(Score.version)
# Made once: judges open this page again and again, and to put a statement together takes longer than to ask it.


def reading(review_id: int, *, judge_id: int) -> Reading | None:
    """A judge's own review with its proposal, its latest plan and what they have kept of their scores; None for another's. One statement."""
    row = db.session.execute(READING, {"review": review_id, "judge": judge_id}).one_or_none()
    if row is None:
        return None
    values, kept_until = tuple(row), OWN_PART + len(Kept._fields)
    kept, plan = Kept._make(values[OWN_PART:kept_until]), Planned._make(values[kept_until:])
    return Reading(*values[:OWN_PART], kept=kept if kept.levels is not None else None, plan=plan if plan.id is not None else None)


def budget(plan_id: int) -> Sequence[Row[Any]]:
    """The lines of a plan's budget in their order: title, quantity, unit price and amount in fen."""
    return db.session.execute(BUDGET, {"plan": plan_id}).all()


def research(proposal_id: int) -> Sequence[Row[Any]]:
    """What research found, the earliest first; at most 20: day, households asked, finding and explanation."""
    return db.session.execute(RESEARCH, {"proposal": proposal_id}).all()


def sealed_levels(review_id: int) -> dict[int, int]:
    """What was sealed last: criterion's number to level 1..5."""
    return {key: level for key, level in db.session.execute(SEALED, {"review": review_id})}
