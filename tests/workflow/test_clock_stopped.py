"""The clock stood still for two days: everything that was due meanwhile happens once, in order, and says so."""
import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from tests.workflow.machines import OWNER, TITLE, start
from workflow.calendar import DAY_US
from workflow.history import verify
from workflow.tables import outbox, step
from workflow.timers import TickReport, oldest_overdue, tick

END_OF_DAY = 16 * 3_600_000_000 - 1_000_000  # 23:59:59 in Shanghai


@pytest.fixture
def sessions(ground):
    """A new write transaction each time it is asked."""
    return sessionmaker(ground.database).begin


@pytest.fixture
def cases(sessions, engine):
    """Two drafts whose thirty days end a day apart, and a submitted case to be nagged about."""
    with sessions() as session:
        found = [start(session, engine, at=0), start(session, engine, at=DAY_US), start(session, engine, at=22 * DAY_US)]
        engine.fire(session, found[2], "submit", OWNER, at=24 * DAY_US, data=TITLE)
    tick(sessions, engine, at=29 * DAY_US, limit=100)
    return found


def test_two_days_late_everything_happens_once_in_the_order_it_was_due(sessions, engine, cases):
    awake = 32 * DAY_US
    with sessions() as session:
        assert oldest_overdue(session, at=awake) == 29 * DAY_US + END_OF_DAY
    assert tick(sessions, engine, at=awake, limit=100) == TickReport(fired=3)
    assert tick(sessions, engine, at=awake, limit=100) == TickReport()
    with sessions() as session:
        late = session.execute(select(step.c.instance_id, step.c.name, step.c.due_us, step.c.at_us).where(step.c.due_us.is_not(None)).order_by(step.c.id)).all()
        assert verify(session) == []
    assert late == [(cases[2], "nag", 29 * DAY_US + END_OF_DAY, awake), (cases[0], "lapse", 30 * DAY_US + END_OF_DAY, awake),
                    (cases[1], "lapse", 31 * DAY_US + END_OF_DAY, awake)]


def test_reminders_are_sent_once_even_when_they_are_late(sessions, engine, cases):
    tick(sessions, engine, at=32 * DAY_US, limit=100)
    tick(sessions, engine, at=34 * DAY_US, limit=100)
    with sessions() as session:
        assert len(session.scalars(select(outbox.c.id).where(outbox.c.topic == "remind")).all()) == 2


def test_a_move_made_in_time_is_not_undone_by_a_late_clock(sessions, engine, cases):
    with sessions() as session:
        engine.fire(session, cases[0], "submit", OWNER, at=30 * DAY_US, data=TITLE)
    assert tick(sessions, engine, at=32 * DAY_US, limit=100) == TickReport(fired=2)


def test_the_clock_may_jump_back_without_harm(sessions, engine, cases):
    tick(sessions, engine, at=32 * DAY_US, limit=100)
    assert tick(sessions, engine, at=29 * DAY_US, limit=100) == TickReport()
    assert tick(sessions, engine, at=33 * DAY_US, limit=100) == TickReport()
