"""How the demonstration drives cases: through the acts everybody uses, and it stops at the first refusal."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from workflow import Actor, Batch, timers
from workflow.tables import instance

from ..clock import SECOND
from ..machine import engine
from ..storage import act, db, unit_of_work

DAY_US = 24 * 3600 * SECOND
DUE_AT_ONCE = 20_000


class Stuck(Exception):
    """The play cannot go on: a move that should have been possible was refused."""


@act
def together(ids: Sequence[int], name: str, *, by: Actor, at: int, note: str = "", data: dict[str, Any] | None = None) -> list[int]:
    """One move for many cases; every one of them must be moved (``Stuck`` names the first that was not)."""
    batch = engine.fire_many(db.session(), ids, name, by, at=at, note=note, data=data)
    require_all(batch, name=name)
    return batch.moved


def require_all(batch: Batch, *, name: str) -> None:
    """Stop at the first case that a bulk act refused."""
    for case_id, problems in batch.refused.items():
        raise Stuck(f"{name} of case {case_id}: {[(problem.code, problem.facts) for problem in problems]}")


def wait(until: int) -> None:
    """Let time pass: the clock fires everything that falls due up to then."""
    while True:
        report = timers.tick(unit_of_work, engine, at=until, limit=DUE_AT_ONCE)
        if not report.fired + report.reminded:
            return


def children(parents: Iterable[int], *, workflow: str, state: str) -> list[int]:
    """The children of these cases in one state, oldest first."""
    wanted = select(instance.c.id).where(instance.c.parent_id.in_(list(parents)), instance.c.workflow == workflow, instance.c.state == state)
    return list(db.session.scalars(wanted.order_by(instance.c.id)))


def in_state(ids: Iterable[int], *, state: str) -> list[int]:
    """Those of the cases that stand in this state."""
    return list(db.session.scalars(select(instance.c.id).where(instance.c.id.in_(list(ids)), instance.c.state == state).order_by(instance.c.id)))
