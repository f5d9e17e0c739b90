"""What the engine asks and does while ideas are improved: research, plan, merging, splitting."""
from __future__ import annotations

import hashlib

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.chain import canonical

from ..collection.births import descend
from ..collection.models import CoProposer, Lineage, Proposal
from ..collection.rules.effects import refer
from ..gate import person_id
from ..machine import effect, guard
from ..seasons.models import Season
from .models import Plan, ResearchNote

BEFORE_REVIEW = ("accepted", "researching", "optimising", "revising", "planned")
MERGES = ("merge", "duplicate")
CAPPED = ("management", "personnel")


def latest_note(session: Session, *, proposal_id: int) -> ResearchNote | None:
    """The last research note of a proposal."""
    return session.scalars(select(ResearchNote).where(ResearchNote.proposal_id == proposal_id).order_by(ResearchNote.id.desc()).limit(1)).first()


def latest_plan(session: Session, *, proposal_id: int) -> Plan | None:
    """The last version of a proposal's plan."""
    return session.scalars(select(Plan).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(1)).first()


@guard
def research_done(ctx: Context) -> Problem | None:
    """Somebody went and asked, and the last finding is that it can be done and is nobody else's duty."""
    note = latest_note(ctx.session, proposal_id=ctx.instance.id)
    if note is None or not note.finding:
        return Problem.of("research-missing")
    if note.feasibility != "feasible":
        return Problem.of("research-says-no") if note.feasibility == "unfeasible" else Problem.of("research-undecided")
    return None if note.duty_checked else Problem.of("duty-not-checked")


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
    """An organisation that will carry the project out is named."""
    return Problem.of("implementer-missing") if ctx.subject.organisation_id is None else None


def _into(ctx: Context) -> Proposal | None:
    """The idea to merge into; None while the form is still open."""
    return ctx.session.get(Proposal, ctx.data["into"], populate_existing=True) if type(ctx.data.get("into")) is int else None


@guard
def target_alive(ctx: Context) -> Problem | None:
    """The target is another proposal of the same season that was not sent to review yet."""
    if "into" not in ctx.data:
        return None
    target = _into(ctx)
    if target is None or target.season_id != ctx.instance.season_id:
        return Problem.of("target-not-here")
    if target.id == ctx.instance.id:
        return Problem.of("target-is-itself")
    return None if target.state in BEFORE_REVIEW else Problem.of("target-not-open", number=target.display_number)


@guard
def not_a_target(ctx: Context) -> Problem | None:
    """No other idea was merged into this one: credit never runs through chains."""
    merged = select(func.count()).where(Lineage.target_id == ctx.instance.id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))
    count = ctx.session.scalar(merged)
    return Problem.of("is-a-target", count=count) if count else None


@guard
def target_before_review(ctx: Context) -> Problem | None:
    """A merge can be undone until the target is sent to review."""
    target = ctx.subject.merged_into
    return None if target is not None and target.state in BEFORE_REVIEW else Problem.of("target-went-on")


@guard
def two_parts(ctx: Context) -> Problem | None:
    """A split names at least two parts, each with a title, and at least one of them stays a project."""
    if "parts" not in ctx.data:
        return None
    parts = ctx.data["parts"]
    if len(parts) < 2 or not all(part["title"].strip() for part in parts):
        return Problem.of("two-parts-needed")
    return None if any(not part.get("unit") for part in parts) else Problem.of("one-part-must-stay")


@effect
def assign_researcher(ctx: Context) -> None:
    """Whoever starts the research does it; named on the idea's page."""
    ctx.facts["researcher_id"] = person_id(ctx.actor)


@effect
def mark_improved(ctx: Context) -> None:
    """The idea is among the improved ones from now on; the first time counts."""
    if ctx.subject.improved_us is None:
        ctx.facts["improved_us"] = ctx.at


def plan_digest(plan: Plan) -> str:
    """SHA-256 of the plan's whole content; what the panel scores and the agreement promises."""
    lines = [[line.head, line.title, line.unit_price_fen, line.quantity] for line in plan.lines]
    content = {"version": plan.version, "summary": plan.summary, "objectives": plan.objectives, "risks": plan.risks, "activities": plan.activities_planned,
               "beneficiaries": plan.beneficiaries_planned, "starts": plan.starts_on.isoformat(), "ends": plan.ends_on.isoformat(),
               "organisation": plan.organisation_id, "lines": lines}
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


@effect
def link_merge(ctx: Context) -> None:
    """The idea names its target; its proposers become the target's co-proposers; the share of credit is kept in percent."""
    into = int(ctx.data["into"])
    ctx.session.add(Lineage(source_id=ctx.instance.id, target_id=into, kind=ctx.data.get("kind", "merge"), share=ctx.data.get("share", 0), at_us=ctx.at))
    own = ctx.session.scalars(select(CoProposer.person_id).where(CoProposer.proposal_id == ctx.instance.id)).all()
    for person in sorted({ctx.subject.proposer_id, *own}):
        ctx.session.add(CoProposer(proposal_id=into, person_id=person, from_id=ctx.instance.id))
    ctx.facts["merged_into_id"] = into


@effect
def unlink_merge(ctx: Context) -> None:
    """Undo exactly that merge: the line stays and says when it was undone, the co-proposers it brought leave with it."""
    line = ctx.session.scalars(select(Lineage).where(Lineage.source_id == ctx.instance.id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))).one()
    line.undone_us = ctx.at
    ctx.session.execute(delete(CoProposer).where(CoProposer.proposal_id == line.target_id, CoProposer.from_id == ctx.instance.id))
    ctx.facts["merged_into_id"] = None
    mark_improved(ctx)


@effect
def make_parts(ctx: Context) -> None:
    """Each part becomes a proposal of its own with the same proposers; a part with a handling unit is referred to it instead."""
    source: Proposal = ctx.subject
    stay = [part for part in ctx.data["parts"] if not part.get("unit")]
    for position, part in enumerate(stay):
        share = 100 // len(stay) + (position < 100 % len(stay))
        text = {name: part[name] for name in ("title", "problem", "solution") if part.get(name)}
        child = descend(ctx.session, source, kind="split", origin="split", season_id=source.season_id, share=share, by=ctx.actor, at=ctx.at, text=text)
        ctx.fire(child.id, "adopt", source=source.id)
    for part in ctx.data["parts"]:
        if part.get("unit"):
            refer(ctx, proposal_id=source.id, kind="transfer", matter=part["title"], unit=part["unit"])
