"""What a move of the collection writes besides the state; facts go onto the proposal together with it."""
from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from workflow import Context
from workflow.tables import instance

from ...gate import person_id
from ...machine import effect
from ...similar.repeats import text_digest
from ...seasons.models import Category
from ..births import descend
from ..models import Proposal, Resemblance
from ..reasons import REFERRAL_KINDS, UNSAID, URGENT
from ..referring.handing import Matter, hand_over, units
from .guards import next_season

SAME_SHOWN = 5
SAME_WORDS = "ideas with the same words"


def _same_words(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The live ideas that say what one of these says, by the digest of their words."""
    rows = session.execute(select(Proposal.season_id, Proposal.title, Proposal.problem, Proposal.solution).where(Proposal.id.in_(ids))).all()
    digests = {text_digest(row.title, row.problem, row.solution) for row in rows}
    known: dict[tuple[int, str], list[int]] = {}
    for case, season_id, digest in session.execute(_live().where(Proposal.season_id.in_({row.season_id for row in rows}), Proposal.text_digest.in_(digests))):
        known.setdefault((season_id, digest), []).append(case)
    batch[SAME_WORDS] = known


def _live() -> Select[tuple[int, int, str]]:
    live = Proposal.submitted_us.is_not(None), Proposal.state.not_in(("withdrawn", "lapsed"))
    return select(Proposal.id, Proposal.season_id, Proposal.text_digest).where(*live).order_by(Proposal.id)


@effect(prefetch=_same_words)
def issue_receipt(ctx: Context) -> None:
    """Keep when the idea came and the digest of its words; the same words sent before are noted for staff to look at."""
    proposal: Proposal = ctx.subject
    digest = text_digest(proposal.title, proposal.problem, proposal.solution)
    ctx.facts["submitted_us"] = ctx.at
    ctx.facts["text_digest"] = digest
    if proposal.origin == "split":
        return
    if SAME_WORDS not in ctx.batch:
        note_same_words(ctx.session, proposal=proposal, digest=digest, at=ctx.at)
        return
    others = ctx.batch[SAME_WORDS].setdefault((proposal.season_id, digest), [])
    _note(ctx.session, proposal_id=proposal.id, others=[other for other in others if other != proposal.id], at=ctx.at)
    others.append(proposal.id)


def note_same_words(session: Session, *, proposal: Proposal, digest: str, at: int) -> None:
    """Enter the first live ideas of the season with the same words, each once, as not looked at."""
    seen = select(Resemblance.other_id).where(Resemblance.proposal_id == proposal.id)
    same = _live().where(Proposal.season_id == proposal.season_id, Proposal.text_digest == digest, Proposal.id != proposal.id, Proposal.id.not_in(seen))
    _note(session, proposal_id=proposal.id, others=list(session.scalars(same.limit(SAME_SHOWN))), at=at)


def _note(session: Session, *, proposal_id: int, others: list[int], at: int) -> None:
    session.add_all(Resemblance(proposal_id=proposal_id, other_id=other, at_us=at) for other in others[:SAME_SHOWN])


@effect
def record_reason(ctx: Context) -> None:
    """Keep the coded reason of the exit; where nobody named one, the move's own."""
    ctx.facts["reason"] = ctx.data.get("reason") or UNSAID[ctx.move.name]


@effect
def make_referral(ctx: Context) -> None:
    """An idea that others must answer is handed to them, with a number and a date by which they reply (domain.md §0.6).

    In a bulk all are entered together with the last one, in a fixed number of statements."""
    matters: list[Matter] = ctx.once("matters handed on", list)
    reason = ctx.data["reason"]
    if reason in REFERRAL_KINDS:
        matters.extend(_matters(ctx, kind=REFERRAL_KINDS[reason], urgent=reason in URGENT))
    done: list[int] = ctx.once("cases looked at", list)
    done.append(ctx.instance.id)
    if matters and len(done) == len(ctx.batch.get("accepted") or done):
        hand_over(ctx.session, matters, by_id=person_id(ctx.actor), at=ctx.at)


def _matters(ctx: Context, *, kind: str, urgent: bool) -> list[Matter]:
    """One for each unit that was named; a whistle calls several."""
    named = str(ctx.data.get("unit") or "")
    whom = units(named) if urgent else [named[:80]]
    return [Matter(ctx.instance.id, ctx.instance.season_id, kind, unit, days=ctx.data.get("days"), urgent=urgent,
                   case_number=str(ctx.data.get("case_number") or "")) for unit in whom]


def refer(ctx: Context, *, proposal_id: int, kind: str, matter: str, unit: str) -> None:
    """Enter a referral of a part of an idea, due as the season says."""
    hand_over(ctx.session, [Matter(proposal_id, ctx.instance.season_id, kind, unit, matter=matter)], by_id=person_id(ctx.actor), at=ctx.at)


@effect
def note_acknowledged(ctx: Context) -> None:
    """Keep when somebody of the office took the idea up."""
    ctx.facts["acknowledged_us"] = ctx.at


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
