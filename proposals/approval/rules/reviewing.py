"""One judge's review: the declaration, the levels, the seal, the reserve who steps in."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...collection.models import Proposal
from ...machine import effect, guard
from ...seasons.models import Criterion
from ..models import PaperEntry, Review, Score, ScoreDraft, ScoreSheet
from .panels import assign, conflicts_of, next_judge
from .rubrics import HUNDRED, LEVELS, grounds, rubric_of, total_of

__all__ = ["Sheet", "handed_in", "levels_of", "rubric_of", "sheet_digest", "total_of"]

TABLE = "sheet on the table"
SCORES, SHEETS = insert(Score), insert(ScoreSheet)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A judge's filled-in sheet: levels of 1..5 by criterion number, and the comment."""

    levels: dict[int, int]
    comment: str


@contextmanager
def handed_in(session: Session, *, sheet: Sheet) -> Iterator[None]:
    """While this lasts, the sheet lies on the table: a score that is sealed is this one, and not what was kept before."""
    session.info[TABLE] = sheet
    try:
        yield
    finally:
        session.info.pop(TABLE)


def sheet_of(ctx: Context) -> Sheet:
    """What is to be sealed: the sheet that was handed in, else what the judge has kept so far."""
    handed: Sheet | None = ctx.session.info.get(TABLE)
    if handed is not None:
        return handed
    draft = ctx.session.get(ScoreDraft, ctx.instance.id)
    return Sheet(levels_of(draft), draft.comment if draft else "")


def levels_of(draft: ScoreDraft | None) -> dict[int, int]:
    """What is filled in so far: criterion's number to level."""
    return {int(key): level for key, level in json.loads(draft.levels).items()} if draft else {}


def sheet_digest(review_id: int, *, levels: dict[int, int], comment: str) -> str:
    """What the history keeps of a sealed sheet: enough to prove it unchanged, not enough to read it."""
    return hashlib.sha256(json.dumps([review_id, sorted(levels.items()), comment], ensure_ascii=False).encode()).hexdigest()


@guard
def declared_no_conflict(ctx: Context) -> Problem | None:
    """The judge has declared to have no interest, and nothing on record says otherwise."""
    if ctx.subject.judge_id in conflicts_of(ctx, proposal_id=ctx.subject.proposal_id):
        return Problem.of("judge-in-conflict")
    return None


@guard
def all_criteria_scored(ctx: Context) -> Problem | None:
    """Every criterion of the rubric as it is now, and no other, has a level of 1 to 5; a total below the pass line has a comment."""
    by = grounds(ctx)
    return lacking(sheet_of(ctx), criteria=by.criteria, line=by.line)


def lacking(sheet: Sheet, *, criteria: Sequence[Criterion], line: int) -> Problem | None:
    """What a sheet still needs before it can be sealed by this rubric and pass line."""
    missing = [one for one in criteria if sheet.levels.get(one.id) not in LEVELS]
    if sheet.levels.keys() - {one.id for one in criteria}:
        return Problem.of("rubric-changed")
    if missing:
        return Problem.of("criteria-open", left=len(missing), first=missing[0].title)
    if total_of(sheet.levels, criteria=criteria) < line * HUNDRED and not sheet.comment.strip():
        return Problem.of("low-score-needs-comment", line=line)
    return None


@guard
def parent_still_reviewing(ctx: Context) -> Problem | None:
    """A score may be reopened only while the panel has not decided."""
    parent = ctx.session.get_one(Proposal, ctx.subject.proposal_id)
    return None if parent.state == "reviewing" else Problem.of("panel-has-decided")


@effect
def seal_score(ctx: Context) -> None:
    """Keep the sheet as the review's next version, for good: levels, total (hundredths of a point) and comment."""
    review, sheet, by = ctx.subject, sheet_of(ctx), grounds(ctx)
    version, total = by.sealed + 1, total_of(sheet.levels, criteria=by.criteria)
    sealed = [{"review_id": review.id, "criterion_id": one.id, "level": sheet.levels[one.id], "version": version} for one in by.criteria]
    connection = ctx.session.connection()
    connection.execute(SCORES, sealed)  # one statement for all
    connection.execute(SHEETS, {"review_id": review.id, "version": version, "total_hundredths": total, "comment": sheet.comment, "at_us": ctx.at,
                                "digest": sheet_digest(review.id, levels=sheet.levels, comment=sheet.comment)})
    ctx.facts.update(total_hundredths=total, comment=sheet.comment, scored_us=ctx.at)


@effect
def unseal_score(ctx: Context) -> None:
    """Open the review again: its total is taken out of the count; the sealed version stays in ``score`` and ``score_sheet``.

    A sheet on paper is read anew: what two people read of the old one seals nothing any more.
    """
    ctx.session.execute(delete(PaperEntry).where(PaperEntry.review_id == ctx.instance.id))
    ctx.facts.update(total_hundredths=None, comment="", scored_us=None)


@effect
def call_reserve(ctx: Context) -> None:
    """Ask the next free member of the panel, reserves first; where nobody is left, the chair is told by the move's notice."""
    review: Review = ctx.subject
    proposal = ctx.session.get_one(Proposal, review.proposal_id)
    judge = next_judge(ctx, review=review) if proposal.state == "reviewing" else None
    if judge is not None:
        assign(ctx.session, proposal=proposal, judge_id=judge, panel_id=review.panel_id, round=review.round, by=ctx.actor, at=ctx.at)
