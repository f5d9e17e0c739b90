"""One judge's review: the declaration, the levels, the seal, the reserve who steps in."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...collection.models import Proposal
from ...machine import effect, guard
from ...seasons.models import Criterion
from ..models import Review, Score, ScoreDraft, ScoreSheet
from .panels import assign, conflicts_of, next_judge
from .tallies import season_of

HIGHEST = 5
HUNDRED = 100


def total_of(levels: dict[int, int], *, criteria: Sequence[Criterion]) -> int:
    """The weighted total in hundredths of a point: each level of 1..5 gives that many fifths of its criterion's weight."""
    return sum(levels[one.id] * one.weight * HUNDRED // HIGHEST for one in criteria if one.id in levels)


def levels_of(draft: ScoreDraft | None) -> dict[int, int]:
    """What is filled in so far: criterion's number to level."""
    return {int(key): level for key, level in json.loads(draft.levels).items()} if draft else {}


def sheet_digest(review_id: int, *, levels: dict[int, int], comment: str) -> str:
    """What the history keeps of a sealed sheet: enough to prove it unchanged, not enough to read it."""
    return hashlib.sha256(json.dumps([review_id, sorted(levels.items()), comment], ensure_ascii=False).encode()).hexdigest()


def rubric(ctx: Context) -> Sequence[Criterion]:
    """The season's criteria in their order."""
    season = ctx.instance.season_id
    return ctx.once(("rubric", season), lambda: rubric_of(ctx.session, season_id=season))


def rubric_of(session: Session, *, season_id: int) -> Sequence[Criterion]:
    """A season's criteria in their order."""
    return session.scalars(select(Criterion).where(Criterion.season_id == season_id).order_by(Criterion.position)).all()


@guard
def declared_no_conflict(ctx: Context) -> Problem | None:
    """The judge has declared to have no interest, and nothing on record says otherwise."""
    if ctx.subject.judge_id in conflicts_of(ctx, proposal_id=ctx.subject.proposal_id):
        return Problem.of("judge-in-conflict")
    return None


@guard
def all_criteria_scored(ctx: Context) -> Problem | None:
    """Every criterion has a level of 1 to 5, and a total below the pass line has a comment."""
    draft, criteria = ctx.session.get(ScoreDraft, ctx.instance.id), rubric(ctx)
    levels = levels_of(draft)
    missing = [one for one in criteria if levels.get(one.id) not in range(1, HIGHEST + 1)]
    if missing:
        return Problem.of("criteria-open", left=len(missing), first=missing[0].title)
    line = season_of(ctx).pass_line
    if total_of(levels, criteria=criteria) < line * HUNDRED and not (draft and draft.comment.strip()):
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
    review, draft = ctx.subject, ctx.session.get_one(ScoreDraft, ctx.instance.id)
    levels = levels_of(draft)
    version = 1 + (ctx.session.scalar(select(func.max(ScoreSheet.version)).where(ScoreSheet.review_id == review.id)) or 0)
    total = total_of(levels, criteria=rubric(ctx))
    sealed = [{"review_id": review.id, "criterion_id": one.id, "level": levels[one.id], "version": version} for one in rubric(ctx)]
    ctx.session.execute(insert(Score), sealed)  # one statement for all
    ctx.session.add(ScoreSheet(review_id=review.id, version=version, total_hundredths=total, comment=draft.comment, at_us=ctx.at,
                               digest=sheet_digest(review.id, levels=levels, comment=draft.comment)))
    ctx.facts.update(total_hundredths=total, comment=draft.comment, scored_us=ctx.at)


@effect
def unseal_score(ctx: Context) -> None:
    """Open the review again: its total is taken out of the count; the sealed version stays in ``score`` and ``score_sheet``."""
    ctx.facts.update(total_hundredths=None, comment="", scored_us=None)


@effect
def call_reserve(ctx: Context) -> None:
    """Ask the next free member of the panel, reserves first; where nobody is left, the chair is told by the move's notice."""
    review: Review = ctx.subject
    proposal = ctx.session.get_one(Proposal, review.proposal_id)
    judge = next_judge(ctx, review=review) if proposal.state == "reviewing" else None
    if judge is not None:
        assign(ctx.session, proposal=proposal, judge_id=judge, panel_id=review.panel_id, round=review.round, by=ctx.actor, at=ctx.at)
