"""A resident makes an account."""
from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from workflow import Refused

from ... import clock
from ...errors import tell
from ...gate import PUBLIC, open_to
from .. import actions, session
from ..forms import RegistrationForm
from .blueprint import room, safe_path


@room.route("/registration", methods=["GET", "POST"])
@open_to(PUBLIC)
def registration() -> ResponseReturnValue:
    """A resident's account: name, phone, password, and a consent that nobody ticked for them."""
    form = RegistrationForm(next=request.args.get("next", ""))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _enter(form, at=clock.now())
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    return render_template("accounts/registration.html", form=form, version=actions.PRIVACY_VERSION), status


def _enter(form: RegistrationForm, *, at: int) -> ResponseReturnValue:
    """Make the account and begin its first session."""
    token = actions.register(form.name.data or "", phone=form.phone.data or "", password=form.password.data or "", at=at)
    session.enter(token, at=at)
    return redirect(safe_path(form.next.data), 303)
