"""An organisation's own offer: written, mended and taken back until the last day is over; the photographs that back it."""
from __future__ import annotations

from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...sending import Done, pressed, sent
from ..calling import acts
from ..calling.forms import OfferForm, PictureForm, offer_form
from ..calling.models import Bid, Call
from ..queries import calls as queries
from .blueprint import room
from .calling import READERS, may_compare


@room.route("/calls/<int:call_id>/organisations/<int:organisation_id>/offer", methods=["GET", "POST"])
@open_to("organisation")
def offer(call_id: int, organisation_id: int) -> ResponseReturnValue:
    """An organisation: write its offer, or a new version of it; a sum may be asked for without sending."""
    found = _own_call(call_id, organisation_id=organisation_id)
    plan, last = queries.plan(found), queries.own_bid(found.id, organisation_id=organisation_id)
    form = offer_form(plan.lines)(data=_known(last))
    if form.is_submitted() and request.form.get("only") == "sum":
        return _page(found, organisation_id=organisation_id, form=form, last=last)
    return sent(form, do=lambda: _send(call_id, organisation_id=organisation_id, form=form),
                page=lambda: _page(found, organisation_id=organisation_id, form=form, last=last))


@room.route("/calls/<int:call_id>/organisations/<int:organisation_id>/withdrawal", methods=["GET", "POST"])
@open_to("organisation")
def withdraw_offer(call_id: int, organisation_id: int) -> ResponseReturnValue:
    """An organisation: take its offer back."""
    found, form = _own_call(call_id, organisation_id=organisation_id), KeyedForm()

    def do() -> Done:
        acts.take_back(call_id, organisation_id=organisation_id, by=acting(), at=clock.now())
        return Done(url_for("approval.call", call_id=call_id), _("应征书已经撤回。截止以前可以重新提交。"))

    return sent(form, do=do, page=lambda: render_template("approval/offer_withdrawal.html", call=found, organisation_id=organisation_id, form=form))


@room.route("/calls/<int:call_id>/organisations/<int:organisation_id>/pictures", methods=["GET", "POST"])
@open_to("organisation")
def offer_pictures(call_id: int, organisation_id: int) -> ResponseReturnValue:
    """An organisation: the photographs that back its offer."""
    found, form = _own_call(call_id, organisation_id=organisation_id), PictureForm()

    def do() -> Done:
        for picture in form.photos.data:
            acts.add_picture(call_id, organisation_id=organisation_id, title=form.title.data, picture=picture, by=acting(), at=clock.now())
        return Done(url_for("approval.offer_pictures", call_id=call_id, organisation_id=organisation_id))

    return sent(form, do=do, page=lambda: render_template(
        "approval/offer_pictures.html", call=found, organisation_id=organisation_id, form=form, most=acts.MOST_PICTURES,
        pictures=queries.pictures(call_id, organisation_ids=[organisation_id])))


@room.post("/calls/pictures/<int:picture_id>/removal")
@open_to("organisation")
def remove_picture(picture_id: int) -> ResponseReturnValue:
    """An organisation: take one of its photographs away."""
    found = queries.picture(picture_id) or abort(404)
    _own_call(found.call_id, organisation_id=found.organisation_id)
    back = url_for("approval.offer_pictures", call_id=found.call_id, organisation_id=found.organisation_id)

    def do() -> Done:
        acts.take_picture_away(picture_id, by=acting(), at=clock.now())
        return Done(back)

    return pressed(KeyedForm(), do=do)


@room.get("/calls/pictures/<int:picture_id>")
@open_to("organisation", *READERS)
def offer_picture(picture_id: int) -> ResponseReturnValue:
    """A photograph: for its organisation, and for those who compare once offers are opened."""
    found = queries.picture(picture_id) or abort(404)
    call = queries.call(found.call_id) or abort(404)
    if found.organisation_id not in _bodies() and not may_compare(call):
        abort(404)
    answer = make_response(found.content)
    answer.headers["Content-Type"], answer.headers["Cache-Control"] = "image/jpeg", "private, max-age=3600"
    return answer


def _own_call(call_id: int, *, organisation_id: int) -> Call:
    """An announced call, for who speaks for this organisation; 404 for others."""
    if organisation_id not in _bodies():
        abort(404)
    return queries.call(call_id) or abort(404)


def _bodies() -> set[int | None]:
    return {post.organisation_id for post in current_user.held if post.kind == "organisation"}


def _known(last: Bid | None) -> dict[str, Any]:
    """What the form holds at first: the last version, withdrawn or not."""
    if last is None:
        return {}
    return {"summary": last.summary, "team": last.team, "proof": last.proof} | {f"price_{line.position}": line.unit_price_fen for line in last.lines}


def _page(found: Call, *, organisation_id: int, form: OfferForm, last: Bid | None) -> str:
    plan, typed, name = queries.plan(found), form.prices(), queries.names([organisation_id])[organisation_id]
    return render_template(
        "approval/offer.html", call=found, form=form, last=last, name=name, rows=[(line, form[f"price_{line.position}"]) for line in plan.lines],
        problems=queries.hindrances(found, organisation_id=organisation_id, at=clock.now()),
        total=sum(typed.get(line.position, 0) * line.quantity for line in plan.lines))


def _send(call_id: int, *, organisation_id: int, form: OfferForm) -> Done:
    text = acts.Offer(organisation_id, form.summary.data, form.team.data, form.proof.data or "", form.prices())
    made = acts.make_offer(call_id, offer=text, by=acting(), at=clock.now())
    return Done(url_for("approval.offer_pictures", call_id=call_id, organisation_id=organisation_id),
                _("应征书第 %(version)s 版已经收到。截止以前只有贵组织看得到，可以修改或撤回。", version=made.version))
