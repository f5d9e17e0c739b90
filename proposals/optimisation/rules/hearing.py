"""The proposer is heard before a plan goes to review: agrees, remarks and is answered, or let the days pass."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...clock import today
from ...gate import person_id
from ...machine import effect, guard
from ...seasons.rules import calendar
from ..models import Plan, PlanOpinion, PlanShowing
from .planning import latest_plan

OPINION_WORKDAYS = 5
"""How many working days a proposer has for an answer."""
TOLD = ("phone", "visit")


def latest_opinion(session: Session, *, plan_id: int) -> PlanOpinion | None:
    """What the proposer said last about this version."""
    return session.scalars(select(PlanOpinion).where(PlanOpinion.plan_id == plan_id).order_by(PlanOpinion.id.desc()).limit(1)).first()


def latest_showing(session: Session, *, plan_id: int) -> PlanShowing | None:
    """When this version was laid before the proposer last."""
    return session.scalars(select(PlanShowing).where(PlanShowing.plan_id == plan_id).order_by(PlanShowing.id.desc()).limit(1)).first()


@guard
def plan_written(ctx: Context) -> Problem | None:
    """There is a plan to look at."""
    return Problem.of("plan-missing") if latest_plan(ctx.session, proposal_id=ctx.instance.id) is None else None


@guard
def own_word_or_told(ctx: Context) -> Problem | None:
    """A remark says what; who writes down another's word says how it was given and what was said."""
    if "verdict" not in ctx.data:
        return None
    if ctx.role != "proposer" and ctx.data.get("way") not in TOLD:
        return Problem.of("opinion-way-missing")
    if not ctx.note.strip() and (ctx.data["verdict"] == "comment" or ctx.role != "proposer"):
        return Problem.of("opinion-words-missing")
    return None


@guard
def proposer_heard(ctx: Context) -> Problem | None:
    """The last version was written or agreed to by its proposer, a remark on it was answered, or five working days passed without a word."""
    plan = latest_plan(ctx.session, proposal_id=ctx.instance.id)
    if plan is None or plan.by_id == ctx.subject.proposer_id:
        return None
    return unheard(plan, shown=latest_showing(ctx.session, plan_id=plan.id), said=latest_opinion(ctx.session, plan_id=plan.id), at=ctx.at)


def unheard(plan: Plan, *, shown: PlanShowing | None, said: PlanOpinion | None, at: int) -> Problem | None:
    """What is missing before this version may go on without hearing its proposer further, at ``at`` (UTC microseconds)."""
    if said is not None and said.verdict == "agree":
        return None
    if said is not None:
        return None if shown is not None and shown.at_us > said.at_us and shown.note else Problem.of("remark-not-answered")
    if shown is None:
        return Problem.of("proposer-not-asked", version=plan.version)
    return None if at > shown.due_us else Problem.of("proposer-still-reading", until=today(shown.due_us).isoformat())


@effect
def wait_for_opinion(ctx: Context) -> None:
    """Lay the last version before the proposer and count the working days from now."""
    plan = _plan(ctx)
    due, _provisional = calendar(ctx.session, ctx.instance.season_id).after(ctx.at, OPINION_WORKDAYS, "workday")
    ctx.session.add(PlanShowing(plan_id=plan.id, by_id=person_id(ctx.actor), at_us=ctx.at, due_us=due, note=ctx.note))


@effect
def keep_opinion(ctx: Context) -> None:
    """Keep what was said about the last version, and by which way."""
    way = "self" if ctx.role == "proposer" else ctx.data["way"]
    ctx.session.add(PlanOpinion(plan_id=_plan(ctx).id, verdict=ctx.data["verdict"], text=ctx.note, way=way, by_id=person_id(ctx.actor), at_us=ctx.at))


def _plan(ctx: Context) -> Plan:
    plan = latest_plan(ctx.session, proposal_id=ctx.instance.id)
    if plan is None:
        raise LookupError("the guard plan_written was not asked")
    return plan
