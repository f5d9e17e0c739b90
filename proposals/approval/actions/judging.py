"""What judges and their chair do with a review."""
from __future__ import annotations

import json
from typing import Any

from workflow import Actor, Step

from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..models import Review, ScoreDraft
from ..rules.reviewing import rubric_of, sheet_digest

DECLARED = "no-interest"


@act
def take_review(review_id: int, *, by: Actor, at: int, seq: int | None) -> Step:
    """Accept to judge, declaring to have no interest in it. Writes ``take`` with the declaration."""
    return engine.fire(db.session, review_id, "take", by, at=at, data={"declaration": DECLARED}, expect=seq)


@act
def recuse(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Step aside for a reason (or, by the chair, be set aside); a reserve is asked. Writes ``recuse``."""
    return engine.fire(db.session, review_id, "recuse", by, at=at, note=reason, expect=seq)


@act
def save_draft(review_id: int, *, levels: dict[int, int], comment: str, flagged: bool, turn: int, tab: str, by: Actor, at: int) -> ScoreDraft:
    """Keep what the judge has filled in so far: levels 1..5 by criterion number. ``turn`` is the saving they saw, ``tab`` their page.

    Refused with ``review-not-yours``, ``review-not-scoring``, ``already-scored``, or ``draft-changed-elsewhere`` when another tab saved since.
    """
    engine.lock(db.session, [review_id])
    review = _own(review_id, by=by)
    if review.state != "scoring":
        raise Refusal("review-not-scoring")
    draft = _draft_of(review_id, at=at)
    if draft.turn != turn and draft.tab != tab:
        raise Refusal("draft-changed-elsewhere", comment=draft.comment[:40])
    _fill(draft, levels=levels, comment=comment, at=at)
    draft.flagged, draft.turn, draft.tab = int(flagged), draft.turn + 1, tab
    return draft


@act
def cast_score(review_id: int, *, levels: dict[int, int], comment: str, by: Actor, at: int, seq: int | None) -> Step:
    """Seal a judge's score: a level of 1..5 for every criterion; a total below the pass line needs a comment. Final.

    Writes ``score`` with a digest of the sheet only: the points stay sealed until the panel decides. A second time is refused (``already-scored``).
    """
    engine.lock(db.session, [review_id])
    draft = _draft_of(review_id, at=at) if _own(review_id, by=by).state == "scoring" else None
    if draft is not None:  # held until the end, so that the rules find it without asking the database again
        _fill(draft, levels=levels, comment=comment, at=at)
    digest = sheet_digest(review_id, levels=levels, comment=comment)
    return engine.fire(db.session, review_id, "score", by, at=at, data={"scores": digest}, expect=seq)


@act
def unseal(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair gives a sealed score back to its judge, for a reason; the sealed version stays on record. Writes ``unseal``."""
    return engine.fire(db.session, review_id, "unseal", by, at=at, note=reason, expect=seq)


def score_by_line(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``score`` as the general page of moves asks for it: ``scores`` holds the levels in the order of the rubric, "4 5 3 4 4"."""
    criteria = rubric_of(db.session(), season_id=db.session.get_one(Review, case_id).season_id)
    levels = {one.id: int(level) for one, level in zip(criteria, str(data["scores"]).split(), strict=False)}
    return cast_score(case_id, levels=levels, comment=str(data["comment"] or ""), by=by, at=at, seq=seq)


def _own(review_id: int, *, by: Actor) -> Review:
    """The judge's own review as it is after the lock; refused where it is another's, or sealed."""
    review = db.session.get_one(Review, review_id, populate_existing=True)
    if review.judge_id != person_id(by):
        raise Refusal("review-not-yours")
    if review.state == "scored":
        raise Refusal("already-scored")
    return review


def _draft_of(review_id: int, *, at: int) -> ScoreDraft:
    draft = db.session.get(ScoreDraft, review_id, populate_existing=True)
    if draft is None:
        draft = ScoreDraft(review_id=review_id, turn=0, tab="", levels="{}", comment="", flagged=0, saved_us=at)
        db.session.add(draft)
    return draft


def _fill(draft: ScoreDraft, *, levels: dict[int, int], comment: str, at: int) -> None:
    draft.levels = json.dumps({str(key): level for key, level in sorted(levels.items())})
    draft.comment, draft.saved_us = comment, at
