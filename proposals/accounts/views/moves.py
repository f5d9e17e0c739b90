"""The page of every move of every case: what it does, what it asks for, and what stands in its way."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Row
from wtforms import Field, FileField, HiddenField

from workflow import SAME, Context, NotYours, Problem, Transition, checks
from workflow.context import Request

from ... import clock, moves
from ...forms import MoveForm
from ...gate import SIGNED_IN, acting, open_to
from ...machine import engine
from ...sending import Done, sent
from ...storage import db
from .. import queries
from ..posts import read_with_session
from .blueprint import room


@room.route("/moves/<int:case_id>/<name>", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def move(case_id: int, name: str) -> ResponseReturnValue:
    """Whoever may make this move: reads what it does, fills in what it asks for, and makes it. For all others there is no such page."""
    ctx = _asked(case_id, name=name)
    form = moves.of(ctx.workflow.name, ctx.move).form()
    form.about(case_id)
    return sent(form, do=lambda: _make(ctx, form=form), page=lambda: _page(_asked(case_id, name=name) if form.is_submitted() else ctx, form=form))


def _asked(case_id: int, *, name: str) -> Context:
    """The case as it stands now, and the move of that name, possible from here or not; 404 where there is no such case or move.

    One context answers all that a page asks: whose move it is, and what stands in its way. After a refusal it is read anew.
    """
    row = queries.case_row(case_id) or abort(404)
    question = Request(name=name, actor=acting(), at=clock.now(), data={}, note="")
    ctx = engine.context(db.session(), row=row, request=question, batch=read_with_session(current_user.held, actor=question.actor))
    found = next((each for each in ctx.workflow.transitions if each.name == name), None) or abort(404)
    ctx.transition = ctx.workflow.table.get((row.state, name), found)
    return ctx


def _make(ctx: Context, *, form: MoveForm) -> Done:
    """Carry the move out, and go to the page of the matter; the engine itself asks whose move it is."""
    row, act = ctx.instance, moves.of(ctx.workflow.name, ctx.move).act
    try:
        act(row.id, name=ctx.move.name, by=ctx.actor, at=clock.now(), data=_filled_in(form), note=_note(form), seq=int(form.seq.data or 0))
    except NotYours:
        abort(404)
    return Done(moves.where(row.root_workflow, row.root_id))


def _page(ctx: Context, *, form: MoveForm) -> str:
    """The page by the case as it stands now; the form's step number is renewed, so that who was told of a faster one may decide again."""
    if checks.first_role(ctx, move=ctx.move) is None:
        abort(404)
    row, transition = ctx.instance, ctx.move
    form.seq.data = str(row.seq)
    return render_template(
        "accounts/move.html", form=form, workflow=ctx.workflow.name, name=transition.name, state=row.state, target=_target(row, transition=transition),
        problems=_hindrances(ctx), back=moves.where(row.root_workflow, row.root_id),
        fields=sorted(_shown(form), key=lambda field: field.name == "note"), possible=_possible(ctx),
        with_files=any(isinstance(field, FileField) for field in form), exceptional=transition.exceptional)


def _target(row: Row[Any], *, transition: Transition) -> str:
    """The state it leads to; a hold leads back to where it was entered from."""
    if transition.target == SAME:
        return str(row.state)
    return str(row.resume or row.state) if transition.target.startswith("@") else transition.target


def _possible(ctx: Context) -> bool:
    return (ctx.instance.state, ctx.move.name) in ctx.workflow.table


def _hindrances(ctx: Context) -> tuple[Problem, ...]:
    """What stands in the way apart from what the form asks for."""
    if not _possible(ctx):
        return (Problem.of("move-not-from-here", move=ctx.move.name, workflow=ctx.workflow.name, state=ctx.instance.state),)
    option = checks.option(ctx, move=ctx.move)
    return option.problems if option else ()


def _shown(form: MoveForm) -> Iterator[Field]:
    return (field for field in form if not isinstance(field, HiddenField) and field.type != "CSRFTokenField")


def _filled_in(form: MoveForm) -> dict[str, Any]:
    """What was typed, as the history keeps it: whole numbers and text, dates as 2018-03-05; files are the act's own matter."""
    kept = [field for field in _shown(form) if field.name != "note" and not isinstance(field, FileField)]
    return {field.name: field.data.isoformat() if isinstance(field.data, date) else field.data for field in kept}


def _note(form: MoveForm) -> str:
    return str(form["note"].data or "") if "note" in form else ""
