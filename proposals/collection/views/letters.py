"""A published answer as a letter, on a page and as a paper: for its author, whoever was shown the link by code and digits, and staff."""
from __future__ import annotations

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ... import papers
from ...gate import PUBLIC, open_to
from ...masking import sees_names
from ...storage import db
from .. import queries
from ..models import Answer, Proposal
from ..paperwork.letter import letter, words_of
from .blueprint import room

LINK_SECONDS = 24 * 3600


@room.get("/answers/<int:answer_id>")
@open_to(PUBLIC)
def answer(answer_id: int) -> ResponseReturnValue:
    """Its author and staff: the letter."""
    found, idea = _theirs(answer_id)
    return render_template("collection/answer.html", letter=words_of(found, idea), paper=letter_link(found, "collection.answer_paper"))


@room.get("/answers/<int:answer_id>.pdf")
@open_to(PUBLIC)
def answer_paper(answer_id: int) -> ResponseReturnValue:
    """Its author and staff: the letter on one page of paper."""
    found, idea = _theirs(answer_id)
    track = url_for("collection.track", code=idea.number or idea.receipt, _external=True)
    return papers.answer(letter(found, idea, track=track), name=f"answer-{idea.number or idea.receipt}")


@room.app_template_global()
def letter_link(found: Answer, endpoint: str) -> str:
    """The address of a letter for a day, also in another browser. For pages that only its own people and staff can open."""
    return url_for(endpoint, answer_id=found.id, k=_links().dumps(found.id))


def _links() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="letter")


def _theirs(answer_id: int) -> tuple[Answer, Proposal]:
    """A published answer and its idea; 404 for everybody else, and for drafts."""
    found = db.session.get(Answer, answer_id) or abort(404)
    idea = queries.idea(found.proposal_id)
    if idea is None or found.publication_id is None:
        abort(404)
    if not _was_shown(found) and not (current_user.is_authenticated and sees_names(current_user, proposal=idea[0])):
        abort(404)
    return found, idea[0]


def _was_shown(found: Answer) -> bool:
    try:
        return bool(_links().loads(request.args.get("k", ""), max_age=LINK_SECONDS) == found.id)
    except BadSignature:
        return False
