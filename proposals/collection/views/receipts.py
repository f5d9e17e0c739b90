"""The receipt as a paper, for whoever handed the idea in: by the draft's link, by signing in, or by number and the phone's last four digits."""
from __future__ import annotations

from flask import abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ... import clock, papers
from ...gate import PUBLIC, open_to
from .. import paperwork, queries
from ..models import Proposal
from .blueprint import own, room

LINK_SECONDS = 24 * 3600


@room.get("/ideas/new/<receipt>/receipt.pdf")
@open_to(PUBLIC)
def receipt_paper(receipt: str) -> ResponseReturnValue:
    """Whoever handed the idea in, or comes from a page that only they can open: its receipt on one page."""
    idea = queries.by_receipt(receipt) if _was_shown(receipt) else own(receipt)
    if idea is None or idea.state == "draft":
        abort(404)
    track = url_for("collection.track", code=idea.number or idea.receipt, _external=True)
    proof = url_for("public.receipt", code=idea.receipt, _external=True)
    return papers.answer(paperwork.receipt(idea, track=track, proof=proof, at=clock.now()), name=f"receipt-{idea.number or idea.receipt}")


@room.app_template_global()
def receipt_link(idea: Proposal) -> str:
    """The address of an idea's receipt for a day, also in another browser. For pages that only its own people and staff can open."""
    return url_for("collection.receipt_paper", receipt=idea.receipt, k=_links().dumps(idea.receipt))


def _links() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="receipt")


def _was_shown(receipt: str) -> bool:
    """Whether the address was made by ``receipt_link`` for this receipt within a day."""
    try:
        return bool(_links().loads(request.args.get("k", ""), max_age=LINK_SECONDS) == receipt)
    except BadSignature:
        return False
