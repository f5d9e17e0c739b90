"""A database that is in use keeps every row through the migrations, and every reference still finds its row."""
from datetime import date

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, insert, select, text

from proposals import create_app, fingerprint, migrate
from proposals.storage import db

pytestmark = pytest.mark.slow
HASH = "0" * 64
STREET = {"id": 1, "code": "150402001", "name": "西屯街道", "short_name": "西屯", "letters": "XT", "kind": "street"}
SEASON = {"id": 1, "year": 2018, "ordinal": 2, "title": "第二届金点子（演示）", "ideas_per_person": 10, "pass_line": 60, "reviews_needed": 5,
          "signatures_needed": 5, "appeal_days": 10, "management_percent": 10, "personnel_percent": 30, "double_approval_fen": 2_000_000, "demonstration": 1}
CASE = {"id": 1, "workflow": "proposal", "version": HASH, "season_id": 1, "root_id": 1, "state": "optimising", "seq": 0, "head": HASH, "entered_us": 1}
IDEA = {"id": 1, "season_id": 1, "state": "optimising", "number": "2018-XT-0001", "serial": 1, "receipt": "K3F9", "origin": "collected", "channel": "desk",
        "submitter": "resident", "participation": "help", "street_id": 1, "community_id": 2, "proposer_id": 1, "title": "院里的灯", "submitted_us": 1}
PLAN = {"id": 1, "proposal_id": 1, "version": 1, "summary": "装灯", "objectives": "看得见", "activities_planned": 3, "beneficiaries_planned": 90,
        "starts_on": date(2018, 6, 1), "ends_on": date(2018, 9, 1), "by_id": 1, "at_us": 1}
IN_USE = (
    ("area", STREET),
    ("area", STREET | {"id": 2, "code": "1504020011", "name": "一西街", "short_name": "一西街", "letters": None, "kind": "community", "parent_id": 1}),
    ("person", {"id": 1, "name": "林秀梅", "phone": "13800000001", "created_us": 1}), ("season", SEASON),
    ("organisation", {"id": 1, "name": "夕阳红老年服务中心（演示）", "kind": "social", "registered": 1}),
    ("wf_version", {"digest": HASH, "name": "proposal", "body": "{}", "at_us": 1}), ("wf_instance", CASE), ("proposal", IDEA),
    ("research_note", {"id": 1, "proposal_id": 1, "visited_on": date(2018, 3, 1), "finding": "都要", "feasibility": "feasible", "by_id": 1, "at_us": 1}),
    ("referral", {"id": 1, "proposal_id": 1, "kind": "transfer", "matter": "路灯", "handling_unit": "城管局", "due_us": 9, "reply": "已修", "replied_us": 8}),
    ("plan", PLAN), ("budget_line", {"id": 1, "plan_id": 1, "position": 1, "head": "activity", "title": "灯", "unit_price_fen": 9_900, "quantity": 3}),
    ("fund", {"id": 1, "season_id": 1, "code": "foundation", "title": "基金会", "weight": 60, "position": 1, "kind": "foundation", "desk": "foundation",
              "pay_mode": "own"}),
)


def whole(table, known):
    """The row, with nought or an empty text wherever else the table wants a value."""
    wanted = [column for column in table.columns if not column.nullable and column.name not in known]
    return known | {column.name: 0 if column.type.python_type is int else "" for column in wanted}


@pytest.fixture
def used(database_url):
    """A database of the first version with one idea on its way."""
    app = create_app({"DATABASE_URL": database_url, "CLOCK": False, "SECRET_KEY": "migrating"})
    migrate.upgrade(app, to="0001")
    with app.app_context():
        tables = MetaData()
        with db.engine.execution_options(begin="schema").begin() as connection:
            tables.reflect(connection)
            for name, known in IN_USE:
                connection.execute(insert(tables.tables[name]), whole(tables.tables[name], known))
        yield app, tables
        db.session.remove()
        db.engine.dispose()


def rows(tables):
    with db.engine.connect() as connection:
        asked = {name: select(tables.tables[name]).order_by(*tables.tables[name].primary_key) for name, _row in IN_USE}
        return {name: [tuple(row) for row in connection.execute(query)] for name, query in asked.items()}


def test_every_row_comes_through(used):
    app, tables = used
    before = rows(tables)
    migrate.upgrade(app)
    assert rows(tables) == before


def test_afterwards_the_guards_are_those_of_this_version_and_references_hold(used):
    app, _tables = used
    migrate.upgrade(app)
    assert fingerprint.findings(db.session()) == []
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.sqlite
def test_a_reference_left_alone_stops_the_migration_and_nothing_is_changed(tmp_path):
    """Somebody switched references off by hand and deleted a person: the migration says so instead of building on it."""
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "CLOCK": False, "SECRET_KEY": "migrating"})
    migrate.upgrade(app, to="0001")
    with app.app_context():
        with db.engine.execution_options(begin="schema").begin() as connection:
            connection.execute(text("INSERT INTO consent (person_id, kind, version, at_us) VALUES (99, 'privacy', '1', 1)"))
        with pytest.raises(ValueError, match="refer to rows that are not there"):
            migrate.upgrade(app)
        tables = set(db.session.scalars(text("SELECT name FROM sqlite_master")))
        assert "plan_opinion" not in tables
        db.session.remove()
        db.engine.dispose()


def test_what_stands_at_the_newest_version_is_left_alone(database_url, monkeypatch):
    app = create_app({"DATABASE_URL": database_url, "CLOCK": False, "SECRET_KEY": "migrating"})
    with app.app_context():
        assert (migrate.standing(), migrate.newest()) == (None, ScriptDirectory.from_config(migrate.configuration(app)).get_current_head())
    migrate.upgrade(app)
    monkeypatch.setattr(migrate, "command", lambda: pytest.fail("Alembic was asked"))
    migrate.upgrade(app)
    with app.app_context():
        assert migrate.standing() == migrate.newest()
        db.engine.dispose()
