"""A score sheet that came on paper is entered by two people; the second one who agrees seals it in the judge's place."""
from __future__ import annotations

import json

from sqlalchemy import select

from workflow import Actor, Refused

from ...accounts.posts import posts_of
from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...seasons.models import Season
from ...storage import act, db
from ..models import PaperEntry, Review
from ..rules.reading import ON_PAPER, agree, differences, sheet_in
from ..rules.reviewing import Sheet, handed_in, lacking, sheet_digest
from ..rules.rubrics import rubric_for
from .judging import keep

READERS = 2
STREET, SUPPORT = ("street", "street_lead"), ("support", "support_lead")


@act
def enter_sheet(review_id: int, *, sheet: Sheet, by: Actor, at: int) -> bool:
    """Enter what a judge's signed sheet says: levels of 1..5 by criterion, and the comment. True when this was the second reading and seals it.

    Then writes ``take`` (declared on paper) and ``score`` by whoever entered it last. Refused: ``review-not-yours``, ``paper-not-open``,
    ``paper-own-sheet``, ``paper-entered-twice``, and what an incomplete score is refused for.
    """
    engine.lock(db.session, [review_id])
    review = db.session.get_one(Review, review_id, populate_existing=True)
    proposal = db.session.get_one(Proposal, review.proposal_id)
    _check(review, proposal=proposal, sheet=sheet, by=by)
    me = person_id(by)
    entries = list(db.session.scalars(select(PaperEntry).where(PaperEntry.review_id == review_id).order_by(PaperEntry.id)))
    own = next((each for each in entries if each.by_id == me), None)
    others = [each for each in entries if each.by_id != me]
    if own is None and len(others) >= READERS:
        raise Refusal("paper-entered-twice")
    if own is None:
        own = PaperEntry(review_id=review_id, by_id=me)
        db.session.add(own)
    own.levels, own.comment, own.at_us = json.dumps({str(key): level for key, level in sorted(sheet.levels.items())}), sheet.comment, at
    db.session.flush()
    alike = any(agree(sheet, sheet_in(each)) for each in others)
    if alike:
        _seal(review, sheet=sheet, by=by, at=at)
    return alike


def differing(review_id: int, *, reader_id: int) -> tuple[list[int], bool] | None:
    """Where this person's reading differs from the other's: criteria, and whether the comment does; None while there are not two."""
    entries = list(db.session.scalars(select(PaperEntry).where(PaperEntry.review_id == review_id)))
    own = next((sheet_in(each) for each in entries if each.by_id == reader_id), None)
    other = next((sheet_in(each) for each in entries if each.by_id != reader_id), None)
    return differences(own, other) if own and other else None


def _check(review: Review, *, proposal: Proposal, sheet: Sheet, by: Actor) -> None:
    """Who may enter, whether the review still takes a score, and whether the sheet is complete."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind in SUPPORT or (post.kind in STREET and post.street_id == proposal.street_id) for post in held):
        raise Refusal("review-not-yours")
    if review.judge_id == person_id(by):
        raise Refusal("paper-own-sheet")
    if review.state not in ("assigned", "scoring") or proposal.state != "reviewing":
        raise Refusal("paper-not-open")
    criteria = rubric_for(db.session(), season_id=proposal.season_id, street_id=proposal.street_id)
    problem = lacking(sheet, criteria=criteria, line=db.session.get_one(Season, proposal.season_id).pass_line)
    if problem:
        raise Refused((problem,))


def _seal(review: Review, *, sheet: Sheet, by: Actor, at: int) -> None:
    """Accept in the judge's place, as signed on the sheet, and seal."""
    if review.state == "assigned":
        engine.fire(db.session, review.id, "take", by, at=at, data={"declaration": ON_PAPER})
    with handed_in(db.session(), sheet=sheet):
        engine.fire(db.session, review.id, "score", by, at=at, data={"scores": sheet_digest(review.id, levels=sheet.levels, comment=sheet.comment)})
    keep(review.id, sheet=sheet, at=at)
