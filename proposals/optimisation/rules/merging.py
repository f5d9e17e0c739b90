"""Merging and splitting: which ideas may join, and how credit and authors go along."""
from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from workflow import PREVIOUS, Context, Problem

from ...collection.births import descend, speak_for
from ...collection.models import CoProposer, Lineage, Proposal
from ...collection.queries import BEFORE_REVIEW
from ...collection.rules.effects import refer
from ...machine import effect, guard
from ...seasons.models import Phase
from ..merging.credit import WHOLE, evenly
from ..merging.telling import CREDIT_CHANGED, JOINED, PARTED
from .researching import mark_improved

MERGES = ("merge", "duplicate")
SOURCES_OF = "ideas that live on in these"
TOLD = "others told of a merge"


def live_lines(session: Session, *, target_id: int) -> list[Lineage]:
    """The merges into a package that were not undone, the earliest first."""
    asked = select(Lineage).where(Lineage.target_id == target_id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))
    return list(session.scalars(asked.order_by(Lineage.id)))


def _into(ctx: Context) -> Proposal | None:
    """The idea to merge into; None while the form is still open."""
    into = ctx.data.get("into")
    return ctx.once(("merge into", into), lambda: ctx.session.get(Proposal, into, populate_existing=True)) if type(into) is int else None


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


SOURCES = (select(Lineage.target_id, func.count())
           .where(Lineage.target_id.in_(bindparam("ids", expanding=True)), Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))
           .group_by(Lineage.target_id))


def _count_sources(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """How many ideas live on in each of these; one statement."""
    batch[SOURCES_OF] = dict(session.execute(SOURCES, {"ids": ids}).all())


@guard(prefetch=_count_sources)
def not_a_target(ctx: Context) -> Problem | None:
    """No other idea was merged into this one: credit never runs through chains."""
    if SOURCES_OF not in ctx.batch:
        _count_sources(ctx.session, [ctx.instance.id], ctx.batch)
    count = ctx.batch[SOURCES_OF].get(ctx.instance.id, 0)
    return Problem.of("is-a-target", count=count) if count else None


@guard
def target_before_review(ctx: Context) -> Problem | None:
    """A merge can be undone until the target is sent to review; also when the target's author took it back, as long as the review is open."""
    target = ctx.subject.merged_into
    if target is not None and target.state in BEFORE_REVIEW:
        return None
    left = target is not None and target.state == "withdrawn"
    over = select(Phase.id).where(Phase.season_id == ctx.instance.season_id, Phase.name == "approval", Phase.state == "closed")
    return None if left and ctx.session.scalar(over) is None else Problem.of("target-went-on")


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
    """The idea names its target; its proposers become the target's co-proposers; the share of credit is kept in percent.

    ``credit`` in the move's data is the whole new table (idea → percent): the shares of those merged before follow it, and they are told."""
    into = int(ctx.data["into"])
    _share_anew(ctx, into=into)
    ctx.session.add(Lineage(source_id=ctx.instance.id, target_id=into, kind=ctx.data.get("kind", "merge"), share=ctx.data.get("share", 0), at_us=ctx.at))
    own = ctx.session.scalars(select(CoProposer.person_id).where(CoProposer.proposal_id == ctx.instance.id)).all()
    for person in sorted({ctx.subject.proposer_id, *own}):
        ctx.session.add(CoProposer(proposal_id=into, person_id=person, from_id=ctx.instance.id))
    ctx.facts["merged_into_id"] = into


def _share_anew(ctx: Context, *, into: int) -> None:
    """Once for all ideas that are merged together: who was there before is told, and has the share that the new table gives."""
    if (TOLD, into) in ctx.batch:
        return
    ctx.batch[TOLD, into] = True
    before, credit = live_lines(ctx.session, target_id=into), ctx.data.get("credit") or {}
    for line in before:
        share = int(credit.get(str(line.source_id), line.share))
        if share != line.share:
            line.share = share
            ctx.emit("notice", role="proposer", template=CREDIT_CHANGED, instance=line.source_id, into=into, share=share)
    own = int(credit.get(str(into), max(0, WHOLE - sum(line.share for line in before) - int(ctx.data.get("share", 0)))))
    ctx.emit("notice", role="author", template=JOINED, instance=into, sources=ctx.batch.get("accepted") or [ctx.instance.id], share=own)


@effect
def unlink_merge(ctx: Context) -> None:
    """Undo exactly that merge: the line stays and says when it was undone, the co-proposers it brought leave with it.

    Text, authors and number were never touched; the state is the one it was merged from (seasons held to the older definition: improvement)."""
    line = ctx.session.scalars(select(Lineage).where(Lineage.source_id == ctx.instance.id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))).one()
    line.undone_us = ctx.at
    ctx.session.execute(delete(CoProposer).where(CoProposer.proposal_id == line.target_id, CoProposer.from_id == ctx.instance.id))
    ctx.facts["merged_into_id"] = None
    if ctx.move.target != PREVIOUS:
        mark_improved(ctx)
    ctx.emit("notice", role="proposer", template=PARTED, instance=line.target_id, source=ctx.instance.id)
    _let_others_speak(ctx, package=ctx.session.get_one(Proposal, line.target_id))


def _let_others_speak(ctx: Context, *, package: Proposal) -> None:
    """A package made of several ideas is spoken for by who is still in it; when nobody is, it ends."""
    if package.origin != "merged":
        return
    ctx.session.flush()
    left = live_lines(ctx.session, target_id=package.id)
    if not left:
        if package.state in BEFORE_REVIEW:
            ctx.fire(package.id, "lapse_plan", reason="taken-apart")
        return
    leads = {each.id: each for each in ctx.session.scalars(select(Proposal).where(Proposal.id.in_([line.source_id for line in left])))}
    if package.proposer_id not in {lead.proposer_id for lead in leads.values()}:
        speak_for(package, lead=leads[max(left, key=lambda line: line.share).source_id])


@effect
def make_parts(ctx: Context) -> None:
    """Each part becomes a proposal of its own with the same proposers; a part with a handling unit is referred to it instead."""
    source: Proposal = ctx.subject
    stay = [part for part in ctx.data["parts"] if not part.get("unit")]
    for part, share in zip(stay, evenly(WHOLE, among=len(stay)), strict=True):
        text = {name: part[name] for name in ("title", "problem", "solution") if part.get(name)}
        child = descend(ctx.session, source, kind="split", origin="split", season_id=source.season_id, share=share, by=ctx.actor, at=ctx.at, text=text)
        ctx.fire(child.id, "adopt", source=source.id)
    for part in ctx.data["parts"]:
        if part.get("unit"):
            refer(ctx, proposal_id=source.id, kind="transfer", matter=part["title"], unit=part["unit"])
