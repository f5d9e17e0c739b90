"""One round of the clock: due deadlines are fired, waiting messages are delivered, steps are sealed."""
from __future__ import annotations

from workflow import outbox, timers

from . import letters
from .machine import engine
from .storage import db, unit_of_work

DUE_AT_ONCE = 500


def round_of(at: int) -> str:
    """Do what is due at ``at`` (UTC microseconds); each timer and each batch of messages in a transaction of its own."""
    report = timers.tick(unit_of_work, db.session, engine, at=at, limit=DUE_AT_ONCE)
    delivered = outbox.drain(unit_of_work, db.session, letters.deliver, at=at)
    return f"{report}; {delivered} messages delivered"
