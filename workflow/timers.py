"""Deadlines that ring. The rows are the truth; a scheduler only calls ``tick`` now and then, late is safe, twice is safe.

``transaction`` is a function that gives a session in a new write transaction, kept when the block ends and undone when it
breaks (``sessionmaker.begin`` is one). Exactly once comes from that transaction, not from the scheduler: a worker killed
between writing and committing leaves the timer waiting.
"""
from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from . import locks
from .calendar import DAY_US, SECOND_US
from .chain import canonical
from .context import SYSTEM, Request, Step
from .deadlines import ARM
from .refusals import Refused
from .tables import instance, outbox, tick as ticks, timer

if TYPE_CHECKING:
    from .engine import Engine

Transaction = Callable[[], AbstractContextManager[Session]]

WEEK_US = 7 * DAY_US
RETRY_US = 3600 * SECOND_US
FIRED, REMINDED, REFUSED, BUSY, GONE = "fired", "reminded", "refused", "busy", "gone"
WAITING = timer.c.done_us.is_(None)
DUE = (select(timer.c.id, timer.c.instance_id).where(WAITING, timer.c.next_us <= bindparam("at"))
       .order_by(timer.c.next_us, timer.c.id).limit(bindparam("limit")))
STILL_DUE = select(timer).where(timer.c.id == bindparam("timer"), WAITING, timer.c.next_us <= bindparam("at"))
DONE = update(timer).where(timer.c.id == bindparam("timer"), WAITING).values(done_us=bindparam("at"))
LATER = update(timer).where(timer.c.id == bindparam("timer"), WAITING).values(next_us=bindparam("later"), tries=timer.c.tries + 1)
DEADLINE_OF = select(timer.c.due_us).where(timer.c.instance_id == bindparam("instance"), WAITING, timer.c.kind == "deadline")


@dataclass(slots=True)
class TickReport:
    """What one tick did: moves made, reminders sent, moves refused for now, cases left because somebody was at work in them."""

    fired: int = 0
    reminded: int = 0
    refused: int = 0
    busy: int = 0


def tick(transaction: Transaction, engine: Engine, *, at: int, limit: int) -> TickReport:
    """Ring up to ``limit`` timers that are due at ``at`` (UTC microseconds), the longest waiting first, each in its own transaction.

    A refused move is tried again after an hour. A broken one is put off likewise, and its exception ends this tick: the next
    one goes on with the others.
    """
    with transaction() as session:
        due = session.connection().execute(DUE, {"at": at, "limit": limit}).all()
    report = TickReport()
    for row in due:
        outcome = _ring_or_put_off(transaction, engine=engine, timer_id=row.id, instance_id=row.instance_id, at=at)
        if outcome != GONE:
            setattr(report, outcome, getattr(report, outcome) + 1)
    return report


def _ring_or_put_off(transaction: Transaction, *, engine: Engine, timer_id: int, instance_id: int, at: int) -> str:
    with ExitStack() as broken:
        broken.callback(_put_off_apart, transaction, timer_id=timer_id, at=at)
        with transaction() as session:
            outcome = _ring(session, engine=engine, timer_id=timer_id, instance_id=instance_id, at=at)
        broken.pop_all()
    return outcome


def _ring(session: Session, *, engine: Engine, timer_id: int, instance_id: int, at: int) -> str:
    """The family is locked before the timer is looked at again, in the same order as every move does."""
    connection = session.connection()
    if not locks.locked_if_free(connection, instance_id=instance_id):
        return BUSY
    row = connection.execute(STILL_DUE, {"timer": timer_id, "at": at}).first()
    if row is None:
        return GONE
    if row.kind == "remind":
        connection.execute(DONE, {"timer": timer_id, "at": at})
        _remind(session, engine=engine, row=row, at=at)
        return REMINDED
    try:
        with session.begin_nested():
            session.connection().execute(DONE, {"timer": timer_id, "at": at})  # asked again: only this joins the savepoint
            _make_the_move(session, engine=engine, row=row, at=at)
    except Refused:
        _put_off(session, timer_id=timer_id, at=at)
        return REFUSED
    return FIRED


def _make_the_move(session: Session, *, engine: Engine, row: Row[Any], at: int) -> None:
    request = Request(name=row.name, actor=SYSTEM, at=at, data={}, note="", due=row.due_us)
    made = engine.carry_out(session, instance_id=row.instance_id, request=request)
    if made.source == made.target:
        _again_next_week(session, row=row, made=made, at=at)


def _again_next_week(session: Session, *, row: Row[Any], made: Step, at: int) -> None:
    """An escalation decides nothing, so it comes back every week until somebody does; missed weeks are not made up."""
    due = row.due_us + WEEK_US
    while due <= at:
        due += WEEK_US
    session.connection().execute(ARM, {"instance_id": row.instance_id, "kind": "deadline", "name": row.name, "seq": made.seq,
                                       "due_us": due, "next_us": due, "provisional": False})


def _remind(session: Session, *, engine: Engine, row: Row[Any], at: int) -> None:
    """Put one "remind" message per role into the outbox: role, instance, state, days before, due in UTC microseconds."""
    connection = session.connection()
    case = connection.execute(locks.ROW, {"instance": row.instance_id}).one()
    deadline = engine.definition(session, digest=case.version).state[case.state].deadline
    due = connection.execute(DEADLINE_OF, {"instance": row.instance_id}).scalar()
    if deadline is None or due is None:
        return
    letters = [{"step_id": None, "topic": "remind", "due_us": at, "payload": canonical(
        {"role": role, "instance": case.id, "state": case.state, "days": int(row.name), "due": due})} for role in deadline.remind_roles]
    if letters:
        connection.execute(insert(outbox), letters)


def _put_off(session: Session, *, timer_id: int, at: int) -> None:
    session.connection().execute(LATER, {"timer": timer_id, "later": at + RETRY_US})


def _put_off_apart(transaction: Transaction, *, timer_id: int, at: int) -> None:
    with transaction() as session:
        _put_off(session, timer_id=timer_id, at=at)


def join(transaction: Transaction, engine: Engine, *, at: int) -> int:
    """Make the moves the system owes as soon as a quorum is full, in case the event that should have done it was missed.

    Belt and braces: normally the last signature or score does it. Returns how many moves were made.
    """
    made = 0
    for workflow in list(engine.workflows.values()):
        for state, move in workflow.joins:
            with transaction() as session:
                here = (instance.c.workflow == workflow.name, instance.c.version == workflow.digest, instance.c.state == state)
                ids = session.connection().execute(select(instance.c.id).where(*here)).scalars().all()
                made += len(engine.fire_many(session, ids, move.name, SYSTEM, at=at).moved)
    return made


def recount_provisional(transaction: Transaction, engine: Engine, *, season_id: int, at: int) -> int:
    """Count the season's provisional deadlines again, after the working days of another year were imported."""
    waiting = (select(timer.c.instance_id).join(instance).where(WAITING, timer.c.provisional, instance.c.season_id == season_id).distinct())
    with transaction() as session:
        ids = session.connection().execute(waiting.order_by(timer.c.instance_id)).scalars().all()
        engine.lock(session, ids)
        for instance_id in ids:
            engine.rearm(session, instance_id=instance_id, at=at)
    return len(ids)


def first_in_slot(session: Session, *, job: str, slot: int, at: int) -> bool:
    """Claim one slot of a periodic job for this transaction; False when another process has it already."""
    connection = session.connection()
    add = sqlite.insert(ticks) if connection.dialect.name == "sqlite" else postgresql.insert(ticks)
    claimed = add.values(job=job, slot=slot, at_us=at).on_conflict_do_nothing().returning(ticks.c.slot)
    return connection.execute(claimed).first() is not None


def oldest_overdue(session: Session, *, at: int) -> int | None:
    """When the longest overdue timer was due, in UTC microseconds; None when nothing is late."""
    return session.connection().execute(select(func.min(timer.c.due_us)).where(WAITING, timer.c.next_us <= at)).scalar()
