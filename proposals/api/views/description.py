"""The API describes itself: OpenAPI 3.1 made from the routes, so that it cannot differ from them."""
from __future__ import annotations

from typing import Any

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.routing import Rule

from ...gate import PUBLIC, open_to
from .blueprint import room

TYPES = {"integer": {"type": "integer"}, "string": {"type": "string"}, "object": {"type": "object"}}


@room.route("/openapi.json")
@open_to(PUBLIC)
def openapi() -> ResponseReturnValue:
    """This description."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    paths = {_path(rule): _operations(rule) for rule in sorted(rules, key=lambda rule: rule.rule)}
    return jsonify(openapi="3.1.0", info={"title": "Golden Idea", "version": "1"}, paths=paths)


def _path(rule: Rule) -> str:
    return "".join("{" + part + "}" if dynamic else part for dynamic, part in rule._trace).replace("|", "")


def _operations(rule: Rule) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    asked: dict[str, str] = getattr(view, "asks", {})
    inside = [{"name": name, "in": "path", "required": True, "schema": {"type": "integer"}} for name in sorted(rule.arguments)]
    said: dict[str, Any] = {"operationId": rule.endpoint.removeprefix("api."), "summary": " ".join((view.__doc__ or "").split()),
                            "responses": {"200": {"description": "JSON"}, "4XX": {"description": "JSON with error, or problems: code and sentence"}}}
    if "POST" in (rule.methods or ()):
        members = {name: TYPES[kind] for name, kind in asked.items()}
        body = {"required": True, "content": {"application/json": {"schema": {"type": "object", "properties": members}}}}
        return {"post": {**said, "parameters": inside, "requestBody": body}}
    return {"get": {**said, "parameters": inside + [{"name": name, "in": "query", "schema": TYPES[kind]} for name, kind in asked.items()]}}
