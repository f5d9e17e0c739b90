"""The replay of 2017, played once for all journeys through it: they run in one process (``tests/dealing.py``)."""
import os

import pytest

from proposals import migrate
from proposals.demonstration import replay
from proposals.storage import db
from tests.databases import sqlite_url
from tests.journeys.replayed import application


@pytest.fixture(scope="session")
def season(tmp_path_factory):
    """The replayed season on SQLite: its folder, and its figures. A second process that wanted to play it would fail here."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        (tmp_path_factory.getbasetemp().parent / "season-is-played").mkdir()
    folder = tmp_path_factory.mktemp("2017")
    app = application(sqlite_url(folder))
    migrate.upgrade(app)
    with app.app_context():
        figures = replay.play(seed=2017, progress=lambda step: None)
        db.session.remove()
        db.engine.dispose()
    return folder, figures
