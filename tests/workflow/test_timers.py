"""Deadlines ring once, late or early, and nothing waits for ever."""
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow import Problem
from workflow.calendar import DAY_US, WorkingDays
from workflow.history import verify
from workflow.tables import instance, outbox, step, timer
from workflow.timers import RETRY_US, WEEK_US, TickReport, first_in_slot, join, oldest_overdue, recount_provisional, tick

NEXT_YEAR = 400 * DAY_US


@pytest.fixture
def sessions(ground):
    """A new write transaction each time it is asked."""
    return sessionmaker(ground.database).begin


@pytest.fixture
def drafts(sessions, engine):
    """Five drafts, begun at zero."""
    with sessions() as session:
        return [start(session, engine, at=0) for _ in range(5)]


def count(sessions, column, value):
    """How many rows have that value."""
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(column.table).where(column == value))


def test_a_deadline_rings_once(sessions, engine, drafts):
    assert tick(sessions, engine, at=NEXT_YEAR, limit=100) == TickReport(fired=5, reminded=5)
    assert tick(sessions, engine, at=NEXT_YEAR, limit=100) == TickReport()
    assert (count(sessions, step.c.name, "lapse"), count(sessions, instance.c.state, "gone")) == (5, 5)


def test_the_step_says_when_it_was_due_and_when_it_happened(sessions, engine, drafts):
    tick(sessions, engine, at=NEXT_YEAR, limit=100)
    with sessions() as session:
        row = session.execute(select(step.c.due_us, step.c.at_us, step.c.actor).where(step.c.name == "lapse").limit(1)).one()
        assert (row.due_us // DAY_US, row.at_us, row.actor) == (30, NEXT_YEAR, "system")
        assert verify(session) == []


def test_nothing_rings_before_its_time(sessions, engine, drafts):
    assert tick(sessions, engine, at=26 * DAY_US, limit=100) == TickReport()
    assert tick(sessions, engine, at=28 * DAY_US, limit=100) == TickReport(reminded=5)


def test_a_reminder_tells_the_roles_of_the_state(sessions, engine, drafts):
    tick(sessions, engine, at=28 * DAY_US, limit=1)
    with sessions() as session:
        row = session.execute(select(outbox.c.topic, outbox.c.step_id, outbox.c.payload)).one()
    assert row == ("remind", None, f'{{"days":3,"due":{30 * DAY_US + 16 * 3_600_000_000 - 1_000_000},'
                                   f'"instance":{drafts[0]},"role":"owner","state":"draft"}}')


def test_a_tick_takes_no_more_than_it_may(sessions, engine, drafts):
    assert tick(sessions, engine, at=NEXT_YEAR, limit=3) == TickReport(reminded=3)


def test_an_escalation_comes_back_every_week_and_makes_up_for_nothing(sessions, engine, drafts):
    with sessions() as session:
        engine.fire(session, drafts[0], "submit", OWNER, at=0, data=TITLE)
    first = 7 * DAY_US + 16 * 3_600_000_000 - 1_000_000
    assert tick(sessions, engine, at=first, limit=1).fired == 1
    assert tick(sessions, engine, at=first + WEEK_US - 1, limit=1).fired == 0
    late = first + 3 * WEEK_US + 5
    assert tick(sessions, engine, at=late, limit=1).fired == 1
    with sessions() as session:
        waiting = select(timer.c.due_us).where(timer.c.instance_id == drafts[0], timer.c.done_us.is_(None))
        assert session.scalars(waiting).all() == [first + 4 * WEEK_US]


def test_a_refused_deadline_is_tried_again_after_an_hour(sessions, engine, drafts, monkeypatch):
    fire = engine.carry_out
    monkeypatch.setattr(engine, "carry_out", lambda session, **asked: (fire(session, **asked), engine.fire(session, drafts[0], "nag", OWNER, at=1)))
    assert tick(sessions, engine, at=NEXT_YEAR, limit=100) == TickReport(refused=5, reminded=5)
    assert count(sessions, instance.c.state, "draft") == 5
    monkeypatch.undo()
    assert tick(sessions, engine, at=NEXT_YEAR + RETRY_US - 1, limit=100) == TickReport()
    assert tick(sessions, engine, at=NEXT_YEAR + RETRY_US, limit=100) == TickReport(fired=5)


def test_a_broken_move_does_not_stop_the_others(sessions, engine, drafts, monkeypatch):
    fire = engine.carry_out

    def breaks_on_the_first(session, *, instance_id, request):
        return fire(session, instance_id=instance_id, request=request) if instance_id != drafts[0] else 1 / 0

    monkeypatch.setattr(engine, "carry_out", breaks_on_the_first)
    with pytest.raises(ZeroDivisionError):
        tick(sessions, engine, at=NEXT_YEAR, limit=100)
    assert tick(sessions, engine, at=NEXT_YEAR, limit=100).fired == 4
    with sessions() as session:
        assert oldest_overdue(session, at=NEXT_YEAR) is None
        assert oldest_overdue(session, at=NEXT_YEAR + RETRY_US) // DAY_US == 30


def test_a_quorum_that_was_missed_is_found_later(sessions, engine, drafts):
    with sessions() as session:
        for case in drafts[:2]:
            engine.fire(session, case, "submit", OWNER, at=1, data=TITLE)
            engine.fire(session, case, "agree", STAFF, at=2)
    engine.registry.guards["children_done"] = lambda ctx: None if ctx.instance.id == drafts[1] else Problem.of("children-open")
    assert [join(sessions, engine, at=3), join(sessions, engine, at=4)] == [1, 0]
    assert count(sessions, instance.c.state, "done") == 1


def test_working_days_that_arrive_later_move_the_deadline(sessions, engine, drafts):
    with sessions() as session:
        engine.fire(session, drafts[0], "submit", OWNER, at=0, data=TITLE)
        assert session.scalar(select(timer.c.provisional).where(timer.c.name == "nag"))
    whole_week = {date(1970, 1, 1) + timedelta(days=number): True for number in range(10)}
    engine.registry.calendar = lambda session, season: WorkingDays(whole_week)
    assert recount_provisional(sessions, engine, season_id=1, at=1) == 1
    with sessions() as session:
        row = session.execute(select(timer.c.due_us, timer.c.provisional).where(timer.c.name == "nag")).one()
        assert (row.due_us // DAY_US, row.provisional) == (5, False)


def test_only_one_process_has_a_slot(sessions):
    with sessions() as session:
        assert [first_in_slot(session, job="seal", slot=slot, at=1) for slot in (1, 1, 2)] == [True, False, True]
