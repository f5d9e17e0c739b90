"""What the engine asks and does when a whole list is taken back: who may, which ideas nobody has touched, and that they count nowhere."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select, union, update
from sqlalchemy.orm import Session

from workflow import SYSTEM, Context, Problem
from workflow.tables import step

from ...machine import effect, guard, role
from ..models import Answer, IdeaImport, ImportedIdea, Resemblance
from ..rules.roles import CONSOLE, is_staff_lead

IMPORTERS = "who brought these ideas"
TOUCHED = "ideas touched since they came"
SENT = 2
"""The number of the step by which an idea was sent; what people do later touches it."""


def touched(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these ideas with which somebody has done something since they were sent: a move, a look at the same words, a prepared answer."""
    moved = select(step.c.instance_id).where(step.c.instance_id.in_(ids), step.c.seq > SENT, step.c.actor != SYSTEM.id)
    judged = [select(column).where(column.in_(ids), Resemblance.by_id.is_not(None)) for column in (Resemblance.proposal_id, Resemblance.other_id)]
    answered = select(Answer.proposal_id).where(Answer.proposal_id.in_(ids))
    return set(session.scalars(union(moved, *judged, answered)))


def _importers(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    asked = select(ImportedIdea.proposal_id, IdeaImport.by_id).join(IdeaImport, IdeaImport.id == ImportedIdea.import_id)
    batch[IMPORTERS] = {row[0]: CONSOLE.id if row[1] is None else f"p{row[1]}" for row in session.execute(asked.where(ImportedIdea.proposal_id.in_(ids)))}


@role("importer", prefetch=_importers)
def is_importer(ctx: Context) -> bool:
    """Who brought the list an idea came with, the lead, or the server's command line, while the whole list is taken back; for an idea alone nobody."""
    if "import" not in ctx.data:
        return False
    if IMPORTERS not in ctx.batch:
        _importers(ctx.session, [ctx.instance.id], ctx.batch)
    brought = ctx.batch[IMPORTERS]
    return ctx.instance.id in brought and (ctx.actor.id in (brought[ctx.instance.id], CONSOLE.id) or is_staff_lead(ctx))


def _touched(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    batch[TOUCHED] = touched(session, ids)


@guard(prefetch=_touched)
def import_untouched(ctx: Context) -> Problem | None:
    """Nobody has done anything with the idea since it came."""
    if TOUCHED not in ctx.batch:
        _touched(ctx.session, [ctx.instance.id], ctx.batch)
    return Problem.of("touched-since") if ctx.instance.id in ctx.batch[TOUCHED] else None


@effect
def uncount(ctx: Context) -> None:
    """Forget that the idea was sent: it is in no list, no figure and nobody's quota, and says the same as no other idea; its history stays.

    In a bulk the questions of sameness fall away together with the last idea, by one statement."""
    ctx.facts["submitted_us"] = None
    done: list[int] = ctx.once("ideas that count no more", list)
    done.append(ctx.instance.id)
    if len(done) == len(ctx.batch.get("accepted") or done):
        one_of_them = Resemblance.proposal_id.in_(done) | Resemblance.other_id.in_(done)
        ctx.session.execute(update(Resemblance).where(one_of_them, Resemblance.verdict.is_(None)).values(verdict="different", at_us=ctx.at)
                            .execution_options(synchronize_session=False))
