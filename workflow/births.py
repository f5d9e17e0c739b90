"""Beginning cases: one or many of a workflow at once, with their first step and their first deadline.

A child locks its family first, so that a quorum counts it or comes before it.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from . import deadlines, locks
from .chain import GENESIS, step_row
from .context import Actor
from .definition import Workflow
from .tables import instance, step

if TYPE_CHECKING:
    from .engine import Engine

ADD = insert(instance)
ADD_AND_TELL = ADD.returning(instance.c.id, sort_by_parameter_order=True)
LAST = select(func.coalesce(func.max(instance.c.id), 0))
CROWN = update(instance).where(instance.c.id == bindparam("case")).values(head=bindparam("hash"), root_id=bindparam("root"))
ADD_STEP = insert(step)


def start_many(engine: Engine, *, session: Session, workflow: Workflow, season_id: int, actor: Actor, at: int, parents: Sequence[int | None]) -> list[int]:
    """Begin one case for each of ``parents`` (None: a family of its own) and return their ids in that order; five statements for any number."""
    connection = session.connection()
    wanted = sorted({parent for parent in parents if parent is not None})
    roots = {row.id: row.root_id for row in locks.locked_together(connection, ids=wanted)} if wanted else {}
    born = [{"workflow": workflow.name, "version": workflow.digest, "season_id": season_id, "parent_id": parent} for parent in parents]
    place = {"state": workflow.initial, "seq": 1, "head": GENESIS, "entered_us": at}
    ids = _add(connection, rows=[each | place for each in born])
    steps = [_first_step(workflow, case_id=case_id, born=each, actor=actor, at=at) for case_id, each in zip(ids, born, strict=True)]
    connection.execute(CROWN, [{"case": case_id, "hash": row["hash"], "root": roots[parent] if parent is not None else case_id}
                               for case_id, row, parent in zip(ids, steps, parents, strict=True)])
    connection.execute(ADD_STEP, steps)
    _arm(engine, session=session, entries=[deadlines.Entry(workflow, workflow.initial, case_id, season_id, 1, at) for case_id in ids])
    return ids


def _add(connection: Connection, *, rows: list[dict[str, Any]]) -> list[int]:
    """Insert the rows and return their ids. SQLite can tell only one at a time, but its only writer may number them itself."""
    if connection.dialect.name != "sqlite":
        return list(connection.execute(ADD_AND_TELL, rows).scalars())
    first = connection.execute(LAST).scalar_one() + 1
    connection.execute(ADD, [row | {"id": first + place} for place, row in enumerate(rows)])
    return list(range(first, first + len(rows)))


def _first_step(workflow: Workflow, *, case_id: int, born: dict[str, Any], actor: Actor, at: int) -> dict[str, Any]:
    columns = {"instance_id": case_id, "seq": 1, "name": "@start", "target": workflow.initial, "actor": actor.id, "role": "-", "at_us": at}
    return step_row(columns, prev=GENESIS, data={}, note="", case=born)


def _arm(engine: Engine, *, session: Session, entries: list[deadlines.Entry]) -> None:
    """The first deadlines; the season is asked once for all."""
    once = deadlines.Answers().once
    rows = [row for entry in entries for row in deadlines.timer_rows(entry, engine=engine, session=session, once=once, read=lambda name: None)]
    if rows:
        session.connection().execute(deadlines.ARM, rows if len(rows) > 1 else rows[0])
