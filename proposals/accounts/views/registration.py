"""A resident makes an account."""
from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock
from ...gate import PUBLIC, open_to
from ...sending import filled_in
from .. import actions, session
from ..forms import RegistrationForm
from .blueprint import room, safe_path


@room.route("/registration", methods=["GET", "POST"])
@open_to(PUBLIC)
def registration() -> ResponseReturnValue:
    """A resident's account: name, phone, password, and a consent that nobody ticked for them."""
    form = RegistrationForm(next=request.args.get("next", ""))
    return filled_in(form, then=lambda: _enter(form, at=clock.now()),
                     page=lambda: render_template("accounts/registration.html", form=form, version=actions.PRIVACY_VERSION))


def _enter(form: RegistrationForm, *, at: int) -> ResponseReturnValue:
    """Make the account and begin its first session."""
    token = actions.register(form.name.data or "", phone=form.phone.data or "", password=form.password.data or "", at=at)
    session.enter(token, at=at)
    return redirect(safe_path(form.next.data), 303)
