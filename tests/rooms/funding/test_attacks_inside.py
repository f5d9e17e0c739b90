"""What a hole in the program could reach: the application's own connections may not take the books' guards apart."""
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from proposals import fingerprint, migrate
from proposals.storage import db, unit_of_work

DENIED = (
    "DROP TRIGGER transfer_no_update",
    "CREATE TRIGGER own BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER own BEFORE UPDATE ON main.account BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TABLE closed_period (season_id INTEGER)",
    "CREATE VIEW own AS SELECT 1",
    "ALTER TABLE transfer RENAME TO old",
    "ALTER TABLE transfer DROP COLUMN amount_fen",
    "DROP TABLE closed_period",
    "ATTACH DATABASE ':memory:' AS other",
    "UPDATE sqlite_master SET sql = ''",
    "PRAGMA writable_schema=ON",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA defer_foreign_keys=ON",
    "PRAGMA ignore_check_constraints=ON",
    "PRAGMA recursive_triggers=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA journal_mode=DELETE",
)


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_the_program_cannot_rebuild_the_schema(app):
    for statement in DENIED:
        with pytest.raises(DatabaseError, match="not authorized|may not be modified"), unit_of_work() as session:
            session.execute(text(statement))
    assert fingerprint.findings(db.session()) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_reader_cannot_write_and_a_writer_after_it_can(app):
    written = "UPDATE season SET call_text = 'x'"
    for _turn in range(2):
        with pytest.raises(DatabaseError, match="readonly"):
            db.session.execute(text(written))
        db.session.rollback()
        with unit_of_work() as session:
            assert session.execute(text(written)).rowcount == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_connection_that_migrated_is_bound_again(app):
    migrate.upgrade(app)
    for _connection in range(2):
        with pytest.raises(DatabaseError, match="not authorized"), unit_of_work() as session:
            session.execute(text(DENIED[0]))
