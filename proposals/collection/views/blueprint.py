"""The room's blueprint, and how a draft is opened again by whoever holds its secret."""
from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, after_this_request, current_app, request
from flask_login import current_user

from ...masking import sees_names
from .. import queries
from ..actions.writing import secret_digest
from ..models import Proposal

room = Blueprint("collection", __name__)
COOKIE = "draft"
COOKIE_SECONDS = 30 * 24 * 3600


def keep(proposal: Proposal, *, secret: str) -> None:
    """Let this browser open the draft again for thirty days."""

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(COOKIE, f"{proposal.receipt}.{secret}", max_age=COOKIE_SECONDS, httponly=True, samesite="Lax",
                            secure=bool(current_app.config["SECURE"]))
        return response


def secret_of(receipt: str) -> str:
    """The secret this visitor brings for a draft: in the link, else in the cookie; empty when there is none."""
    held, _dot, secret = request.cookies.get(COOKIE, "").partition(".")
    return request.args.get("t") or (secret if held == receipt else "")


def own(receipt: str) -> Proposal:
    """The draft or sent idea of this visitor; 404 for everybody else, so that nobody learns which receipts exist."""
    proposal = queries.by_receipt(receipt) or abort(404)
    if current_user.is_authenticated and current_user.id in (proposal.proposer_id, proposal.assisted_by_id):
        return proposal
    secret = secret_of(receipt)
    if not secret or not hmac.compare_digest(secret_digest(secret), proposal.token_digest or ""):
        abort(404)
    if request.args.get("t"):
        keep(proposal, secret=secret)
    return proposal


def for_staff(proposal_id: int) -> tuple[Proposal, int]:
    """An idea and its step number, for staff who may read its authors' names; 404 for others."""
    found = queries.idea(proposal_id)
    if found is None or found[0].state == "draft" or not sees_names(current_user, proposal=found[0]):
        abort(404)
    return found
