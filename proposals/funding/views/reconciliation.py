"""Lines of the bank beside our open payments: confirmed one by one or all that are certain, undone with a reason, and the reconciliation for print."""
from __future__ import annotations

from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow import Refused

from ... import clock, shell, words
from ...errors import Refusal
from ...gate import acting, open_to
from ...sending import Done, pressed, sent
from ...storage import db
from ...words import bank as labels
from ..bank import balance, choosing, lists, matching, unmatched
from ..bank.adjusting import Item
from ..bank.facts import Proposal
from ..bank.forms import ChoiceForm, MatchForm, UndoForm
from ..models import BankLine
from .blueprint import room
from .statements import CASHIERS, READERS, account_or_404, accounts_seen


@room.get("/money/statements/accounts/<int:account_id>")
@open_to(*READERS)
def reconciliation(account_id: int) -> ResponseReturnValue:
    """The account's cashier, head, bureau and auditor: lines that nobody explained, with what they may be, beside payments that no line shows."""
    account = account_or_404(account_id)
    found = unmatched.of_account(account)
    page = choosing.page_of(found.lines, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    facts = {"choices": choosing.by_line(found.matches), "certain": [each for each in found.matches if each.certain], "legs": found.legs,
             "targets": lists.targets(found.matches), "waiting": lists.payments({leg.id for leg in found.legs})}
    return render_template("funding/reconciliation.html", account=account, chips=_chips(account.id), page=page, **facts, kinds=labels.KINDS,
                           directions=labels.DIRECTIONS, form=MatchForm(), token=choosing.token, family=lists.family,
                           confirms=account.desk in current_user.posts, adjustment=balance.latest(account.id))


def _chips(account_id: int) -> list[tuple[str, str, bool]]:
    return [(url_for("funding.reconciliation", account_id=one.id), one.title, one.id == account_id) for one in accounts_seen()]


@room.post("/money/statements/accounts/<int:account_id>")
@open_to(*CASHIERS)
def confirm(account_id: int) -> ResponseReturnValue:
    """The cashier: confirm one proposal, or all that are certain; what has changed meanwhile is not confirmed."""
    account, here = account_or_404(account_id), url_for("funding.reconciliation", account_id=account_id)

    def do() -> Done:
        found = unmatched.of_account(account).matches
        if request.form.get("match"):
            return Done(here, _match(_asked(found)))
        count, refused = matching.confirm_all([each for each in found if each.certain], by=acting(), at=clock.now())
        return Done(here, _("已核对并记账 %(count)s 项。", count=count), left=_why(refused))

    return pressed(MatchForm(), do=do)


def _asked(found: tuple[Proposal, ...]) -> Proposal:
    """The proposal whose button was pressed, as it is now."""
    wanted = request.form.get("match", "")
    return next((each for each in found if choosing.token(each) == wanted), None) or _gone()


def _gone() -> Proposal:
    raise Refusal("match-gone")


def _why(refused: list[Refused]) -> tuple[str, ...]:
    """Why the others were not confirmed."""
    return tuple(dict.fromkeys(words.sentence(problem) for refusal in refused for problem in refusal.problems))


def _line_or_404(line_id: int) -> BankLine:
    found = db.session.get(BankLine, line_id) or abort(404)
    account_or_404(found.account_id)
    return found


@room.route("/money/statements/lines/<int:line_id>", methods=["GET", "POST"])
@open_to(*READERS)
def bank_line(line_id: int) -> ResponseReturnValue:
    """The same readers: one line and everything it was ever taken for; its cashier says what it is where nothing was proposed."""
    line, form = _line_or_404(line_id), ChoiceForm()
    account = account_or_404(line.account_id)
    confirms = account.desk in current_user.posts
    offered = choosing.offered(account, line_id=line.id) if confirms else {}
    form.match.choices = [(key, each.text) for key, each in offered.items()]
    if not confirms and form.is_submitted():
        abort(403)
    return sent(form, do=lambda: Done(url_for("funding.bank_line", line_id=line_id), _match(offered[form.match.data].match)), page=lambda: render_template(
        "funding/reconciliation_line.html", line=line, account=account, form=form, history=lists.history(line.id), kinds=labels.KINDS,
        directions=labels.DIRECTIONS, confirms=confirms, offered=offered))


def _match(match: Proposal) -> str:
    matching.confirm(match, by=acting(), at=clock.now())
    return _("已核对，没有另外记账。") if match.kind in matching.ONLY_PROVEN else _("已核对并记账。")


@room.route("/money/statements/lines/<int:line_id>/undo", methods=["GET", "POST"])
@open_to(*CASHIERS)
def undo_match(line_id: int) -> ResponseReturnValue:
    """The cashier: take back what a line was taken for, with the reason; it stays on record."""
    line, form = _line_or_404(line_id), UndoForm()

    def do() -> Done:
        count = matching.undo(line_id, note=form.note.data, by=acting(), at=clock.now())
        return Done(url_for("funding.bank_line", line_id=line_id), _("已撤销 %(count)s 项核对，记账已冲正。", count=count))

    return sent(form, do=do, page=lambda: render_template("funding/reconciliation_undo.html", line=line, form=form, directions=labels.DIRECTIONS))


@room.get("/money/statements/accounts/<int:account_id>/reconciliation")
@open_to(*READERS)
def adjustment(account_id: int) -> ResponseReturnValue:
    """The same readers: the reconciliation at the end of a day (by default the last that a statement covers), for print."""
    account = account_or_404(account_id)
    asked = request.args.get("day", "")
    found = balance.reconcile(account.id, day=_day(asked)) if asked else balance.latest(account.id)
    return render_template("funding/reconciliation_sheet.html", account=account, adjustment=found, desks=labels.DESKS, where=_where,
                           made=shell.moment(clock.now()))


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        abort(404)


def _where(item: Item) -> str:
    """Where a person reads about an item of the reconciliation."""
    kind, _slash, number = item.href.partition("/")
    if kind == "project":
        return url_for("implementation.project", proposal_id=int(number))
    return url_for("funding.bank_line", line_id=int(number)) if kind == "line" else url_for("funding.entries", after=int(number) + 1)
