"""One's own second factor: set up with the password and a square code, replaced the same way."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from ... import clock
from ...gate import SIGNED_IN, open_to
from ...papers.codes import qr
from ...sending import filled_in
from .. import actions
from ..confirming import acts, totp
from ..confirming.forms import BeginForm, FinishForm
from ..confirming.models import SecondFactor
from .blueprint import room, safe_path


@room.get("/account/second-factor")
@open_to(SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    """A person's second factor: since when there is one; while a new phone waits, the code to scan."""
    return _page(BeginForm(formdata=None), FinishForm(formdata=None))


@room.post("/account/second-factor/begin")
@open_to(SIGNED_IN)
def begin_second_factor() -> ResponseReturnValue:
    """Somebody begins with a phone, or with a new one; the password is asked for, so that an open session alone is not enough."""
    form = BeginForm()

    def begin() -> ResponseReturnValue:
        actions.demand_password(current_user.id, password=form.password.data or "", at=clock.now())
        acts.begin(current_user.id)
        return redirect(url_for("accounts.second_factor", next=form.next.data or None), 303)

    return filled_in(form, then=begin, page=lambda: _page(form, FinishForm(formdata=None)))


@room.post("/account/second-factor/finish")
@open_to(SIGNED_IN)
def finish_second_factor() -> ResponseReturnValue:
    """The phone shows its first code; from now on it is the one, and this session is confirmed."""
    form = FinishForm()

    def finish() -> ResponseReturnValue:
        acts.finish(current_user.id, code=form.code.data or "", sign_in_id=current_user.sign_in_id, at=clock.now())
        flash(_("动态码已设置好。接下来 5 分钟内签署，不用再输入。"), "green")
        return redirect(safe_path(form.next.data) if form.next.data else url_for("accounts.second_factor"), 303)

    return filled_in(form, then=finish, page=lambda: _page(BeginForm(formdata=None), form))


def _page(begin: BeginForm, finish: FinishForm) -> str:
    begin.next.data = finish.next.data = finish.next.data or begin.next.data or request.args.get("next", "")
    factor = acts.state_of(current_user.id)
    return render_template("accounts/second_factor.html", begin=begin, finish=finish, since=factor.since_us if factor else None, waiting=_waiting(factor))


def _waiting(factor: SecondFactor | None) -> dict[str, str] | None:
    """What the phone scans, and the same to type; None while nothing waits."""
    secret = acts.waiting_secret(factor) if factor else None
    if secret is None:
        return None
    address = totp.address(secret, issuer=_("金点子"), account=current_user.name)
    return {"picture": Markup(qr(address)), "typed": totp.spoken(secret), "address": address}
