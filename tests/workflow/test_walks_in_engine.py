"""Every generated walk can really be walked: through the engine, each step by a person of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tests.workflow.machines import furnish
from workflow.context import SYSTEM, Actor, Context
from workflow.definition import Workflow
from workflow.definitions import ALL
from workflow.engine import Engine
from workflow.paths import Walk, walks
from workflow.registry import Registry
from workflow.tables import instance, step

AT = 1_530_000_000_000_000


def registry() -> Registry:
    """Every guard holds, every effect does nothing; the person "org-7" holds the role org, and no other."""
    registered = Registry(window=lambda session, season, phase, at: None)
    for move in (move for workflow in ALL for move in workflow.transitions):
        registered.guards.update(dict.fromkeys(move.guards, lambda ctx: None))
        registered.effects.update(dict.fromkeys(move.effects, lambda ctx: None))
        registered.roles.update({(None, role): _holder(role) for role in move.roles if role != "system"})
    return registered


def _holder(role: str):
    def holds(ctx: Context) -> bool:
        return ctx.actor.id.startswith(f"{role}-")
    return holds


@pytest.fixture
def session() -> Iterator[Session]:
    database = create_engine("sqlite://", poolclass=StaticPool)
    furnish(database)
    with Session(database) as opened:
        yield opened
    database.dispose()


def walk_it(engine: Engine, session: Session, workflow: Workflow, walk: Walk) -> int:
    case = engine.start(session, workflow.name, season_id=1, actor=Actor("starter", ""), at=AT)
    for number, leg in enumerate(walk):
        role = leg.move.roles[0]
        actor = SYSTEM if role == "system" else Actor(f"{role}-{number}", role)
        engine.fire(session, case, leg.move.name, actor, at=AT + number, data=dict.fromkeys(leg.move.fields, "x"),
                    note="reason" if leg.move.note else "")
    return case


@pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)
def test_every_walk_arrives_where_the_definition_says_and_is_recorded_step_by_step(session: Session, workflow: Workflow) -> None:
    engine = Engine(registry())
    engine.load(workflow)
    for walk in walks(workflow):
        case = walk_it(engine, session, workflow, walk)
        row = session.execute(select(instance.c.state, instance.c.resume).where(instance.c.id == case)).one()
        taken = session.execute(select(step.c.name, step.c.target).where(step.c.instance_id == case).order_by(step.c.seq)).all()
        assert tuple(row) == walk[-1].target
        assert [tuple(each) for each in taken] == [
            ("@start", workflow.initial), *((leg.move.name, leg.target[0]) for leg in walk)]
