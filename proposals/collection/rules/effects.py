"""What a move of the collection writes besides the state; facts go onto the proposal together with it."""
from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow import Context
from workflow.tables import instance

from ...clock import SECOND
from ...machine import effect, registry
from ...seasons.models import Category
from ..births import descend, text_digest
from ..models import Proposal, Referral, Resemblance
from ..reasons import REFERRAL_KINDS, UNSAID
from .guards import next_season

REPLY_WORKDAYS = 10
DAY = 24 * 3600 * SECOND


@effect
def issue_receipt(ctx: Context) -> None:
    """Keep when the idea came and the digest of its words; the same words sent before are noted for staff to look at."""
    proposal: Proposal = ctx.subject
    digest = text_digest(proposal.title, proposal.problem, proposal.solution)
    ctx.facts["submitted_us"] = ctx.at
    ctx.facts["text_digest"] = digest
    if proposal.origin != "split":
        note_same_words(ctx.session, proposal=proposal, digest=digest, at=ctx.at)


def note_same_words(session: Session, *, proposal: Proposal, digest: str, at: int) -> None:
    """Enter every live idea of the season with the same words, once, as not looked at."""
    seen = select(Resemblance.other_id).where(Resemblance.proposal_id == proposal.id)
    same = select(Proposal.id).where(Proposal.season_id == proposal.season_id, Proposal.text_digest == digest, Proposal.id != proposal.id,
                                     Proposal.submitted_us.is_not(None), Proposal.state.not_in(("withdrawn", "lapsed")), Proposal.id.not_in(seen))
    for other_id in session.scalars(same.order_by(Proposal.id).limit(5)).all():
        session.add(Resemblance(proposal_id=proposal.id, other_id=other_id, at_us=at))


@effect
def record_reason(ctx: Context) -> None:
    """Keep the coded reason of the exit; where nobody named one, the move's own."""
    ctx.facts["reason"] = ctx.data.get("reason") or UNSAID[ctx.move.name]


@effect
def make_referral(ctx: Context) -> None:
    """An idea that others must answer is handed to them, with a date by which they reply (domain.md §0.6)."""
    kind = REFERRAL_KINDS.get(ctx.data["reason"])
    if kind is not None:
        refer(ctx, proposal_id=ctx.instance.id, kind=kind, matter="", unit=str(ctx.data.get("unit") or ""))


def refer(ctx: Context, *, proposal_id: int, kind: str, matter: str, unit: str) -> None:
    """Enter a referral that is due in ten working days of the season's calendar."""
    ctx.session.add(Referral(proposal_id=proposal_id, kind=kind, matter=matter, handling_unit=unit, due_us=reply_due(ctx)))


def reply_due(ctx: Context) -> int:
    """When the handling unit's answer is due, UTC microseconds."""
    if registry.calendar is None:
        return ctx.at + 14 * DAY
    calendar = ctx.once(("calendar", ctx.instance.season_id), lambda: registry.calendar(ctx.session, ctx.instance.season_id))  # type: ignore[misc]
    due: int = calendar.after(ctx.at, REPLY_WORKDAYS, "workday")[0]
    return due


@effect
def release_links(ctx: Context) -> None:
    """Questions of sameness fall away; open reviews and unsigned signatures are void."""
    ctx.session.execute(update(Resemblance).where((Resemblance.proposal_id == ctx.instance.id) | (Resemblance.other_id == ctx.instance.id),
                                                  Resemblance.verdict.is_(None)).values(verdict="different", at_us=ctx.at))
    children = select(instance.c.id, instance.c.state, instance.c.version).where(
        instance.c.root_id == ctx.instance.id, instance.c.workflow.in_(("review", "signature")))
    for child_id, state, version in ctx.session.connection().execute(children).all():
        if (state, "void") in ctx.engine.definition(ctx.session, digest=version).table:
            ctx.fire(child_id, "void")


@effect
def count_escalation(ctx: Context) -> None:
    """Count how often the case was overdue; cases without such a column keep the step alone."""
    if hasattr(type(ctx.subject), "escalations"):
        ctx.facts["escalations"] = ctx.subject.escalations + 1


@effect
def copy_to_next_season(ctx: Context) -> None:
    """A new draft in the later season, with the same people and words; the proposer looks it over and sends it."""
    source: Proposal = ctx.subject
    later = next_season(ctx.session, year=source.season.year)
    if later is None:
        raise LookupError("the guard next_season_open was not asked")
    copy = descend(ctx.session, source, kind="carried", origin="carried", season_id=later.id, share=100, by=ctx.actor, at=ctx.at, text={})
    copy.category_id = _same_category(ctx.session, code=source.category.code if source.category else None, season_id=later.id)


def _same_category(session: Session, *, code: str | None, season_id: int) -> int | None:
    return session.scalar(select(Category.id).where(Category.season_id == season_id, Category.code == code))
