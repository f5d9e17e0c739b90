"""A season with money in its pools, and a project that five parties have signed."""
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from flask import Flask
from sqlalchemy import select

from proposals import clock, create_app, machine, rooms
from proposals.demonstration import people
from proposals.funding import actions
from proposals.funding.models import Fund
from proposals.storage import db, unit_of_work
from tests.kit import Visitor
from tests.rooms.approval.conftest import fill
from tests.rooms.approval.planned import actor
from workflow.tables import metadata

POOLS = {"foundation": 30_000_00, "treasury": 20_000_00}


def fill_pools(season_id: int, *, at: int) -> None:
    if db.session.scalars(select(Fund)).first() is None:
        actions.name_sources(season_id, sources=actions.USUAL_SOURCES, by=actor("李科长"), at=at)
    for code, fen in POOLS.items():
        actions.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="拨-1", by=actor("李科长"), at=at)


OPEN = ("accounts", "implementation", "funding")


def furnish(app: Flask) -> None:
    for part in ("models", "rules", "views"):
        for room in rooms.ROOMS if part != "views" else OPEN:
            name = f"proposals.{room}.{part}"
            if find_spec(name) is not None:
                module = import_module(name)
                if part == "views":
                    app.register_blueprint(module.room)


@pytest.fixture
def app(database_url: str, tmp_path, monkeypatch) -> Iterator[Flask]:
    monkeypatch.setenv("GOLDEN_IDEA_INSTANCE", str(tmp_path))
    monkeypatch.setattr(machine, "load_definitions", fill)
    monkeypatch.setattr(rooms, "furnish", furnish)
    monkeypatch.setattr("proposals.machine.engine.stored", set())
    made = create_app({"DATABASE_URL": database_url, "CLOCK": False})
    with made.app_context():
        with unit_of_work():
            metadata.create_all(db.session.connection())
        season_id = people.found(clock.now())
        fill_pools(season_id, at=clock.now())
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def at() -> int:
    return clock.now()


@pytest.fixture
def enter(app: Flask) -> Callable[..., Visitor]:
    return lambda name=None: Visitor(app, name=name)
