"""Signing in and out."""
from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock
from ...gate import PUBLIC, SIGNED_IN, open_to
from ...sending import filled_in
from .. import actions, session
from ..forms import ConfirmForm, SignInForm
from .blueprint import room, safe_path


@room.route("/sign-in", methods=["GET", "POST"])
@open_to(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Everybody's way in: phone or sign-in name, and password."""
    form = SignInForm(next=request.args.get("next", ""))
    return filled_in(form, then=lambda: _enter(form, at=clock.now()), page=lambda: render_template("accounts/sign_in.html", form=form))


def _enter(form: SignInForm, *, at: int) -> ResponseReturnValue:
    """Begin the session, and go on to where the person wanted to go."""
    session.enter(actions.sign_in(form.name.data or "", password=form.password.data or "", at=at), at=at)
    return redirect(safe_path(form.next.data), 303)


@room.route("/sign-out", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Everybody's way out: asked for by a form, so that a link from elsewhere cannot do it."""
    form = ConfirmForm()
    return filled_in(form, then=_leave, page=lambda: render_template("accounts/sign_out.html", form=form))


def _leave() -> ResponseReturnValue:
    """End the session, and lead to where somebody else may begin theirs."""
    actions.sign_out(current_user.sign_in_id, at=clock.now())
    session.leave()
    return redirect(url_for("accounts.sign_in"), 303)
