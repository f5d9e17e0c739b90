"""One round of the clock: due deadlines are fired, waiting messages are delivered, and every hour the new steps are sealed."""
from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import TypeVar

from workflow import outbox, seals, timers

from . import letters
from .machine import engine
from .storage import unit_of_work

J = TypeVar("J")
DUE_AT_ONCE = 500
HOUR_US = 3_600_000_000
ROUNDS_OF_LETTERS = 50
_jobs: list[Callable[[int], object]] = []


def each_round(job: Callable[[int], J]) -> Callable[[int], J]:
    """Enter a room's own work of every round: ``job(at)``, which says itself whether anything is due and keeps its own transaction."""
    if job not in _jobs:
        _jobs.append(job)
    return job


def round_of(at: int) -> str:
    """Do what is due at ``at`` (UTC microseconds), each timer and each message in a transaction of its own; says what was done."""
    report = timers.tick(unit_of_work, engine, at=at, limit=DUE_AT_ONCE)
    joined = timers.join(unit_of_work, engine, at=at)
    delivered = deliver_letters(at)
    sealed = seal_hourly(at)
    for job in _jobs:
        job(at)
    return f"fired {report.fired}, reminded {report.reminded}, refused {report.refused}, joined {joined}, delivered {delivered}, sealed {sealed}"


def deliver_letters(at: int) -> int:
    """Hand over what waits in the outbox, a bounded number per round; how many got through."""
    owner = f"{socket.gethostname()}:{os.getpid()}"
    delivered = 0
    for _round in range(ROUNDS_OF_LETTERS):
        sent = outbox.deliver(unit_of_work, send=letters.send, owner=owner, at=at)
        delivered += sent
        if not sent:
            break
    return delivered


def seal_hourly(at: int) -> bool:
    """Seal the steps made since the last seal, once an hour whoever asks first."""
    with unit_of_work() as session:
        first = timers.first_in_slot(session, job="seal", slot=at // HOUR_US, at=at)
        return first and seals.seal_new(session, at=at) is not None
