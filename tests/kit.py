"""The test kit: a fresh application on a fresh copy of a seeded database, and people who use it as browsers do."""
from __future__ import annotations

import inspect
import shutil
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from werkzeug.test import TestResponse

from proposals import create_app
from proposals.storage import db
from tests import remembered, seeds
from tests.cast import BY_NAME
from tests.databases import PostgreSQL, brief_folder, database_name, sqlite_url


class Forms(HTMLParser):
    """The forms of a page with what they already hold, as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], dict[str, Any]]] = []
        self._area: str | None = None
        self._select: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((held, {}))
        if not self.forms or "name" not in held and tag != "option":
            return
        fields = self.forms[-1][1]
        if tag == "textarea":
            self._area = held["name"]
            fields[self._area] = ""
        elif tag == "select":
            self._select = held["name"]
        elif tag == "option" and self._select and "selected" in held:
            fields[self._select] = held.get("value", "")
        elif tag == "input" and (held.get("type") not in ("radio", "checkbox", "submit", "file") or "checked" in held):
            fields[held["name"]] = held.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def posting_to(self, url: str) -> dict[str, Any]:
        """What the page's form for this address holds; an AssertionError when there is none."""
        path = urlsplit(url).path
        posts = [(urlsplit(urljoin(url, held.get("action", ""))).path, fields) for held, fields in self.forms if held.get("method", "").lower() == "post"]
        assert path in [action for action, _fields in posts], f"no form posts to {path}: {[action for action, _ in posts]}"
        return next(fields for action, fields in posts if action == path)


class Visitor:
    """Somebody with a browser."""

    def __init__(self, app: Flask, *, name: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self.app = app
        self.name = name
        if name is not None:
            self._take_seat(name)

    def _take_seat(self, name: str) -> None:
        with self.app.app_context():
            token = seeds.open_session(BY_NAME[name].login)
        with self.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True

    def get(self, url: str, **kwargs: Any) -> TestResponse:
        """Look at a page."""
        with self.app.app_context():  # of its own, as on a server: nothing of the test's context leaks into the request
            return self.client.get(url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, *, page: str | None = None, again: dict[str, Any] | None = None) -> TestResponse:
        """Fill in and send the form that posts to ``url`` on ``page`` (the same address if not given); ``again`` sends exactly these fields."""
        if again is None:
            shown = self.get(page or url)
            assert shown.status_code == 200, f"{page or url}: {shown.status_code} {shown.text[:300]}"
            again = {**Forms(shown.text).posting_to(url if page else urlsplit(url).path), **(data or {})}
        self.sent = again
        with self.app.app_context():
            return self.client.post(url, data=again)

    def move(self, case_id: int, name: str, **fields: Any) -> TestResponse:
        """Make a move through the general page."""
        return self.post(f"/moves/{case_id}/{name}", fields)


class Workplace:
    """One application of a test process, for one kind of database, and the way back to the seed between two tests.

    The application is made once, because building its address map costs more than most tests; its database and its settings are fresh each time.
    The database is made when somebody connects, because what comes next is often another copy.
    """

    def __init__(self, folder: Path, *, url: str, templates: Path) -> None:
        self.url, self.folder = url, folder
        self._due: list[int | None] = []
        self._making = threading.Lock()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GOLDEN_IDEA_INSTANCE", str(folder))
            self.app = create_app({"DATABASE_URL": url, "CLOCK": False})
        self.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
        with self.app.app_context():
            for engine in db.engines.values():
                event.listen(engine, "do_connect", self.settle)
        self.settings = dict(self.app.config)
        self.memory = remembered.Memory(self)

    def restore(self) -> None:
        """Put the seed in place."""
        self.put(None)
        self.memory.begin()

    def put(self, number: int | None) -> None:
        """Nothing is in place any more; whoever connects next finds a kept copy, or the seed."""
        if not self._due:
            self.clear()
        self._due[:] = [number]

    def settle(self, *_connecting: object) -> None:
        """Put in place what is due."""
        with self._making:
            if self._due:
                self.make(self._due.pop())

    def clear(self) -> None:
        """Take the database away, so that nobody takes what another test left for his own."""
        raise LookupError(f"{type(self).__name__} does not say how a database is taken away")

    def make(self, number: int | None) -> None:
        """Put a kept copy in place, or the seed; each kind of database has its own way."""
        raise LookupError(f"{type(self).__name__} does not say how a database is put in place")

    def usual(self) -> bool:
        """Whether the application's settings are what they were at first."""
        return dict(self.app.config) == self.settings

    def leave(self) -> None:
        """Let go of the database and forget changed settings."""
        db.session.remove()
        db.engine.dispose()
        self.app.config.clear()
        self.app.config.update(self.settings)


class FilePlace(Workplace):
    """On an SQLite file; the seed is copied over it."""

    def __init__(self, folder: Path, *, templates: Path) -> None:
        self.seed = folder / "seed.db"
        seeds.build(f"sqlite:///{self.seed}")
        super().__init__(folder, url=sqlite_url(folder), templates=templates)

    def clear(self) -> None:
        """Delete the file and what belongs to it."""
        for ending in ("", "-wal", "-shm"):
            (self.folder / f"golden-idea.db{ending}").unlink(missing_ok=True)

    def make(self, number: int | None) -> None:
        """Copy the file."""
        shutil.copyfile(self.seed if number is None else self.folder / f"kept-{number}.db", self.folder / "golden-idea.db")

    def keep(self, number: int) -> None:
        """Keep a copy of the file, which nobody has open: then all that was written is in it."""
        self.settle()
        assert not (self.folder / "golden-idea.db-wal").exists()
        shutil.copyfile(self.folder / "golden-idea.db", self.folder / f"kept-{number}.db")


class ServerPlace(Workplace):
    """On a PostgreSQL database, made from its template each time."""

    def __init__(self, folder: Path, *, templates: Path, server: PostgreSQL) -> None:
        self.server = server
        seed = server.fresh()
        seeds.build(seed)
        self.seed = database_name(seed)
        super().__init__(folder, url=server.url("workplace"), templates=templates)

    def clear(self) -> None:
        """Drop the database."""
        self.server.drop(self.url)

    def make(self, number: int | None) -> None:
        """Make the database from its template."""
        self.server.anew("workplace", template=self.seed if number is None else f"kept_{number}")

    def keep(self, number: int) -> None:
        """Make a template of the database."""
        self.settle()
        self.server.anew(f"kept_{number}", template="workplace")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Compiled templates of this run, shared by all its test processes: compiling them costs each of them five seconds."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def workplaces(request: pytest.FixtureRequest, templates: Path) -> Iterator[Callable[[str], FilePlace | ServerPlace]]:
    """``workplaces("sqlite")``: the workplace of this test process, made when first asked for."""
    folder = brief_folder("workplaces")
    made: dict[str, FilePlace | ServerPlace] = {}

    def of(kind: str) -> FilePlace | ServerPlace:
        if kind not in made:
            own = folder / kind
            own.mkdir()
            made[kind] = (FilePlace(own, templates=templates) if kind == "sqlite"
                          else ServerPlace(own, templates=templates, server=request.getfixturevalue("postgres")))
        return made[kind]

    yield of
    shutil.rmtree(folder)


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def seeded_url(request: pytest.FixtureRequest, workplaces: Callable[[str], FilePlace | ServerPlace]) -> str:
    """A fresh copy of the seeded database: the test runs once on SQLite and once on PostgreSQL."""
    place = workplaces(request.param)
    place.restore()
    if "seeded_url" in inspect.signature(request.function).parameters:
        place.settle()  # for whoever connects by himself
    return place.url


@pytest.fixture
def app(request: pytest.FixtureRequest, seeded_url: str, workplaces: Callable[[str], FilePlace | ServerPlace]) -> Iterator[Flask]:
    """The application on its own copy of the seeded database: season, places, cast, panels, rubric, parties; no ideas."""
    place = workplaces("sqlite" if seeded_url.startswith("sqlite") else "postgresql")
    with place.app.app_context():
        remembered.current[:] = [] if "monkeypatch" in request.fixturenames else [place.memory]
        yield place.app
        remembered.current.clear()
        place.leave()


@pytest.fixture
def enter(app: Flask) -> Callable[..., Visitor]:
    """``enter("王主任")``: a cast member with a browser, signed in; ``enter()``: anybody from the street."""

    def one(name: str | None = None) -> Visitor:
        return Visitor(app, name=name)

    return one
