"""A worker is killed between writing and committing: what it did never happened, and the next one does it."""
import os
import signal

import pytest
from sqlalchemy import func, select

from tests.workflow.crowd import alone, ground
from tests.workflow.machines import start
from workflow.history import verify
from workflow.tables import outbox, step, timer
from workflow.timers import tick

DRAFTS, LATER = 40, 10**14


def ring(url, deadly):
    """Ring everything that is due, or die after writing the seventh move and before keeping it."""
    engine, transaction, database = ground(url)
    fire, count = engine.carry_out, 0

    def fire_and_die(session, **asked):
        nonlocal count
        made, count = fire(session, **asked), count + 1
        if count == 7:
            session.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    if deadly:
        engine.carry_out = fire_and_die
    while tick(transaction, engine, at=LATER, limit=50).fired:
        pass
    database.dispose()


@pytest.mark.slow
def test_three_killed_workers_lose_nothing_and_double_nothing(ground, session, engine):
    for _ in range(DRAFTS):
        start(session, engine, at=0)
    session.commit()
    assert [alone(ring, ground.url, True) for _ in range(3)] == [-signal.SIGKILL] * 3
    assert session.scalar(select(func.count()).select_from(step).where(step.c.name == "lapse")) == 18
    session.rollback()
    assert alone(ring, ground.url, False) == 0
    counted = [session.scalar(query) for query in (
        select(func.count()).select_from(step).where(step.c.name == "lapse"),
        select(func.count()).select_from(outbox).where(outbox.c.topic == "remind"),
        select(func.count()).select_from(timer).where(timer.c.done_us.is_(None)))]
    assert counted == [DRAFTS, DRAFTS, 0]
    assert verify(session) == []
