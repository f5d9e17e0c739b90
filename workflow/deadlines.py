"""Which timers a case gets when it enters a state. Rows only; ``timers`` makes them ring.

The season may have its own length of a deadline; working days are the season's own. Reminders whose time is already
over are left out.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from .calendar import WorkingDays, end_of, reminder_of
from .definition import Deadline, Workflow
from .tables import instance, timer

if TYPE_CHECKING:
    from .engine import Engine

FIELD = "field:"
ARM = insert(timer)
DISARM = delete(timer).where(timer.c.instance_id == bindparam("instance"), timer.c.done_us.is_(None))
HERE = select(instance).where(instance.c.id == bindparam("instance"))
NO_TABLE = WorkingDays({})

Asked = Callable[[Any, Callable[[], Any]], Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A case that enters a state: by which step number, and when (UTC microseconds)."""

    workflow: Workflow
    state: str
    instance_id: int
    season_id: int
    seq: int
    at: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What a season has already answered, so that a hundred cases ask it once."""

    known: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, ask: Callable[[], Any]) -> Any:
        """The known answer, or the one that is asked for now."""
        if key not in self.known:
            self.known[key] = ask()
        return self.known[key]


def timer_rows(entry: Entry, *, engine: Engine, session: Session, once: Asked, read: Callable[[str], Any]) -> list[dict[str, Any]]:
    """The deadline and reminders for one entry; none for a state without a deadline or a date that is not known yet.

    ``once`` remembers the season's answers within a batch; ``read`` gives an attribute of the case.
    """
    deadline = entry.workflow.state[entry.state].deadline
    if deadline is None:
        return []
    days = once(("days", entry.season_id, entry.workflow.name, entry.state),
                lambda: _length(entry, deadline=deadline, engine=engine, session=session))

    def calendar() -> WorkingDays:
        """Asked for only where working days are counted."""
        known: WorkingDays = once(("calendar", entry.season_id), lambda: _calendar(engine, session=session, season_id=entry.season_id))
        return known

    due, provisional = _due(entry, deadline=deadline, days=days, calendar=calendar, read=read)
    if due is None:
        return []
    rows = [_row(entry, kind="deadline", name=deadline.then, due=due, provisional=provisional)]
    for before in deadline.remind:
        at = reminder_of(due, days=before)
        if at > entry.at:
            rows.append(_row(entry, kind="remind", name=str(before), due=at, provisional=provisional))
    return rows


def rearm(session: Session, *, engine: Engine, instance_id: int, at: int) -> None:
    """Count a case's waiting deadline again, after a date it depends on or the calendar was changed.

    An effect that sets such a date through ``ctx.facts`` need not call this: its own move counts anyway.
    """
    session.flush()
    row = session.connection().execute(HERE, {"instance": instance_id}).one()
    workflow = engine.definition(session, digest=row.version)
    entry = Entry(workflow, row.state, row.id, row.season_id, row.seq, row.entered_us)
    rows = timer_rows(entry, engine=engine, session=session, once=Answers().once,
                      read=lambda name: engine.read(session, workflow=workflow.name, instance_id=instance_id, name=name))
    session.connection().execute(DISARM, {"instance": instance_id})
    waiting = [each for each in rows if each["kind"] == "deadline" or each["due_us"] > at]
    if waiting:
        session.connection().execute(ARM, waiting)


def depends_on_field(workflow: Workflow, *, state: str) -> bool:
    """Whether the state's deadline counts from an attribute of the case."""
    deadline = workflow.state[state].deadline
    return deadline is not None and deadline.basis.startswith(FIELD)


def _length(entry: Entry, *, deadline: Deadline, engine: Engine, session: Session) -> int:
    ask = engine.registry.days
    own = ask(session, entry.season_id, entry.workflow.name, entry.state) if ask else None
    return deadline.days if own is None else own


def _calendar(engine: Engine, *, session: Session, season_id: int) -> WorkingDays:
    return engine.registry.calendar(session, season_id) if engine.registry.calendar else NO_TABLE


def _due(entry: Entry, *, deadline: Deadline, days: int, calendar: Callable[[], WorkingDays], read: Callable[[str], Any]) -> tuple[int | None, bool]:
    if not deadline.basis.startswith(FIELD):
        counted = calendar() if deadline.basis == "workday" else NO_TABLE
        return counted.after(entry.at, days, deadline.basis)
    value = read(deadline.basis.removeprefix(FIELD))
    if value is None:
        return None, False
    return (end_of(value + timedelta(days=days)) if isinstance(value, date) else value), False


def _row(entry: Entry, *, kind: str, name: str, due: int, provisional: bool) -> dict[str, Any]:
    return {"instance_id": entry.instance_id, "kind": kind, "name": name, "seq": entry.seq,
            "due_us": due, "next_us": due, "provisional": provisional}
