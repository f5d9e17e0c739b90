"""The page of every move of every case: what it does, what it asks for, and what stands in its way."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Row
from wtforms import Field, FileField, HiddenField

from workflow import SAME, Problem, Refused, Transition, Workflow, checks
from workflow.context import Request

from ... import clock, moves
from ...errors import tell
from ...forms import MoveForm
from ...gate import SIGNED_IN, acting, open_to
from ...machine import engine
from ...once import once
from ...storage import db
from .. import queries
from .blueprint import room


@room.route("/moves/<int:case_id>/<name>", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def move(case_id: int, name: str) -> ResponseReturnValue:
    """Whoever may make this move: reads what it does, fills in what it asks for, and makes it. For all others there is no such page."""
    row = queries.case_row(case_id) or abort(404)
    transition = _theirs(row, name=name)
    form = moves.of(row.workflow, transition).form()
    form.about(case_id)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _make(row, transition=transition, form=form)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    return _page(case_id, transition=transition, form=form), status


def _theirs(row: Row[Any], *, name: str) -> Transition:
    """The move of that name, if the acting person holds one of its roles on this case; else 404, which tells nothing."""
    workflow = engine.definition(db.session(), digest=row.version)
    found = next((each for each in workflow.transitions if each.name == name), None) or abort(404)
    transition = workflow.table.get((row.state, name), found)
    ctx = engine.context(db.session(), row=row, request=_question(name), batch={})
    return transition if checks.first_role(ctx, move=transition) else abort(404)


def _question(name: str) -> Request:
    return Request(name=name, actor=acting(), at=clock.now(), data={}, note="")


def _make(row: Row[Any], *, transition: Transition, form: MoveForm) -> ResponseReturnValue:
    """Carry the move out once, and go to the page of the matter."""
    root = queries.roots_of([row.id])[row.id]
    act = moves.of(row.workflow, transition).act
    with once(form) as answer:
        act(row.id, name=transition.name, by=acting(), at=clock.now(), data=_filled_in(form), note=_note(form), seq=int(form.seq.data or 0))
        answer.location = moves.where(root.workflow, root.id)
    return redirect(answer.location, 303)


def _page(case_id: int, *, transition: Transition, form: MoveForm) -> str:
    """The page by the case as it stands now; the form's step number is renewed, so that who was told of a faster one may decide again."""
    row = queries.case_row(case_id) or abort(404)
    form.seq.data = str(row.seq)
    workflow = engine.definition(db.session(), digest=row.version)
    root = queries.roots_of([case_id])[case_id]
    return render_template(
        "accounts/move.html", form=form, workflow=workflow.name, name=transition.name, state=row.state, target=_target(row, transition=transition),
        problems=_hindrances(row, workflow=workflow, transition=transition), back=moves.where(root.workflow, root.id),
        fields=sorted(_shown(form), key=lambda field: field.name == "note"),
        possible=(row.state, transition.name) in workflow.table, with_files=any(isinstance(field, FileField) for field in form),
        exceptional=transition.exceptional)


def _target(row: Row[Any], *, transition: Transition) -> str:
    """The state it leads to; a hold leads back to where it was entered from."""
    if transition.target == SAME:
        return str(row.state)
    return str(row.resume or row.state) if transition.target.startswith("@") else transition.target


def _hindrances(row: Row[Any], *, workflow: Workflow, transition: Transition) -> tuple[Problem, ...]:
    """What stands in the way apart from what the form asks for."""
    if (row.state, transition.name) not in workflow.table:
        return (Problem.of("move-not-from-here", move=transition.name, workflow=workflow.name, state=row.state),)
    option = checks.option(engine.context(db.session(), row=row, request=_question(transition.name), batch={}), move=transition)
    return option.problems if option else ()


def _shown(form: MoveForm) -> Iterator[Field]:
    return (field for field in form if not isinstance(field, HiddenField) and field.type != "CSRFTokenField")


def _filled_in(form: MoveForm) -> dict[str, Any]:
    """What was typed, as the history keeps it: whole numbers and text, dates as 2018-03-05; files are the act's own matter."""
    kept = [field for field in _shown(form) if field.name != "note" and not isinstance(field, FileField)]
    return {field.name: field.data.isoformat() if isinstance(field.data, date) else field.data for field in kept}


def _note(form: MoveForm) -> str:
    return str(form["note"].data or "") if "note" in form else ""
