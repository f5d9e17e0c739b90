"""One's own account: password, sessions, messages."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, letters, moves
from ...gate import SIGNED_IN, open_to
from ...sending import Done, filled_in, sent
from .. import actions, queries
from ..forms import ChangePasswordForm, ConfirmForm, ReadForm
from .blueprint import room, safe_path


@room.route("/account", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def account() -> ResponseReturnValue:
    """A person's own account: where it is signed in, and a button that ends all other sessions."""
    form = ConfirmForm()

    def do() -> Done:
        actions.end_others(current_user.sign_in_id, person_id=current_user.id, at=clock.now())
        return Done(url_for("accounts.account"), _("其他设备上的登录都已退出。"))

    return sent(form, do=do, page=lambda: render_template("accounts/account.html", form=form, sessions=queries.sessions_of(current_user.id),
                                                          this=current_user.sign_in_id))


@room.route("/account/password", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """A person changes the password; somebody with a first password must, before anything else."""
    form = ChangePasswordForm()
    return filled_in(form, then=lambda: _change(form), page=lambda: render_template("accounts/password.html", form=form, first=current_user.provisional))


def _change(form: ChangePasswordForm) -> ResponseReturnValue:
    """Change it and say so."""
    actions.change_password(current_user.id, sign_in_id=current_user.sign_in_id, old=form.old.data or "", new=form.new.data or "", at=clock.now())
    flash(_("密码已修改。其他设备上的登录都已退出。"), "green")
    return redirect(safe_path(None), 303)


@room.route("/messages", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def messages() -> ResponseReturnValue:
    """A person's box of messages, and one button that marks what is shown as read."""
    page = queries.messages_of(current_user.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    form = ReadForm(up_to=str(page.rows[0].id if page.rows else 0))

    def do() -> Done:
        actions.mark_all_read(current_user.id, up_to=int(form.up_to.data or 0), at=clock.now())
        return Done(url_for("accounts.messages"))

    def shown() -> str:
        told = [(message, letters.text_of(message.template, facts=message.facts)) for message in page.rows]
        return render_template("accounts/messages.html", form=form, page=page, told=told, any_unread=any(not m.read_us for m in page.rows))

    return sent(form, do=do, page=shown)


@room.route("/messages/<int:message_id>", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def message(message_id: int) -> ResponseReturnValue:
    """One message of one's own; its button marks it as read and leads to the matter itself."""
    found = queries.message_of(current_user.id, message_id=message_id) or abort(404)
    form = ConfirmForm()

    def do() -> Done:
        actions.mark_read(current_user.id, message_id=message_id, at=clock.now())
        return Done(_matter(found.case_id))

    return sent(form, do=do, page=lambda: render_template("accounts/message.html", form=form, message=found,
                                                          text=letters.text_of(found.template, facts=found.facts)))


def _matter(case_id: int | None) -> str:
    """The page of what a message is about; the box itself where it is about nothing."""
    root = queries.roots_of([case_id] if case_id else []).get(case_id or 0)
    return moves.where(root.workflow, root.id) if root else url_for("accounts.messages")
