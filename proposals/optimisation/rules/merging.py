"""Merging and splitting: which ideas may join, and how credit and authors go along."""
from __future__ import annotations

from sqlalchemy import delete, func, select

from workflow import Context, Problem

from ...collection.births import descend
from ...collection.models import CoProposer, Lineage, Proposal
from ...collection.rules.effects import refer
from ...machine import effect, guard
from .researching import mark_improved

BEFORE_REVIEW = ("accepted", "researching", "optimising", "revising", "planned")
MERGES = ("merge", "duplicate")


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
