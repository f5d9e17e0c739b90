"""What judges and their chair do with a review."""
from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Table, Update, or_, update

from workflow import Actor, NotFromHere, NotYours, Stale, Step

from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..models import Review, ScoreDraft
from ..rules.reviewing import Sheet, handed_in, sheet_digest
from ..rules.rubrics import rubric_for

DECLARED = "no-interest"
DRAFT: Table = ScoreDraft.__table__  # type: ignore[assignment]


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
    for name, value in _columns(Sheet(levels, comment), at=at).items():
        setattr(draft, name, value)
    draft.flagged, draft.turn, draft.tab = int(flagged), draft.turn + 1, tab
    return draft


@act
def cast_score(review_id: int, *, levels: dict[int, int], comment: str, by: Actor, at: int, seq: int | None) -> Step:
    """Seal a judge's score: a level of 1..5 for every criterion; a total below the pass line needs a comment. Final.

    Writes ``score`` with a digest of the sheet only: the points stay sealed until the panel decides. A second time is refused (``already-scored``).
    """
    sealed = _seal(review_id, sheet=Sheet(levels, comment), by=by, at=at, seq=seq)
    keep(review_id, sheet=Sheet(levels, comment), at=at)
    return sealed


@act
def hand_in(review_id: int, *, sheet: Sheet, turn: int, tab: str, by: Actor, at: int, seq: int | None) -> Step:
    """Seal what a page of the judge's shows; refused with ``draft-changed-elsewhere`` when another of their pages saved since ``turn``."""
    sealed = _seal(review_id, sheet=sheet, by=by, at=at, seq=seq)
    mine = update(DRAFT).where(DRAFT.c.review_id == review_id, or_(DRAFT.c.turn == turn, DRAFT.c.tab == tab))
    if not _rows(mine.values(**_columns(sheet, at=at))):
        draft = db.session.get(ScoreDraft, review_id, populate_existing=True)
        if draft is not None:
            raise Refusal("draft-changed-elsewhere", comment=draft.comment[:40])
        keep(review_id, sheet=sheet, at=at)
    return sealed


def keep(review_id: int, *, sheet: Sheet, at: int) -> None:
    """Let the draft say what was sealed: reopened, the review begins from there."""
    if not _rows(update(DRAFT).where(DRAFT.c.review_id == review_id).values(**_columns(sheet, at=at))):
        db.session.add(ScoreDraft(review_id=review_id, turn=0, tab="", flagged=0, **_columns(sheet, at=at)))


def _seal(review_id: int, *, sheet: Sheet, by: Actor, at: int, seq: int | None) -> Step:
    """The engine's ``score``; why it says no, in a judge's terms."""
    digest = sheet_digest(review_id, levels=sheet.levels, comment=sheet.comment)
    try:
        with handed_in(db.session(), sheet=sheet):
            return engine.fire(db.session, review_id, "score", by, at=at, data={"scores": digest}, expect=seq)
    except NotYours as refusal:
        raise Refusal("review-not-yours") from refusal
    except (NotFromHere, Stale) as refusal:
        if refusal.problems[0].facts["state"] == "scored":
            raise Refusal("already-scored") from refusal
        raise


@act
def unseal(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair gives a sealed score back to its judge, for a reason; the sealed version stays on record. Writes ``unseal``."""
    return engine.fire(db.session, review_id, "unseal", by, at=at, note=reason, expect=seq)


def score_by_line(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``score`` as the general page of moves asks for it: ``scores`` holds the levels in the order of the rubric, "4 5 3 4 4"."""
    review = db.session.get_one(Review, case_id)
    criteria = rubric_for(db.session(), season_id=review.season_id, street_id=review.proposal.street_id)
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


def _columns(sheet: Sheet, *, at: int) -> dict[str, Any]:
    return {"levels": json.dumps({str(key): level for key, level in sorted(sheet.levels.items())}), "comment": sheet.comment, "saved_us": at}


def _rows(change: Update) -> int:
    """How many rows a change reached."""
    reached: int = db.session.execute(change).rowcount  # type: ignore[attr-defined]
    return reached
