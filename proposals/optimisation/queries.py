"""What pages ask while ideas are improved: fixed statements."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import defer, joinedload

from workflow import Problem

from ..accounts.models import Person, Post
from ..collection.models import Proposal
from ..directory.models import Organisation
from ..errors import Refusal
from ..forms import clean_code
from ..paging import Page, page_of
from ..storage import db
from .models import Plan, PlanOpinion, PlanShowing, ResearchAssignment, ResearchNote
from .rules import BEFORE_REVIEW, STREET_STAFF, SUPPORT_STAFF

IMPLEMENTERS = ("social", "community_org", "self_org", "support")


IDEA = bindparam("idea")
NOTES = select(ResearchNote).where(ResearchNote.proposal_id == IDEA).order_by(ResearchNote.id.desc()).limit(20)
PLANS = select(Plan).where(Plan.proposal_id == IDEA).order_by(Plan.version.desc()).limit(20)


def notes(proposal_id: int) -> list[ResearchNote]:
    """The research notes, the newest first; twenty at most."""
    return list(db.session.scalars(NOTES, {"idea": proposal_id}))


def plans(proposal_id: int) -> list[Plan]:
    """The versions of the plan with their lines, the newest first; twenty at most."""
    return list(db.session.scalars(PLANS, {"idea": proposal_id}))


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
class Sought:
    """What the work list of research is asked for: whose (``mine`` a person's id, ``open`` nobody's yet), of which streets (None: all), in which state."""

    streets: tuple[int, ...] | None
    state: str
    mine: int | None = None
    unassigned: bool = False


TO_RESEARCH = ("accepted", "researching", "optimising", "revising")


def to_research(sought: Sought, *, after: int | None, before: int | None) -> Page[Proposal]:
    """One page of the ideas that are to be researched or improved, the oldest first; one statement."""
    asked = select(Proposal).where(Proposal.state == sought.state if sought.state in TO_RESEARCH else Proposal.state.in_(TO_RESEARCH))
    if sought.streets is not None:
        asked = asked.where(Proposal.street_id.in_(sought.streets))
    if sought.mine is not None:
        asked = asked.where(Proposal.researcher_id == sought.mine)
    elif sought.unassigned:
        asked = asked.where(Proposal.researcher_id.is_(None))
    beside = (joinedload(Proposal.street), joinedload(Proposal.season), joinedload(Proposal.community), joinedload(Proposal.researcher))
    return page_of(asked.options(*beside, defer(Proposal.solution)), Proposal.id, after=after, before=before, newest_first=False)


AT_ONCE = 500


def within(ids: Sequence[int], *, streets: tuple[int, ...] | None) -> list[int]:
    """Those of these ideas that lie in these streets (None: in any); one statement."""
    asked = select(Proposal.id).where(Proposal.id.in_(ids))
    return list(db.session.scalars(asked if streets is None else asked.where(Proposal.street_id.in_(streets))))


def due_days(ids: Sequence[int]) -> dict[int, date]:
    """By when these ideas are to be researched, by the last request; one statement."""
    last = select(func.max(ResearchAssignment.id)).where(ResearchAssignment.proposal_id.in_(ids)).group_by(ResearchAssignment.proposal_id)
    asked = select(ResearchAssignment.proposal_id, ResearchAssignment.due_on).where(ResearchAssignment.id.in_(last))
    return {row.proposal_id: row.due_on for row in db.session.execute(asked)}


def researchers(streets: tuple[int, ...] | None) -> list[tuple[int, str]]:
    """Who may be asked to research: staff of these streets (None: of all) and of support, by name."""
    works = or_(Post.kind.in_(SUPPORT_STAFF), Post.kind.in_(STREET_STAFF) & (Post.street_id.in_(streets) if streets is not None else true()))
    asked = select(Person.id, Person.name).join(Post, Post.person_id == Person.id).where(Post.ended_us.is_(None), works).distinct()
    return [(row.id, row.name) for row in db.session.execute(asked.order_by(Person.name, Person.id).limit(200))]


FUNDED = ("signed", "implementing", "suspended", "reporting", "correcting", "assessing", "announcing", "closed")


def funded_alike(idea: Proposal) -> list[Proposal]:
    """Projects that already have money for the same people in the same community, or the same implementer's of this season: to be looked at, not a
    refusal (domain.md A3 1.12); ten at most, the newest first."""
    alike = and_(Proposal.community_id == idea.community_id, Proposal.category_id == idea.category_id)
    if idea.organisation_id is not None:
        alike = or_(alike, and_(Proposal.organisation_id == idea.organisation_id, Proposal.season_id == idea.season_id))
    asked = select(Proposal).where(Proposal.state.in_(FUNDED), Proposal.id != idea.id, alike)
    beside = (joinedload(Proposal.street), joinedload(Proposal.season), joinedload(Proposal.organisation))
    return list(db.session.scalars(asked.options(*beside).order_by(Proposal.id.desc()).limit(10)).unique())


def opinions(proposal_id: int) -> list[PlanOpinion]:
    """What proposers said to the versions of the plan, the newest first; twenty at most."""
    asked = select(PlanOpinion).join(Plan, Plan.id == PlanOpinion.plan_id).where(Plan.proposal_id == proposal_id).options(joinedload(PlanOpinion.plan))
    return list(db.session.scalars(asked.order_by(PlanOpinion.id.desc()).limit(20)).unique())


def unanswered(person_id: int) -> list[Row[Any]]:
    """A person's own ideas whose last version of the plan was shown to them and not answered: id, title, at_us; twenty at most, one statement."""
    newest = select(func.max(Plan.id)).where(Plan.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    said = select(PlanOpinion.id).where(PlanOpinion.plan_id == newest).exists()
    asked = (select(Proposal.id, Proposal.title, func.max(PlanShowing.at_us).label("at_us")).join(PlanShowing, PlanShowing.plan_id == newest)
             .where(Proposal.proposer_id == person_id, Proposal.state == "optimising", ~said).group_by(Proposal.id, Proposal.title))
    return list(db.session.execute(asked.order_by(Proposal.id).limit(20)))


def version(proposal_id: int, *, number: int) -> Plan | None:
    """One version of a plan."""
    return db.session.scalars(select(Plan).where(Plan.proposal_id == proposal_id, Plan.version == number)).one_or_none()


READINESS = (
    ("plan", ("plan-missing", "plan-incomplete")), ("caps", ("management-over-cap", "personnel-over-cap")),
    ("sources", ("sources-missing", "caps-too-low", "budget-cannot-be-shared")), ("implementer", ("implementer-missing", "organisation-debarred")),
    ("proposer", ("proposer-not-asked", "proposer-still-reading", "remark-not-answered")))
"""What a plan needs before it is final, and by which refusals of ``complete_plan`` it is known to be missing."""
OF_THE_PLAN = ("caps", "sources", "proposer")


@dataclass(frozen=True)
class Task:
    """One line of the checklist: what, and what still stands in its way (None: done); ``waits`` for a plan before anything can be said."""

    name: str
    problem: Problem | None
    waits: bool = False


def readiness(problems: Sequence[Problem]) -> list[Task]:
    """The checklist of a plan, from what the engine says stands in the way of completing it: the gate and the list are the same rules."""
    known = {code for _name, codes in READINESS for code in codes}
    unwritten = any(problem.code == "plan-missing" for problem in problems)
    tasks = [Task(name, next((problem for problem in problems if problem.code in codes), None), waits=unwritten and name in OF_THE_PLAN)
             for name, codes in READINESS]
    return tasks + [Task("other", problem) for problem in problems if problem.code not in known]


@dataclass(frozen=True)
class Budget:
    """A plan's money by head, in fen."""

    heads: dict[str, int]
    total: int


def budget(plan: Plan) -> Budget:
    """Add up a plan's lines."""
    return added_up([(line.head, line.amount_fen) for line in plan.lines])


def added_up(lines: Sequence[tuple[str, int]]) -> Budget:
    """Amounts in fen by head, and the whole."""
    heads: dict[str, int] = {}
    for head, amount in lines:
        heads[head] = heads.get(head, 0) + amount
    return Budget(heads, sum(heads.values()))
