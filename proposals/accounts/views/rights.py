"""One's own data: a copy at once, a correction or being forgotten on request; and the bureau's list of such requests."""
from __future__ import annotations

import json

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...gate import SIGNED_IN, acting, open_to
from ...sending import Done, pressed, sent
from ...storage import db
from .. import desk, queries, rights
from ..forms import ConfirmForm, DataRequestForm, DecideRequestForm
from ..models import DataRequest, Session
from ..personal import copy_of
from .blueprint import room


@room.route("/account/data", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own_data() -> ResponseReturnValue:
    """What is kept about this person and what they may ask; asking is logged with its due date."""
    form = DataRequestForm()

    def do() -> Done:
        rights.ask(current_user.id, kind=form.kind.data, words=form.words.data or "", at=clock.now())
        return Done(url_for("accounts.own_data"), _("您的申请已经登记，15 个工作日内答复。"))

    return sent(form, do=do, page=lambda: render_template("accounts/own_data.html", form=form, confirm=ConfirmForm(formdata=None),
                                                          asked=queries.requests_of(current_user.id)))


@room.post("/account/data/copy")
@open_to(SIGNED_IN)
def data_copy() -> ResponseReturnValue:
    """Everything kept about this person as a JSON file; that it was taken is logged."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return redirect(url_for("accounts.own_data"), 303)
    rights.note_copy(current_user.id, by=acting(), at=clock.now())
    body = json.dumps(copy_of(db.session(), person_id=current_user.id), ensure_ascii=False, indent=1)
    return Response(body, mimetype="application/json", headers={"Content-Disposition": "attachment; filename=golden-idea-my-data.json"})


@room.post("/account/data/requests/<int:request_id>/taking-back")
@open_to(SIGNED_IN)
def take_back_request(request_id: int) -> ResponseReturnValue:
    """Take a waiting request back."""

    def do() -> Done:
        rights.take_back(request_id, by=acting(), at=clock.now())
        return Done(url_for("accounts.own_data"), _("申请已经撤回。"))

    return pressed(ConfirmForm(), do=do)


@room.get("/staff/requests")
@open_to("bureau")
def data_requests() -> str:
    """Bureau: requests of persons about their data, those that are due first."""
    return render_template("accounts/data_requests.html", waiting=queries.open_requests(), at=clock.now())


@room.route("/staff/requests/<int:request_id>", methods=["GET", "POST"])
@open_to("bureau")
def data_request(request_id: int) -> ResponseReturnValue:
    """Bureau: one request; carry it out, or refuse it with a reason. Another person than the one who asked."""
    asked = db.session.get(DataRequest, request_id) or abort(404)
    form = DecideRequestForm(data={"name": asked.person.name} if request.method == "GET" else None)
    return sent(form, do=lambda: _decide(asked, form=form),
                page=lambda: render_template("accounts/data_request.html", asked=asked, form=form, at=clock.now()))


def _decide(asked: DataRequest, *, form: DecideRequestForm) -> Done:
    words, by, at = form.answer.data or "", acting(), clock.now()
    if form.outcome.data == "refused":
        rights.refuse(asked.id, answer=words, by=by, at=at)
    elif asked.kind == "erase":
        rights.erase(asked.id, by=by, at=at)
    else:
        rights.correct(asked.id, name=form.name.data or asked.person.name, phone=form.phone.data or None, answer=words, by=by, at=at)
    return Done(url_for("accounts.data_requests"), _("这份申请已经办结。"))


@desk.waiting_for
def requests_to_answer(person: Session, at: int) -> list[desk.Entry]:
    """For the bureau: what people ask about their data."""
    if "bureau" not in person.posts:
        return []
    return [desk.Entry(_("个人资料申请"), url_for("accounts.data_request", request_id=each.id), _("等您答复"), each.asked_us, 1)
            for each in queries.open_requests() if each.person_id != person.id]
