"""The application: what a web server or a command runs."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Rule

from . import commands, compiled, errors, gate, language, machine, rooms, sanity, settings, shell, storage
from .accounts import session

csrf = CSRFProtect()


def create_app(overrides: dict[str, object] | None = None) -> Flask:
    """Build the application: settings, database, rooms, gate, words, errors, commands."""
    app = Program("proposals", instance_path=str(settings.instance_folder()), template_folder=str(_templates()))
    settings.load(app, overrides)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = storage.engine_options(app.config["DATABASE_URL"])
    app.config["SQLALCHEMY_BINDS"] = storage.readers(app.config["DATABASE_URL"])
    app.url_rule_class = Address
    app.url_map.converters["int"] = ShortInteger
    storage.db.init_app(app)
    sanity.register(app)
    csrf.init_app(app)
    language.register(app)
    session.register(app)
    rooms.furnish(app)
    machine.load_definitions()
    shell.register(app)
    compiled.register(app)
    gate.register(app)
    errors.register(app)
    commands.register(app)
    app.after_request(_headers)
    with app.app_context():
        storage.watch(storage.db.engines)
    if app.config["BEHIND_PROXY"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=0)  # type: ignore[method-assign]
    return app


class Program(Flask):
    """Flask without its question, sixteen times in a request, whether a function of ours is asynchronous: none is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


class ShortInteger(IntegerConverter):
    """Numbers in addresses fit a database column; longer ones are simply not found."""

    regex = "[0-9]{1,17}"


class Address(Rule):
    """An address whose way of being written is worked out when somebody first links to it: for three hundred at once it took a tenth of the start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Any]:
        made = cache(partial(super()._compile_builder, append_unknown))

        def written(rule: Rule, **values: Any) -> Any:
            return made()(rule, **values)

        return written


def _templates() -> Path:
    """Templates lie beside the package in a checkout and inside it in an installed wheel."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def _headers(response: Response) -> Response:
    """Headers of every answer: nothing foreign is loaded, framed, sniffed or kept."""
    response.headers.setdefault("Content-Security-Policy", settings.CONTENT_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response
