"""The score sheets on paper, printed: a judge's own, or those of a whole street for a meeting."""
from __future__ import annotations

from collections.abc import Sequence

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock, papers
from ...accounts.models import Session
from ...gate import open_to
from ...storage import db
from .. import queries, sheets
from ..models import Review
from ..queries.paper import open_reviews
from ..rules.rubrics import rubric_for
from . import screen
from .blueprint import room

STAFF = ("street", "street_lead", "support", "support_lead")


@room.get("/reviews/<int:review_id>/sheet.pdf")
@open_to("judge", "chair")
def score_sheet(review_id: int) -> ResponseReturnValue:
    """A judge prints the sheet of one own review."""
    found = queries.own_review(review_id, judge_id=current_user.id) or abort(404)
    return _paper([found], name=f"score-{found.proposal.number or found.id}")


@room.get("/sheets.pdf")
@open_to("judge", "chair")
def score_sheets() -> ResponseReturnValue:
    """A judge prints the sheets of all own reviews that are still open."""
    return _paper(open_reviews(judge_id=current_user.id, street_ids=None, after=0) or abort(404), name="scores")


@room.get("/paper/sheets.pdf")
@open_to(*STAFF)
def street_sheets() -> ResponseReturnValue:
    """Staff print the open sheets of their street for a meeting, 100 at most."""
    return _paper(open_reviews(judge_id=None, street_ids=own_streets(), after=0) or abort(404), name="scores")


def own_streets() -> frozenset[int] | None:
    """Support staff work for every street (None), the office's people for theirs."""
    return streets_of(current_user)


def streets_of(person: Session) -> frozenset[int] | None:
    """Whose sheets somebody prints and enters: of every street (None), or of their own."""
    return person.streets(("street", "street_lead"), everywhere=("support", "support_lead"))


def _paper(reviews: Sequence[Review], *, name: str) -> ResponseReturnValue:
    hidden = screen.hiders([(one.proposal_id, bool(one.proposal.season.blind_review)) for one in reviews])
    keys = {(one.season_id, one.proposal.street_id) for one in reviews}
    rubrics = {key: rubric_for(db.session(), season_id=key[0], street_id=key[1]) for key in keys}
    made = [sheets.Printed(review=one, title=hidden[one.proposal_id](one.proposal.title), criteria=rubrics[one.season_id, one.proposal.street_id],
                           organisation="" if one.proposal.season.blind_review or not one.proposal.organisation else one.proposal.organisation.name,
                           entry=url_for("approval.enter_sheet", review_id=one.id, _external=True)) for one in reviews]
    return papers.answer(sheets.score_sheets(made, levels=[str(word) for word in screen.WORDS], at=clock.now()), name=name)
