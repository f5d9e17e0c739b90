"""The seeded database of the tests: the demonstration's season and cast, all phases open, no ideas."""
from __future__ import annotations

import functools
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import make_url, select

from proposals import clock, create_app, migrate
from proposals.accounts import session
from proposals.accounts.models import Person, SignIn
from proposals.demonstration import people
from proposals.storage import db, unit_of_work
from tests.cast import BY_NAME


def build(url: str) -> None:
    """Make the schema and the cast at ``url``: on SQLite once in each process, and copied afterwards."""
    file = make_url(url).database
    if url.startswith("sqlite") and file:
        Path(file).write_bytes(_file())
    else:
        _build(url)


@functools.cache
def _file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "seed.db"
        _build(f"sqlite:///{file}")
        return file.read_bytes()


def _build(url: str) -> None:
    app = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
    migrate.upgrade(app)
    with app.app_context():
        people.found(at=clock.now())
        db.session.remove()
        db.engine.dispose()


def person_id(login: str) -> int:
    """The person behind a sign-in name of the cast."""
    return db.session.scalars(select(Person.id).where(Person.login == login)).one()


def open_session(login: str) -> str:
    """A running session of a cast member; its token goes into the cookie. Signing in itself is tested where it belongs."""
    token = secrets.token_urlsafe(32)
    with unit_of_work() as database:
        database.add(SignIn(token_digest=session.token_digest(token), person_id=person_id(login), created_us=clock.now(), seen_us=clock.now()))
    return token


def cookies(app: Flask, *, name: str | None) -> dict[str, str]:
    """The cookie of a session that runs already; nobody has none."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    if name is None or signer is None:
        return {}
    with app.app_context():
        token = open_session(BY_NAME[name].login)
    return {app.config["SESSION_COOKIE_NAME"]: signer.dumps({"_user_id": token, "_fresh": True, "seen": clock.now()})}
