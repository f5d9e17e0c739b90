"""A season under review."""
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from proposals import clock, create_app, machine
from proposals.demonstration import people
from proposals.storage import db, unit_of_work
from proposals.funding import actions as funding
from proposals.funding.models import Fund
from tests.kit import Visitor
from tests.rooms.approval.planned import actor
from workflow import SYSTEM
from workflow.definitions import ALL
from workflow.tables import metadata


def fill() -> None:
    known = machine.registry
    for workflow in ALL:
        for name in known.missing(workflow):
            kind, _, name = name.partition(" ")
            if kind == "guard":
                known.guards[name] = lambda ctx: None
            elif kind == "effect":
                known.effects[name] = lambda ctx: ctx.facts.update(agreed_fen=ctx.subject.planned_fen) if ctx.move.name == "conclude" else None
            elif kind == "role":
                known.roles[None, name] = lambda ctx: False
            else:
                known.window = lambda session, season, phase, at: None
        machine.engine.load(workflow)


def fund(season_id: int, *, at: int) -> None:
    """Both sources are named and filled: 600,000 and 400,000 yuan."""
    if db.session.query(Fund).count() == 0:
        funding.name_sources(season_id, sources=funding.USUAL_SOURCES, by=SYSTEM, at=at)
    for code, fen in (("foundation", 60_000_000), ("treasury", 40_000_000)):
        funding.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="R1", by=actor("李科长"), at=at)


@pytest.fixture
def app(database_url: str, tmp_path, monkeypatch) -> Iterator[Flask]:
    monkeypatch.setenv("GOLDEN_IDEA_INSTANCE", str(tmp_path))
    monkeypatch.setattr(machine, "load_definitions", fill)
    monkeypatch.setattr("proposals.machine.engine.stored", set())
    made = create_app({"DATABASE_URL": database_url, "CLOCK": False})
    with made.app_context():
        with unit_of_work():
            metadata.create_all(db.session.connection())
        fund(people.found(clock.now()), at=clock.now())
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def at() -> int:
    return clock.now()


@pytest.fixture
def enter(app: Flask) -> Callable[..., Visitor]:
    return lambda name=None: Visitor(app, name=name)
