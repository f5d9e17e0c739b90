"""What the transaction promised to tell the outside: delivered after it was kept, at least once.

A worker claims messages with a lease, delivers them outside any transaction, and marks them done if they are still its own.
Each message carries its id, by which a receiver can know a repetition. After eight tries it is dead, and staff see it.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from .calendar import SECOND_US
from .tables import WAITING, outbox
from .timers import Transaction

LEASE_US = 30 * SECOND_US
FIRST_WAIT_US = 30 * SECOND_US
TRIES = 8
AT_A_TIME = 20


class Undelivered(Exception):
    """The outside did not take a message this time; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message on its way: ``id`` is the receiver's key against repetitions; ``step_id`` is None for reminders."""

    id: int
    step_id: int | None
    topic: str
    payload: dict[str, Any]
    tries: int


def deliver(transaction: Transaction, *, send: Callable[[Message], None], owner: str, at: int) -> int:
    """Claim up to twenty messages and send them one by one; returns how many got through. ``at`` is UTC microseconds.

    ``send`` raises ``Undelivered`` for a failure that passes. Anything else is a bug: that message waits like a failed one,
    the rest of the claim is given back, and the exception goes on.
    """
    with transaction() as session:
        claimed = claim(session, owner=owner, at=at)
    sent = 0
    for place, message in enumerate(claimed):
        with ExitStack() as broken:
            broken.callback(_set_down, transaction, message=message, rest=claimed[place + 1:], owner=owner, at=at)
            trouble = _try(send, message=message)
            broken.pop_all()
        with transaction() as session:
            if trouble is None:
                mark_done(session, message=message, owner=owner, at=at)
            else:
                mark_failed(session, message=message, owner=owner, at=at, trouble=trouble)
        sent += trouble is None
    return sent


def claim(session: Session, *, owner: str, at: int) -> list[Message]:
    """Take the longest waiting messages for thirty seconds; nobody else gets them meanwhile. Counts as a try."""
    free = (select(outbox.c.id).where(WAITING, outbox.c.due_us <= at, outbox.c.lease_us <= at)
            .order_by(outbox.c.due_us, outbox.c.id).limit(AT_A_TIME).with_for_update(skip_locked=True))
    take = (update(outbox).where(outbox.c.id.in_(free)).values(lease_us=at + LEASE_US, owner=owner, tries=outbox.c.tries + 1)
            .returning(outbox.c.id, outbox.c.step_id, outbox.c.topic, outbox.c.payload, outbox.c.tries))
    rows = session.connection().execute(take).all()
    return sorted((Message(row.id, row.step_id, row.topic, json.loads(row.payload), row.tries) for row in rows), key=lambda message: message.id)


def mark_done(session: Session, *, message: Message, owner: str, at: int) -> None:
    """The message got through, unless the lease ran out and somebody else has it now."""
    session.connection().execute(_own(message, owner=owner).values(done_us=at))


def mark_failed(session: Session, *, message: Message, owner: str, at: int, trouble: str) -> None:
    """Wait twice as long as the last time (30 s, 1 min, … 32 min); after the eighth try the message is dead."""
    if message.tries >= TRIES:
        outcome: dict[str, Any] = {"dead_us": at}
    else:
        outcome = {"due_us": at + FIRST_WAIT_US * 2 ** (message.tries - 1), "lease_us": 0, "owner": None}
    session.connection().execute(_own(message, owner=owner).values(trouble=trouble, **outcome))


def revive(session: Session, *, message_id: int, at: int) -> None:
    """Give a dead message eight more tries, from ``at`` on (UTC microseconds)."""
    again = {"dead_us": None, "tries": 0, "due_us": at, "lease_us": 0, "owner": None}
    session.connection().execute(update(outbox).where(outbox.c.id == message_id, outbox.c.dead_us.is_not(None)).values(again))


def _try(send: Callable[[Message], None], *, message: Message) -> str | None:
    try:
        send(message)
    except Undelivered as trouble:
        return str(trouble)
    return None


def _own(message: Message, *, owner: str) -> Update:
    return update(outbox).where(outbox.c.id == message.id, outbox.c.owner == owner, WAITING)


def _set_down(transaction: Transaction, *, message: Message, rest: Sequence[Message], owner: str, at: int) -> None:
    with transaction() as session:
        mark_failed(session, message=message, owner=owner, at=at, trouble="the program broke while sending")
        for other in rest:
            session.connection().execute(_own(other, owner=owner).values(lease_us=0, owner=None, tries=outbox.c.tries - 1))
