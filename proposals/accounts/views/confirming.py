"""One's own second factor: set up with the password and a square code, replaced the same way; and the codes on paper for when the phone is lost."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from markupsafe import Markup

from ... import clock
from ...gate import SIGNED_IN, open_to
from ...papers.codes import qr
from ...sending import filled_in
from ...storage import db
from .. import actions
from ..confirming import acts, recovery, totp
from ..confirming.forms import BeginForm, CodesForm, FinishForm, ShowForm
from ..confirming.models import SecondFactor
from .blueprint import room, safe_path

EVENTS = {"set-up": _l("设置了手机"), "codes-made": _l("生成了恢复码"), "code-used": _l("用掉一个恢复码"), "taken-away": _l("由管理员取消了动态码")}


@room.get("/account/second-factor")
@open_to(SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    """A person's second factor: since when there is one; while a new phone waits, the code to scan."""
    return _page()


@room.post("/account/second-factor/begin")
@open_to(SIGNED_IN)
def begin_second_factor() -> ResponseReturnValue:
    """Somebody begins with a phone, or with a new one; the password is asked for, so that an open session alone is not enough, and where a phone is in use
    also its code or one from paper, so that the password alone is not either."""
    form, now = _without_code(BeginForm()), clock.now()

    def begin() -> ResponseReturnValue:
        actions.demand_password(current_user.id, password=form.password.data or "", at=now)
        if "code" in form:
            acts.confirm(current_user.id, code=form.code.data or "", sign_in_id=current_user.sign_in_id, at=now)
        acts.begin(current_user.id)
        return redirect(url_for("accounts.second_factor", next=form.next.data or None), 303)

    return filled_in(form, then=begin, page=lambda: _page(begin=form))


def _without_code(form: BeginForm) -> BeginForm:
    """No code is asked for where no phone is in use, or in a session that has just shown one."""
    factor = acts.state_of(current_user.id)
    if factor is None or factor.sealed is None or acts.confirmed_until(current_user.sign_in_id, at=clock.now()):
        del form.code
    return form


@room.post("/account/second-factor/code")
@open_to(SIGNED_IN)
def show_second_factor() -> ResponseReturnValue:
    """Somebody confirms this session ahead of what they are about to do, by the phone or by a recovery code."""
    form = ShowForm()

    def show() -> ResponseReturnValue:
        acts.confirm(current_user.id, code=form.code.data or "", sign_in_id=current_user.sign_in_id, at=clock.now())
        flash(_("已经确认是您本人，5 分钟内有效。"), "green")
        return redirect(safe_path(form.next.data) if form.next.data else url_for("accounts.second_factor"), 303)

    return filled_in(form, then=show, page=lambda: _page(show=form))


@room.post("/account/second-factor/recovery-codes")
@open_to(SIGNED_IN)
def make_recovery_codes() -> ResponseReturnValue:
    """Ten new codes on paper, shown on this answer and never again; those from before are void."""
    form = CodesForm()

    def make() -> ResponseReturnValue:
        made = acts.make_codes(current_user.id, sign_in_id=current_user.sign_in_id, at=clock.now())
        return render_template("accounts/recovery_codes.html", codes=made, at=clock.now())

    return filled_in(form, then=make, page=lambda: _page(codes=form))


@room.post("/account/second-factor/finish")
@open_to(SIGNED_IN)
def finish_second_factor() -> ResponseReturnValue:
    """The phone shows its first code; from now on it is the one, and this session is confirmed."""
    form = FinishForm()

    def finish() -> ResponseReturnValue:
        acts.finish(current_user.id, code=form.code.data or "", sign_in_id=current_user.sign_in_id, at=clock.now())
        flash(_("动态码已设置好。接下来 5 分钟内签署，不用再输入。"), "green")
        return redirect(safe_path(form.next.data) if form.next.data else url_for("accounts.second_factor"), 303)

    return filled_in(form, then=finish, page=lambda: _page(finish=form))


def _page(**sent: FlaskForm) -> str:
    """The page; a form that was just sent is shown again as it came."""
    factor, me, now = acts.state_of(current_user.id), current_user.id, clock.now()
    fresh = {"begin": lambda: _without_code(BeginForm(formdata=None)), "finish": lambda: FinishForm(formdata=None), "show": lambda: ShowForm(formdata=None),
             "codes": lambda: CodesForm(formdata=None)}
    forms = {name: sent[name] if name in sent else make() for name, make in fresh.items()}
    for form in (forms["begin"], forms["finish"], forms["show"]):
        form.next.data = form.next.data or request.args.get("next", "")
    return render_template("accounts/second_factor.html", **forms, since=factor.since_us if factor else None, waiting=_waiting(factor),
                           until=acts.confirmed_until(current_user.sign_in_id, at=now), left=recovery.left(db.session(), person_id=me),
                           events=acts.events_of(me), told=EVENTS, failed=sent.values())


def _waiting(factor: SecondFactor | None) -> dict[str, str] | None:
    """What the phone scans, and the same to type; None while nothing waits."""
    secret = acts.waiting_secret(factor) if factor else None
    if secret is None:
        return None
    address = totp.address(secret, issuer=_("金点子"), account=current_user.name)
    return {"picture": Markup(qr(address)), "typed": totp.spoken(secret), "address": address}
