"""How many working days are left, or over, by a season's calendar: what queues and lists say beside a date."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workflow import WorkingDays
from workflow.calendar import day_of, end_of

ACKNOWLEDGE_WORKDAYS = 2
"""Within so many working days somebody of the office has taken an idea up (domain.md E3)."""
PATIENCE_WORKDAYS = 3
"""How long after a date a lead has before the bureau is told."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A date that runs: when (UTC microseconds), whether it is over, and by how many working days it is ahead or behind."""

    due_us: int
    over: bool
    workdays: int


def clock(calendar: WorkingDays, *, due_us: int, at: int) -> Clock:
    """The clock of one date at this moment; the day itself does not count."""
    due, today = day_of(due_us), day_of(at)
    over = due_us < at
    return Clock(due_us, over, _between(calendar, after=due, until=today) if over else _between(calendar, after=today, until=due))


def _between(calendar: WorkingDays, *, after: date, until: date) -> int:
    return sum(calendar.works(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))


def late_before(calendar: WorkingDays, *, workdays: int, at: int) -> int:
    """Whatever began before this moment (UTC microseconds) has had its working days and is late now."""
    day, left = day_of(at) - timedelta(days=1), workdays
    while left:
        left -= calendar.works(day)
        day -= timedelta(days=1)
    return end_of(day)
