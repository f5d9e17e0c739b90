"""Our bank accounts and their statements: taking one in after it was shown as understood, and reading what was taken in."""
from __future__ import annotations

import io

from flask import abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from workflow import Refused

from ... import clock, shell
from ...errors import tell
from ...gate import acting, open_to
from ...sending import Done, sent
from ...storage import db
from ...words import bank as labels
from ..bank import accounts, importing, lists
from ..bank.forms import AccountForm, StatementForm
from ..models import BankAccount, BankStatement
from ..spending import uploads
from ..spending.originals import Original
from .blueprint import SOURCES, room

READERS = (*SOURCES, "bureau", "auditor")
CASHIERS = ("foundation", "treasury")
HEADS = ("foundation_lead", "treasury_lead", "bureau")
SHOWN = 10
"""Lines of a file that are shown before it is taken in."""


def accounts_seen() -> list[BankAccount]:
    """The accounts that this person may look at."""
    return lists.accounts(lists.desks_of(current_user.posts))


def account_or_404(account_id: int) -> BankAccount:
    """An account of a desk that this person belongs to or oversees; 404 otherwise."""
    return next((one for one in accounts_seen() if one.id == account_id), None) or abort(404)


def statement_or_404(statement_id: int) -> BankStatement:
    """A statement of such an account; 404 otherwise."""
    found = db.session.get(BankStatement, statement_id) or abort(404)
    account_or_404(found.account_id)
    return found


@room.get("/money/statements")
@open_to(*READERS)
def statements() -> ResponseReturnValue:
    """Cashiers, their heads, bureau and auditor: the accounts, and their statements, the newest first."""
    own = accounts_seen()
    page = lists.statements([one.id for one in own], after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/statements.html", accounts=own, page=page, desks=labels.DESKS, imports=bool(current_user.posts & set(CASHIERS)),
                           opens=bool(current_user.posts & set(HEADS)))


@room.route("/money/statements/accounts/new", methods=["GET", "POST"])
@open_to(*HEADS)
def new_account() -> ResponseReturnValue:
    """A desk's head or the bureau: enter an account of ours."""
    form = AccountForm()
    own = lists.desks_of(current_user.posts)
    form.desk.choices = [SelectChoice(desk, labels.DESKS[desk]) for desk in own]

    def do() -> Done:
        accounts.open_account(form.desk.data, title=form.title.data, holder=form.holder.data, bank=form.bank.data, number=form.number.data,
                              demonstration=form.demonstration.data, by=acting(), at=clock.now())
        return Done(url_for("funding.statements"))

    return sent(form, do=do, page=lambda: render_template("funding/statement_account.html", form=form))


@room.route("/money/statements/new", methods=["GET", "POST"])
@open_to(*CASHIERS)
def new_statement() -> ResponseReturnValue:
    """A cashier: choose a file, see how it is understood, and only then take it in."""
    form = StatementForm()
    own = [one for one in accounts_seen() if one.desk in current_user.posts]
    form.account.choices = [SelectChoice(one.id, f"{one.title} {one.number}") for one in own]
    shown = form.kept.data or ""
    form.take(_kept(shown))
    if form.validate_on_submit() and form.file.data.sha256 == shown:
        return sent(form, do=lambda: _take_in(form), page=lambda: _statement_page(form))
    if form.is_submitted() and form.file.data is not None:
        _look_at(form)
    return _statement_page(form), 409 if form.form_errors else 422 if form.errors else 200


def _kept(digest: str) -> importing.File | None:
    """The file that was shown a step before, read again."""
    found = uploads.kept(digest, person_id=current_user.id)
    return importing.read(found.content, name=found.name) if found is not None else None


def _look_at(form: StatementForm) -> None:
    """Keep the file for the next step and say at once what would be refused."""
    file, account = form.file.data, db.session.get(BankAccount, form.account.data) if form.account.data else None
    uploads.keep(Original("bank", file.name, file.content, file.sha256), person_id=current_user.id, at=clock.now())
    form.kept.data = file.sha256
    try:
        if account is not None:
            importing.check(account, file=file)
    except Refused as refusal:
        tell(form, refusal)


def _take_in(form: StatementForm) -> Done:
    kept = importing.import_statement(form.account.data, file=form.file.data, by=acting(), at=clock.now())
    return Done(url_for("funding.reconciliation", account_id=form.account.data),
                _("已导入 %(count)s 笔流水，期末余额 %(amount)s。", count=len(form.file.data.statement.lines),
                  amount=shell.money(db.session.get_one(BankStatement, kept).closing_fen)))


def _statement_page(form: StatementForm) -> str:
    return render_template("funding/statement_new.html", form=form, file=form.file.data, shown=SHOWN, directions=labels.DIRECTIONS)


@room.get("/money/statements/<int:statement_id>")
@open_to(*READERS)
def statement(statement_id: int) -> ResponseReturnValue:
    """The same readers: a statement's lines, each with what it was taken for."""
    found = statement_or_404(statement_id)
    page = lists.lines(found.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/statement.html", statement=found, page=page, author=lists.author(found.actor), kinds=labels.KINDS,
                           directions=labels.DIRECTIONS)


@room.get("/money/statements/<int:statement_id>/file")
@open_to(*READERS)
def statement_file(statement_id: int) -> ResponseReturnValue:
    """The same readers: the bank's file, byte for byte."""
    found = statement_or_404(statement_id)
    return send_file(io.BytesIO(found.content), mimetype="application/octet-stream", as_attachment=True, download_name=found.file_name, etag=found.sha256)
