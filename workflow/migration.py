"""Moving the live cases of a season to another version of their definition: one ``@migrate`` step each, or none at all.

Ended cases stay with the rules by which they ended.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from . import locks, versions
from .chain import step_row
from .context import Actor
from .definition import Workflow
from .refusals import Problem, Refused
from .tables import instance, step

if TYPE_CHECKING:
    from .engine import Engine

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Migration:
    """Where to: the new definition, and the new name of each state that is called differently there."""

    to: Workflow
    renamed: Mapping[str, str]

    def place(self, state: str | None) -> str | None:
        """A state's name under the new definition."""
        return None if state is None else self.renamed.get(state, state)


def migrate(session: Session, *, engine: Engine, plan: Migration, season_id: int, actor: Actor, at: int, dry_run: bool) -> dict[tuple[str, str], int]:
    """Move the season's live cases, and count them by (old state, new state).

    Refused (``state-unmapped``: state, cases) if a live case stands in, or came from, a state that the new definition lacks.
    """
    session.flush()
    live = _live(session, engine=engine, plan=plan, season_id=season_id)
    homeless = Counter(state for row in live for state in (row.state, row.resume) if state and plan.place(state) not in plan.to.state)
    if homeless:
        raise Refused(tuple(Problem.of("state-unmapped", state=state, cases=number) for state, number in sorted(homeless.items())))
    if not dry_run and live:
        engine.load(plan.to, current=False)
        versions.store(session, workflow=plan.to, at=at)
        for row in live:
            _move(session, engine=engine, plan=plan, row=row, actor=actor, at=at)
    return dict(Counter((row.state, str(plan.place(row.state))) for row in live))


def _live(session: Session, *, engine: Engine, plan: Migration, season_id: int) -> list[Row[Any]]:
    wanted = select(instance.c.id).where(instance.c.workflow == plan.to.name, instance.c.season_id == season_id,
                                         instance.c.version != plan.to.digest).order_by(instance.c.id)
    connection = session.connection()
    ids = connection.execute(wanted).scalars().all()
    rows = [row for begin in range(0, len(ids), CHUNK) for row in locks.locked_together(connection, ids=ids[begin:begin + CHUNK])]
    return [row for row in rows if row.state not in engine.definition(session, digest=row.version).ends]


def _move(session: Session, *, engine: Engine, plan: Migration, row: Row[Any], actor: Actor, at: int) -> None:
    connection, target = session.connection(), plan.place(row.state)
    columns = {"instance_id": row.id, "seq": row.seq + 1, "name": "@migrate", "source": row.state, "target": target,
               "actor": actor.id, "role": "-", "at_us": at}
    made = step_row(columns, prev=row.head, data={}, note="", case={"version": plan.to.digest})
    connection.execute(update(instance).where(instance.c.id == row.id).values(
        version=plan.to.digest, state=target, resume=plan.place(row.resume), seq=row.seq + 1, head=made["hash"]))
    connection.execute(insert(step), made)
    model = engine.registry.subjects.get(row.workflow)
    if model is not None:
        session.get_one(model, row.id, populate_existing=True).state = target
        session.flush()
    engine.rearm(session, instance_id=row.id, at=at)
