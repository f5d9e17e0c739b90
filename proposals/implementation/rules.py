"""What the engine asks and does while a project runs: activities enough, visits settled, children closed when it ends early; changes: ``amending``."""
from __future__ import annotations

from sqlalchemy import func, select

from workflow import Context, Problem
from workflow.tables import instance

from ..machine import effect, guard, registry
from ..optimisation.models import Plan
from ..seasons.models import Season
from . import amending
from .models import Activity, Visit

__all__ = ["amending"]
registry.subject("visit", Visit)
ENDED_BY = ("cancel", "void", "drop")


@guard
def activities_enough(ctx: Context) -> Problem | None:
    """The activities on record reach the season's share of the planned ones (60 % unless the season says otherwise)."""
    percent = ctx.once(("activity percent", ctx.instance.season_id), lambda: ctx.session.get_one(Season, ctx.instance.season_id).activity_percent)
    held = select(func.count()).where(Activity.proposal_id == ctx.instance.id).scalar_subquery()
    planned = select(Plan.activities_planned).where(Plan.proposal_id == ctx.instance.id).order_by(Plan.version.desc()).limit(1).scalar_subquery()
    have, wanted = ctx.session.execute(select(held, func.coalesce(planned, 0))).one()
    need = (wanted * percent + 99) // 100
    return None if have >= need else Problem.of("activities-missing", held=have, need=need, planned=wanted)


@guard
def rectified(ctx: Context) -> Problem | None:
    """What the visits found has been put right; the reason given with the resumption says how (it is compulsory)."""
    found = select(func.count()).where(Visit.proposal_id == ctx.instance.id, Visit.state == "found")
    count = ctx.session.execute(found).scalar_one()
    return Problem.of("findings-not-rectified", count=count) if count else None


@guard
def no_findings(ctx: Context) -> Problem | None:
    """A visit that found something is recorded with its findings, by the other move."""
    return Problem.of("visit-has-findings") if str(ctx.data.get("findings") or "").strip() else None


@effect
def cancel_children(ctx: Context) -> None:
    """Cancel, void or drop every open child except payments, which are held; findings stay until they are put right.

    A change takes the signatures under its agreement with it: those are found ended then, and left.
    """
    children = (select(instance.c.id, instance.c.state, instance.c.version)
                .where(instance.c.parent_id == ctx.instance.id, instance.c.workflow.not_in(("payment", "proposal"))).order_by(instance.c.id))
    for case_id, state, version in ctx.session.connection().execute(children).all():
        table = ctx.engine.definition(ctx.session, digest=version).table
        name = next((move for move in ENDED_BY if (state, move) in table and "system" in table[state, move].roles), None)
        if name is not None:
            ctx.fire_if_ready(case_id, name)
