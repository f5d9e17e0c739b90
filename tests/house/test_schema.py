"""Models, migrations and the shipped fingerprint say the same, on both databases; a dropped guard is found."""
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError

from proposals import create_app, fingerprint, migrate
from proposals.storage import db
from workflow.tables import metadata


def guards(url, build):
    app = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "schema"})
    with app.app_context():
        build(app)
        found = fingerprint.present(db.session())
        db.session.remove()
        db.engine.dispose()
    return found


def by_models(app):
    """The engine's tests keep tables of their own beside the product's (``test_…``)."""
    own = [table for table in metadata.sorted_tables if not table.name.startswith("test_")]
    with db.engine.execution_options(begin="schema").begin() as connection:
        metadata.create_all(connection, tables=own)


@pytest.mark.slow
def test_migrations_build_what_the_models_say(database_url, fresh_url):
    assert guards(database_url, migrate.upgrade) == guards(fresh_url, by_models)


def test_the_shipped_fingerprint_is_this_schema(database_url):
    assert guards(database_url, migrate.upgrade) == fingerprint.shipped(database_url.partition(":")[0].partition("+")[0])


def drop(url, statement):
    app = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "schema"})
    migrate.upgrade(app)
    with app.app_context():
        with db.engine.execution_options(begin="schema").begin() as connection:
            connection.execute(text(statement))
        found = fingerprint.findings(db.session())
        db.session.remove()
        db.engine.dispose()
    return [(finding.kind, finding.detail) for finding in found]


@pytest.mark.slow
def test_a_dropped_trigger_is_found_on_sqlite(tmp_path):
    found = drop(f"sqlite:///{tmp_path / 'x.db'}", "DROP TRIGGER wf_step_no_update")
    assert found == [("schema-missing", "trigger wf_step_no_update")]


@pytest.mark.postgresql
def test_a_dropped_trigger_is_found_on_postgresql(postgres_url):
    found = drop(postgres_url, "DROP TRIGGER wf_step_no_update ON wf_step")
    assert found == [("schema-missing", "trigger wf_step_no_update on wf_step")]


@pytest.mark.postgresql
def test_a_sleeping_trigger_is_found_on_postgresql(postgres_url):
    found = drop(postgres_url, "ALTER TABLE wf_step DISABLE TRIGGER wf_step_no_delete")
    assert found == [("schema-changed", "trigger wf_step_no_delete on wf_step")]


@pytest.mark.slow
@pytest.mark.sqlite
def test_after_a_rebuilding_references_count_again(tmp_path):
    """A migration that fails half-way must not leave a connection that forgives lost references or changes tables."""
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "CLOCK": False, "SECRET_KEY": "schema"})
    migrate.upgrade(app)
    with app.app_context():
        with pytest.raises(OperationalError), db.engine.connect().execution_options(begin="schema") as connection:
            connection.execute(text("SELECT * FROM nowhere"))
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            with pytest.raises(DatabaseError, match="not authorized"):
                connection.execute(text("DROP TABLE person"))
        db.engine.dispose()
