"""The API's moving side: the same form, act and engine as the page of a move, for a signed-in session with its CSRF token."""
from __future__ import annotations

from typing import Any

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict
from wtforms import FileField, HiddenField

from workflow import Transition, checks
from workflow.context import Request

from ... import clock, moves
from ...accounts import queries
from ...errors import AnsweredBefore
from ...forms import MoveForm
from ...gate import SIGNED_IN, acting, open_to
from ...machine import engine
from ...once import once
from ...sanity import strict_json
from ...storage import db
from .blueprint import asks, room


@room.route("/cases/<int:case_id>/moves", methods=["POST"])
@open_to(SIGNED_IN)
@asks(move="string", note="string", data="object", seq="integer", key="string")
def move(case_id: int) -> ResponseReturnValue:
    """Make one move of a case. ``data`` holds the form's fields as text, ``seq`` the step last seen, ``key`` 16 to 64 letters, once per ask."""
    asked = _asked(strict_json(request.get_data()))
    row = queries.case_row(case_id) or abort(404)
    transition = _theirs(row, name=asked["move"])
    form = moves.of(row.workflow, transition).form(_fields(asked), meta={"csrf": False})
    form.about(case_id)
    if not form.validate():
        problems = [{"code": "field-invalid", "field": name, "sentence": str(said)} for name, errors in form.errors.items() for said in errors]
        return jsonify(problems=problems), 422
    return _make(case_id, transition=transition, form=form)


def _asked(body: dict[str, Any]) -> dict[str, Any]:
    """The body's members with their types; 400 for unknown ones and wrong types."""
    types: dict[str, type] = {"move": str, "note": str, "data": dict, "seq": int, "key": str}
    if set(body) - set(types) or not {"move", "seq", "key"} <= set(body):
        abort(400)
    if any(type(value) is not types[name] for name, value in body.items()):
        abort(400)
    return {"note": "", "data": {}, **body}


def _fields(asked: dict[str, Any]) -> MultiDict[str, str]:
    """The members as a page would send them."""
    sent: list[tuple[str, str]] = [("note", asked["note"]), ("seq", str(asked["seq"])), ("key", asked["key"])]
    for name, value in asked["data"].items():
        if name in ("note", "seq", "key") or isinstance(value, dict):
            abort(400)
        sent += [(name, _text(each)) for each in (value if isinstance(value, list) else [value])]
    return MultiDict(sent)


def _text(value: object) -> str:
    if isinstance(value, (dict, list)):
        abort(400)
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def _theirs(row: Row[Any], *, name: str) -> Transition:
    """The move of that name if the acting person holds one of its roles on this case; else 404, which tells nothing."""
    workflow = engine.definition(db.session(), digest=row.version)
    found = next((each for each in workflow.transitions if each.name == name), None) or abort(404)
    transition = workflow.table.get((row.state, name), found)
    question = Request(name=name, actor=acting(), at=clock.now(), data={}, note="")
    return transition if checks.first_role(engine.context(db.session(), row=row, request=question, batch={}), move=transition) else abort(404)


def _make(case_id: int, *, transition: Transition, form: MoveForm) -> ResponseReturnValue:
    """Carry the move out once; a repeat of the same ask gets the same answer."""
    kept = {field.name: field.data for field in form if field.name not in ("note", "seq", "key") and not isinstance(field, (FileField, HiddenField))}
    data = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in kept.items()}
    note = str(form["note"].data or "") if "note" in form else ""
    act = moves.of((queries.case_row(case_id) or abort(404)).workflow, transition).act
    try:
        with once(form) as answer:
            answer.location = f"/api/v1/cases/{case_id}"
            act(case_id, name=transition.name, by=acting(), at=clock.now(), data=data, note=note, seq=int(form.seq.data or 0))
    except AnsweredBefore:
        db.session.rollback()
    now = queries.case_row(case_id) or abort(404)
    return jsonify(id=case_id, workflow=now.workflow, state=now.state, seq=now.seq)
