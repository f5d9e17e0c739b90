"""Following an idea without an account: by receipt or number and the phone's last four digits. And the pictures."""
from __future__ import annotations

import io
from typing import Any

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ...gate import PUBLIC, open_to
from ...masking import sees_names
from ...storage import db
from ...words.collection import REASONS, WHO_NEXT
from .. import forms, queries
from ..answering.lists import letters_of, said_last
from ..models import Photo, Proposal
from ..referring.wording import SAID
from .blueprint import own, room

UNPUBLISHED = ("withdrawn",)


@room.route("/ideas/track", methods=["GET", "POST"])
@open_to(PUBLIC)
def track() -> ResponseReturnValue:
    """Anybody with a receipt: where the idea is, who acts next, and by when."""
    form = forms.TrackForm(code=request.args.get("code", ""))
    found = None
    if form.validate_on_submit():
        found = _theirs(form.code.data, tail=form.tail.data)
        if found is None:
            form.form_errors.append(_("没有找到。请核对回执码或编号，以及电话后四位；也可以打电话问社区服务台。"))
    if found is None:
        return render_template("collection/track.html", form=form), 422 if form.errors else 200
    return _found(found)


def _found(idea: Proposal) -> str:
    """Where an idea is and whose turn it is; after a decision that is the unit which still owes an answer."""
    reason, replies = queries.fate(idea).reason, queries.replies(idea.id)
    next_hand, due = WHO_NEXT.get(idea.state), queries.due_us(idea.id)
    owed = next((each for each in replies if each.reply is None), None)
    if next_hand is None and owed is not None:
        next_hand, due = _("等%(unit)s答复", unit=owed.handling_unit), owed.due_us
    letters = letters_of(idea.id)
    said = said_last(idea.id) if idea.state in ("needs_info", "not_accepted") and not letters else ""
    return render_template("collection/tracked.html", idea=idea, into=_into(idea), due=due, next_hand=next_hand, reason=REASONS[reason] if reason else None,
                           replies=replies, letters=letters, said=said, **SAID)


def _into(idea: Proposal) -> dict[str, Any] | None:
    """Where the package stands that a merged idea lives on in, who acts next there, and by when."""
    package = idea.merged_into
    return {"idea": package, "next": WHO_NEXT.get(package.state), "due": queries.due_us(package.id)} if package is not None else None


def _theirs(code: str, *, tail: str) -> Proposal | None:
    found = queries.by_receipt(code)
    phone = (found.proposer.phone or "") if found is not None and found.proposer is not None else ""
    return found if found is not None and phone[-4:] == tail and found.state != "draft" else None


@room.get("/photos/<int:photo_id>")
@open_to(PUBLIC)
def photo(photo_id: int) -> ResponseReturnValue:
    """Whoever may read the idea: one of its pictures."""
    picture = db.session.get(Photo, photo_id) or abort(404)
    idea = db.session.get_one(Proposal, picture.proposal_id)
    published = idea.number is not None and idea.state not in UNPUBLISHED
    if not published and not (current_user.is_authenticated and sees_names(current_user, proposal=idea)):
        own(idea.receipt)
    answer = send_file(io.BytesIO(picture.content), mimetype="image/jpeg", etag=picture.digest)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
