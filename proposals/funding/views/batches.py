"""Payments by the batch: checked by support, approved by each source's head, sent and confirmed by its cashier. One by one: the moves page."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Batch

from ... import clock, moves, shell, words
from ...gate import acting, open_to
from ...sending import Done, carry_out
from ...storage import db
from .. import actions, queries
from ..bank import batching
from ..forms import BatchForm, RequestForm
from ..models import Payment
from .blueprint import CHECKERS, MOVES, SOURCES, funds_of, room, states_of, streets_of

AT_ONCE = 200
OTHERS = {"requested": ("refuse",), "verified": ("refuse",), "endorsed": ("refuse",), "sent": ("bounce",), "bounced": ("resend",)}
"""Moves that need a reason, so one by one."""
moves.register("payment", "request", form=RequestForm, act=actions.request)
moves.address("payment", lambda case_id: url_for("implementation.project", proposal_id=db.session.get_one(Payment, case_id).proposal_id))
shell.navigate("funding.payments", _l("拨付"), shown=shell.holds(*CHECKERS, *SOURCES, "bureau"))


@room.get("/payments")
@open_to(*CHECKERS, *SOURCES, "bureau")
def payments() -> ResponseReturnValue:
    """Support, heads and cashiers of the sources: the payments that wait for them, the oldest first."""
    own = states_of(current_user)
    state = request.args.get("state", "")
    state = state if state in own else own[0]
    page = queries.payments(state=state, funds=funds_of(current_user), streets=streets_of(current_user), after=request.args.get("after", type=int),
                            before=request.args.get("before", type=int))
    return render_template("funding/payments.html", page=page, state=state, chips=_chips(own, current=state), move=MOVES.get(state),
                           others=OTHERS.get(state, ()), form=BatchForm(), sums=queries.amount_of([row.id for row in page.rows]))


def _chips(states: tuple[str, ...], *, current: str) -> list[tuple[str, str, bool]]:
    """The stages this person works in, each with how many payments wait there."""
    counts = {row[0]: row[1] for row in queries.waiting(states=states, funds=funds_of(current_user), streets=streets_of(current_user), at=clock.now())}
    return [(url_for("funding.payments", state=state), f"{words.state_title('payment', state)} {counts.get(state, 0)}", state == current) for state in states]


@room.post("/payments/<name>")
@open_to(*CHECKERS, *SOURCES, "bureau")
def batch(name: str) -> ResponseReturnValue:
    """The same people: make one move for all ticked payments; each one that may not is left, with the reason."""
    form, ids = BatchForm(), queries.existing(_ticked())
    back = url_for("funding.payments", state=next((state for state, move in MOVES.items() if move == name), ""))
    if name not in MOVES.values() or not form.validate_on_submit() or not ids:
        flash(_("请先勾选要办理的拨款。"), "gold")
        return redirect(back, 303)

    return carry_out(form, do=lambda: _told(_made(name, ids=ids), back=back))


def _ticked() -> list[int]:
    return [int(each) for each in request.form.getlist("ids") if each.isdecimal() and len(each) < 17][:AT_ONCE]


def _made(name: str, *, ids: list[int]) -> Batch:
    """Approve by the season's threshold, send in a batch with its files, the other moves as they are."""
    if name == "send":
        return _send(ids)
    by, at = acting(), clock.now()
    return actions.approve_all(ids, by=by, at=at) if name == "authorise" else actions.advance(ids, name=name, by=by, at=at, note="")


def _send(ids: list[int]) -> Batch:
    """Make a batch of the cashier's own desk, and say its number."""
    desk = next((post for post in ("treasury", "foundation") if post in current_user.posts), "foundation")
    made = batching.make_batch(ids, desk=desk, by=acting(), at=clock.now())
    flash(_("已生成付款批次 %(number)s，请到“付款批次”下载银行文件。", number=made.number), "green")
    return Batch(moved=[key for key in ids if key not in made.refused], refused=made.refused)


def _told(done: Batch, *, back: str) -> Done:
    """What was done, with the sums by source, and why the rest was not."""
    sums = _("，").join(f"{title} {shell.money(fen)}" for title, fen in queries.amount_of(done.moved).items()) if done.moved else ""
    why = dict.fromkeys(words.sentence(problem) for problems in done.refused.values() for problem in problems)
    return Done(back, _("已办理 %(count)s 笔：%(sums)s。", count=len(done.moved), sums=sums) if done.moved else "",
                left=tuple(_("有 %(count)s 笔没有办理：%(why)s", count=len(done.refused), why=sentence) for sentence in why))
