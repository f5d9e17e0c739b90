"""The plan: what it must hold before it goes to review, and how it is frozen."""
from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.calendar import day_of
from workflow.chain import canonical

from ...directory.record import standings
from ...machine import effect, guard
from ...seasons.models import Season
from ..models import Plan

CAPPED = ("management", "personnel")


def latest_plan(session: Session, *, proposal_id: int) -> Plan | None:
    """The last version of a proposal's plan."""
    return session.scalars(select(Plan).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(1)).first()


@guard
def plan_complete(ctx: Context) -> Problem | None:
    """The plan has objectives, dates, activities, beneficiaries and a budget within the season's caps."""
    plan = latest_plan(ctx.session, proposal_id=ctx.instance.id)
    if plan is None:
        return Problem.of("plan-missing")
    if not (plan.summary and plan.objectives and plan.lines):
        return Problem.of("plan-incomplete")
    return over_cap(plan, season=ctx.subject.season)


def over_cap(plan: Plan, *, season: Season) -> Problem | None:
    """The first budget head above the season's share of the whole (management, personnel), in fen; whole-number arithmetic."""
    total = sum(line.amount_fen for line in plan.lines)
    management, personnel = (sum(line.amount_fen for line in plan.lines if line.head == head) for head in CAPPED)
    if management * 100 > total * season.management_percent:
        return Problem.of("management-over-cap", percent=season.management_percent, over_fen=management - total * season.management_percent // 100)
    if personnel * 100 > total * season.personnel_percent:
        return Problem.of("personnel-over-cap", percent=season.personnel_percent, over_fen=personnel - total * season.personnel_percent // 100)
    return None


@guard
def has_org(ctx: Context) -> Problem | None:
    """An organisation that will carry the project out is named: asked by seasons that began before there were calls for implementers."""
    return Problem.of("implementer-missing") if ctx.subject.organisation_id is None else None


@guard
def org_or_call(ctx: Context) -> Problem | None:
    """An organisation that may take on something new is named, or the plan says that a call for implementers is to find one."""
    named = ctx.subject.organisation_id
    if named is None:
        plan = latest_plan(ctx.session, proposal_id=ctx.instance.id)
        return None if plan is not None and plan.by_call else Problem.of("implementer-missing")
    body = standings([named])[named]
    if body.debarred_until is None or body.debarred_until < day_of(ctx.at):
        return None
    return Problem.of("organisation-debarred", name=body.name, until=body.debarred_until.isoformat())


def plan_digest(plan: Plan) -> str:
    """SHA-256 of the plan's whole content; what the panel scores and the agreement promises."""
    lines = [[line.head, line.title, line.unit_price_fen, line.quantity] for line in plan.lines]
    content = {"version": plan.version, "summary": plan.summary, "objectives": plan.objectives, "risks": plan.risks, "activities": plan.activities_planned,
               "beneficiaries": plan.beneficiaries_planned, "starts": plan.starts_on.isoformat(), "ends": plan.ends_on.isoformat(),
               "organisation": plan.organisation_id, "lines": lines} | ({"by_call": 1} if plan.by_call else {})
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@effect
def freeze_plan(ctx: Context) -> None:
    """Lock the plan's version with its digest; amount, implementer and dates become facts of the proposal."""
    plan = latest_plan(ctx.session, proposal_id=ctx.instance.id)
    if plan is None:
        raise LookupError("the guard plan_complete was not asked")
    if plan.frozen_us is None:
        plan.frozen_us, plan.digest = ctx.at, plan_digest(plan)
    ctx.facts |= {"planned_fen": sum(line.amount_fen for line in plan.lines), "starts_on": plan.starts_on, "ends_on": plan.ends_on}
