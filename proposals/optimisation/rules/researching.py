"""Research: what has to be known before an idea is chosen."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...gate import person_id
from ...machine import effect, guard
from ..models import ResearchNote

STREET_STAFF = ("street", "street_lead")
SUPPORT_STAFF = ("support", "support_lead")


def latest_note(session: Session, *, proposal_id: int) -> ResearchNote | None:
    """The last research note of a proposal."""
    return session.scalars(select(ResearchNote).where(ResearchNote.proposal_id == proposal_id).order_by(ResearchNote.id.desc()).limit(1)).first()


@guard
def research_done(ctx: Context) -> Problem | None:
    """Somebody went and asked, and the last finding is that it can be done and is nobody else's duty."""
    note = latest_note(ctx.session, proposal_id=ctx.instance.id)
    if note is None or not note.finding:
        return Problem.of("research-missing")
    if note.feasibility != "feasible":
        return Problem.of("research-says-no") if note.feasibility == "unfeasible" else Problem.of("research-undecided")
    return None if note.duty_checked else Problem.of("duty-not-checked")


@effect
def assign_researcher(ctx: Context) -> None:
    """Whoever starts the research does it; named on the idea's page."""
    ctx.facts["researcher_id"] = person_id(ctx.actor)


@effect
def mark_improved(ctx: Context) -> None:
    """The idea is among the improved ones from now on; the first time counts."""
    if ctx.subject.improved_us is None:
        ctx.facts["improved_us"] = ctx.at
