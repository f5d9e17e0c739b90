"""The whole 2017 season through the program's own acts: every published figure, and a record that finds whoever touches it."""
import shutil
import sqlite3
from contextlib import closing

import pytest

from proposals import integrity
from proposals.demonstration.figures import GIVEN
from proposals.storage import db
from tests.databases import sqlite_url
from tests.journeys.replayed import application

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_every_published_figure_comes_out(season):
    assert [(figure.title, figure.expected, figure.actual) for figure in season[1] if not figure.equal] == []
    assert len(season[1]) == 19


def test_the_programme_said_so():
    assert (GIVEN.ideas, GIVEN.improved, GIVEN.approved, GIVEN.signed) == (2_336, 376, 190, 185)
    assert (GIVEN.activities, GIVEN.volunteer_times, GIVEN.beneficiary_times, GIVEN.organisations) == (9_175, 24_598, 253_537, 113)
    assert GIVEN.paid_fen == 68_640_416


def tampered(season, tmp_path, *statements):
    """What ``verify`` says after somebody with the disk changed a copy of the database file, by another program."""
    shutil.copy(season[0] / "golden-idea.db", tmp_path / "golden-idea.db")
    with closing(sqlite3.connect(tmp_path / "golden-idea.db")) as foreign:
        for statement in statements:
            foreign.execute(statement)
        foreign.commit()
    app = application(sqlite_url(tmp_path))
    with app.app_context():
        found = integrity.findings(db.session(), root=None)
        db.session.remove()
        db.engine.dispose()
    return {finding.kind for finding in found}


def test_an_untouched_season_adds_up(season, tmp_path):
    assert tampered(season, tmp_path) == set()


def test_a_changed_step_is_found(season, tmp_path):
    kinds = tampered(season, tmp_path, "DROP TRIGGER wf_step_no_update", "UPDATE wf_step SET actor = 'p1' WHERE id = 5000")
    assert "columns" in kinds and "schema-missing" in kinds


def test_a_deleted_step_is_found(season, tmp_path):
    drop = "DELETE FROM wf_step WHERE id = (SELECT max(id) FROM wf_step WHERE name = 'accept')"
    assert {"gap", "schema-missing"} <= tampered(season, tmp_path, "DROP TRIGGER wf_step_no_delete", drop)


def test_a_changed_amount_is_found(season, tmp_path):
    kinds = tampered(season, tmp_path, "UPDATE payment SET amount_fen = amount_fen - 1 WHERE id = (SELECT max(id) FROM payment WHERE state = 'paid')")
    assert kinds and "schema-missing" not in kinds


def test_a_dropped_trigger_is_found(season, tmp_path):
    assert tampered(season, tmp_path, "DROP TRIGGER transfer_no_update") == {"schema-missing"}
