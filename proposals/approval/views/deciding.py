"""The chair's board: how complete each proposal is, and the decisions, one by one or many at once."""
from __future__ import annotations

from collections.abc import Container

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, moves, shell
from ...accounts.posts import read_with_session
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...machine import engine
from ...paging import key_of
from ...sending import Done, filled_in, pressed, sent
from ...storage import db
from .. import actions, queries
from ..forms import AgainstForm, BatchForm
from ..queries.deciding import SIZES
from .blueprint import room
from .screen import points

for _move in ("pass_review", "waitlist"):
    moves.register("proposal", _move, form=AgainstForm)
shell.navigate("approval.decisions", _l("评审决定"), shown=shell.holds("chair"))
STEPS = {"assigned": "recuse", "scoring": "recuse", "scored": "unseal"}


@room.get("/decisions")
@open_to("chair")
def decisions() -> ResponseReturnValue:
    """The chair's board: every proposal before the panel, the undecided ones first, ranked once nobody reads them any more."""
    return _board(BatchForm())


@room.get("/decisions/<int:proposal_id>")
@open_to("chair")
def decision(proposal_id: int) -> ResponseReturnValue:
    """The chair's page of one proposal: its judges' progress, the mean once complete, and the moves with their reasons."""
    row = queries.standing(proposal_id, chair_id=current_user.id) or abort(404)
    me = acting()
    options = engine.options(db.session(), proposal_id, me, at=clock.now(), known=read_with_session(current_user.held, actor=me))
    return render_template("approval/decision.html", row=row, options=options, judges=queries.judges_of(proposal_id), form=KeyedForm(), points=points,
                           steps=STEPS, address=lambda option: url_for("accounts.move", case_id=proposal_id, name=option.transition.name))


@room.route("/decisions/<int:proposal_id>/judges", methods=["POST"])
@open_to("chair")
def call_judge(proposal_id: int) -> ResponseReturnValue:
    """The chair fills an empty place of the round."""
    return pressed(KeyedForm(), do=lambda: _call_judge(proposal_id))


def _call_judge(proposal_id: int) -> Done:
    actions.call_judge(proposal_id, by=acting(), at=clock.now())
    return Done(url_for("approval.decision", proposal_id=proposal_id))


@room.post("/decisions/trial")
@open_to("chair")
def try_decisions() -> ResponseReturnValue:
    """The chair sees what one decision for many proposals would do, before it is done."""
    form = BatchForm()
    return filled_in(form, then=lambda: _try(form), page=lambda: _board(form))


def _try(form: BatchForm) -> str:
    rows = queries.standings(form.cases.data, chair_id=current_user.id)
    trial = actions.decide_many(_chosen(form, own=rows), move=form.move.data, reason=form.note.data, by=acting(), at=clock.now(), key=None, dry_run=True)
    return render_template("approval/trial.html", trial=trial, rows=rows, form=form, points=points)


@room.post("/decisions/batch")
@open_to("chair")
def decide_many() -> ResponseReturnValue:
    """The chair decides for many proposals; what the rules refuse stays where it is and is named."""
    form = BatchForm()
    return sent(form, do=lambda: _decide(form), page=lambda: _board(form))


def _board(form: BatchForm) -> str:
    """The page of the board that the address names: ``after`` a proposal's number, ``decided`` once only those are left, ``rows`` for longer pages."""
    after, decided, long = request.args.get("after", type=key_of), "decided" in request.args, request.args.get("rows") == str(SIZES[-1])
    page = queries.board(current_user.id, place=queries.Place(after, decided) if after else None, size=SIZES[long])
    here: dict[str, int | None] = {"after": after, "decided": 1 if decided else None} if after else {}
    length: dict[str, int] = {"rows": SIZES[-1]} if long else {}
    return render_template("approval/decisions.html", rows=page.rows, form=form, points=points, here=here | length, later=bool(after),
                           other=(SIZES[not long], _board_at(None, length={} if long else {"rows": SIZES[-1]})) if long or page.following else None,
                           following=_board_at(page.following, length=length) if page.following else None)


def _board_at(place: queries.Place | None, *, length: dict[str, int]) -> str:
    start = {"after": place.after, "decided": 1 if place.decided else None} if place else {}
    return url_for("approval.decisions", **start, **length)


def _decide(form: BatchForm) -> Done:
    cases = _chosen(form, own=queries.standings(form.cases.data, chair_id=current_user.id))
    done = actions.decide_many(cases, move=form.move.data, reason=form.note.data, by=acting(), at=clock.now(), key=form.key.data, dry_run=False)
    told = _("已决定 %(moved)s 项，另有 %(refused)s 项因条件不符没有变动。", moved=len(done.moved), refused=len(done.refused))
    return Done(url_for("approval.decisions"), told, "gold" if done.refused else "green")


def _chosen(form: BatchForm, *, own: Container[int]) -> list[int]:
    """The ticked proposals that really lie before this chair; a foreign number is left out."""
    return [case for case in form.cases.data if case in own]
