"""What pages ask while ideas are improved: fixed statements."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ..collection.models import Proposal
from ..directory.models import Organisation
from ..errors import Refusal
from ..forms import clean_code
from ..storage import db
from .models import Plan, ResearchNote
from .rules import BEFORE_REVIEW

IMPLEMENTERS = ("social", "community_org", "self_org", "support")


def notes(proposal_id: int) -> list[ResearchNote]:
    """The research notes, the newest first; twenty at most."""
    return list(db.session.scalars(select(ResearchNote).where(ResearchNote.proposal_id == proposal_id).order_by(ResearchNote.id.desc()).limit(20)))


def plans(proposal_id: int) -> list[Plan]:
    """The versions of the plan with their lines, the newest first; twenty at most."""
    return list(db.session.scalars(select(Plan).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(20)))


def organisations() -> list[tuple[int, str]]:
    """Who may carry a project out, by name."""
    asked = select(Organisation.id, Organisation.name).where(Organisation.kind.in_(IMPLEMENTERS)).order_by(Organisation.name).limit(500)
    return [(row.id, row.name) for row in db.session.execute(asked)]


def targets(idea: Proposal, *, words: str) -> list[Proposal]:
    """Ideas of the same season that an idea could be merged into: by words or number, else those of its own category and street; ten at most."""
    asked = select(Proposal).where(Proposal.season_id == idea.season_id, Proposal.state.in_(BEFORE_REVIEW), Proposal.id != idea.id)
    if words:
        asked = asked.where(or_(Proposal.title.contains(words, autoescape=True), Proposal.problem.contains(words, autoescape=True),
                                Proposal.number == clean_code(words).upper()))
    else:
        asked = asked.where(Proposal.street_id == idea.street_id, Proposal.category_id == idea.category_id)
    beside = (joinedload(Proposal.street), joinedload(Proposal.season), joinedload(Proposal.proposer), joinedload(Proposal.community))
    return list(db.session.scalars(asked.options(*beside).order_by(Proposal.id.desc()).limit(10)).unique())


def by_number(number: str, *, beside: int) -> int:
    """The idea with this number in the same season as another one; refuses ``target-not-here``."""
    season = select(Proposal.season_id).where(Proposal.id == beside).scalar_subquery()
    found = db.session.scalar(select(Proposal.id).where(Proposal.season_id == season, Proposal.number == clean_code(number).upper()))
    if found is None:
        raise Refusal("target-not-here")
    return found


@dataclass(frozen=True)
class Budget:
    """A plan's money by head, in fen."""

    heads: dict[str, int]
    total: int


def budget(plan: Plan) -> Budget:
    """Add up a plan's lines."""
    heads: dict[str, int] = {}
    for line in plan.lines:
        heads[line.head] = heads.get(line.head, 0) + line.amount_fen
    return Budget(heads, sum(heads.values()))
