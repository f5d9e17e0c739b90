"""What people do in this room: each one whole thing, or nothing."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow import Actor, Batch, Step

from ..errors import Refusal
from ..gate import person_id
from ..machine import engine
from ..storage import act, db
from .models import Review, ScoreDraft
from .rules.reviewing import sheet_digest

DECLARED = "no-interest"
DECISIONS = ("pass_review", "waitlist", "fail_review", "return_review")


@act
def take_review(review_id: int, *, by: Actor, at: int, seq: int | None) -> Step:
    """Accept to judge, declaring to have no interest in it. Writes ``take`` with the declaration."""
    return engine.fire(db.session, review_id, "take", by, at=at, data={"declaration": DECLARED}, expect=seq)


@act
def recuse(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Step aside for a reason (or, by the chair, be set aside); a reserve is asked. Writes ``recuse``."""
    return engine.fire(db.session, review_id, "recuse", by, at=at, note=reason, expect=seq)


@act
def save_draft(review_id: int, *, levels: dict[int, int], comment: str, flagged: bool, turn: int, by: Actor, at: int) -> ScoreDraft:
    """Keep what the judge has filled in so far: levels 1..5 by criterion number. ``turn`` is the saving they saw last.

    Refused with ``review-not-yours``, ``review-not-scoring``, or ``draft-changed-elsewhere`` when another tab saved since.
    """
    review = db.session.get_one(Review, review_id)
    if review.judge_id != person_id(by):
        raise Refusal("review-not-yours")
    if review.state != "scoring":
        raise Refusal("already-scored" if review.state == "scored" else "review-not-scoring")
    return _write_draft(review_id, levels=levels, comment=comment, flagged=flagged, turn=turn, at=at)


def _write_draft(review_id: int, *, levels: dict[int, int], comment: str, flagged: bool, turn: int | None, at: int) -> ScoreDraft:
    draft = db.session.scalars(select(ScoreDraft).where(ScoreDraft.review_id == review_id).with_for_update()).one_or_none()
    if draft is None:
        draft = ScoreDraft(review_id=review_id, turn=0, levels="{}", comment="", flagged=0, saved_us=at)
        db.session.add(draft)
    if turn is not None and turn != draft.turn:
        raise Refusal("draft-changed-elsewhere", comment=draft.comment[:40])
    draft.levels = json.dumps({str(key): level for key, level in sorted(levels.items())})
    draft.comment, draft.flagged, draft.turn, draft.saved_us = comment, int(flagged), draft.turn + 1, at
    return draft


@act
def cast_score(review_id: int, *, levels: dict[int, int], comment: str, by: Actor, at: int, seq: int | None) -> Step:
    """Seal a judge's score: a level of 1..5 for every criterion; a total below the pass line needs a comment. Final.

    Writes ``score`` with a digest of the sheet only: the points stay sealed until the panel decides. A second time is refused (``already-scored``).
    """
    engine.lock(db.session, [review_id])
    review = db.session.get_one(Review, review_id, populate_existing=True)
    if review.state == "scored" and review.judge_id == person_id(by):
        raise Refusal("already-scored")
    if review.state == "scoring" and review.judge_id == person_id(by):
        _write_draft(review_id, levels=levels, comment=comment, flagged=False, turn=None, at=at)
    digest = sheet_digest(review_id, levels=levels, comment=comment)
    return engine.fire(db.session, review_id, "score", by, at=at, data={"scores": digest}, expect=seq)


@act
def unseal(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair gives a sealed score back to its judge, for a reason; the sealed version stays on record. Writes ``unseal``."""
    return engine.fire(db.session, review_id, "unseal", by, at=at, note=reason, expect=seq)


@act
def decide(proposal_id: int, *, move: str, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair's decision on one proposal: pass_review, waitlist, fail_review or return_review. Writes the verdict."""
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    return engine.fire(db.session, proposal_id, move, by, at=at, note=reason, expect=seq)


@act
def decide_many(ids: Sequence[int], *, move: str, reason: str, by: Actor, at: int, key: str | None, dry_run: bool) -> Batch:
    """The same decision for many proposals; each one that the rules refuse stays where it is, with the reasons."""
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    return engine.fire_many(db.session, ids, move, by, at=at, note=reason, key=key, dry_run=dry_run)


@act
def sign(signature_id: int, *, seal: str, by: Actor, at: int, seq: int | None) -> Step:
    """Sign the agreement whose digest the signer saw (``seal``). The last party's signature concludes it. Writes ``sign``."""
    return engine.fire(db.session, signature_id, "sign", by, at=at, data={"seal": seal}, expect=seq)


@act
def refuse_to_sign(signature_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Decline this version for a reason; the street's lead may reissue it. Writes ``refuse``."""
    return engine.fire(db.session, signature_id, "refuse", by, at=at, note=reason, expect=seq)


def score_move(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    """``score`` as the generic page calls it: its form's levels and comment."""
    return cast_score(case_id, levels=data["levels"], comment=data["comment"], by=by, at=at, seq=seq)
