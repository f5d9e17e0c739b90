"""Definitions as they were: stored by digest, so that a season ends by the rules with which it began.

A case keeps its version; a changed meaning takes a new guard name. ``replay`` says what a new definition would have forbidden;
``migration`` moves the live cases of a season to it.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from .definition import PREVIOUS, SAME, Workflow, from_canonical
from .refusals import UnknownVersion
from .tables import instance, step, version

if TYPE_CHECKING:
    from .engine import Engine


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A step of the past that a new definition does not know: which one, and why."""

    step_id: int
    instance_id: int
    seq: int
    name: str
    why: str


def store(session: Session, *, workflow: Workflow, at: int) -> None:
    """Keep a definition under its digest; storing it again changes nothing. ``at`` is UTC microseconds."""
    connection = session.connection()
    if connection.execute(select(version.c.digest).where(version.c.digest == workflow.digest)).first() is None:
        connection.execute(insert(version).values(digest=workflow.digest, name=workflow.name, body=workflow.canonical, at_us=at))


def fetch(session: Session, *, digest: str) -> Workflow:
    """A stored definition; ``UnknownVersion`` if there is none under this digest."""
    body = session.connection().execute(select(version.c.body).where(version.c.digest == digest)).scalar()
    if body is None:
        raise UnknownVersion(digest)
    return from_canonical(body)


def in_use(session: Session) -> list[str]:
    """The digests that at least one case is held to, sorted."""
    return list(session.connection().execute(select(instance.c.version).distinct().order_by(instance.c.version)).scalars())


def load_stored(session: Session, *, engine: Engine) -> None:
    """Load every version that a case is held to; ``MissingNames`` if the program can no longer run one of them.

    Call it at the start of the program, in a transaction that sees only what is committed: the engine then knows which
    definitions are stored and need not ask at every new case.
    """
    for digest in in_use(session):
        if digest not in engine.workflows:
            engine.load(fetch(session, digest=digest), current=False)
    engine.stored |= set(session.connection().execute(select(version.c.digest)).scalars())


def replay(session: Session, *, new: Workflow) -> Forbidden | None:
    """Run all stored histories of this workflow through a new definition: the first step it would forbid, or None."""
    past = (select(step.c.id, step.c.instance_id, step.c.seq, step.c.name, step.c.source, step.c.target, step.c.role)
            .join(instance, step.c.instance_id == instance.c.id).where(instance.c.workflow == new.name)
            .order_by(step.c.instance_id, step.c.seq))
    with session.connection().execute(past, execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            why = _objection(row, new=new)
            if why is not None:
                return Forbidden(row.id, row.instance_id, row.seq, row.name, why)
    return None


def _objection(row: Row[Any], *, new: Workflow) -> str | None:
    if row.target not in new.state:
        return f"there is no state {row.target}"
    if row.name.startswith("@"):
        return f"cases start in {new.initial}" if row.name == "@start" and row.target != new.initial else None
    move = new.table.get((row.source, row.name))
    if move is None:
        return f"{row.name} does not leave {row.source}"
    if row.role not in move.roles:
        return f"{row.name} is not for {row.role}"
    expected = row.source if move.target == SAME else move.target
    return None if expected in (row.target, PREVIOUS) else f"{row.name} leads to {move.target}, not to {row.target}"
