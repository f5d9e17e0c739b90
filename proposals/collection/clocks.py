"""How many working days are left, or over, by a season's calendar: what queues and lists say beside a date."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

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


class Clocks:
    """Many clocks at one moment, by season: what falls due together is read once."""

    def __init__(self, calendar_of: Callable[[int], WorkingDays], *, at: int) -> None:
        self.of = cache(lambda season_id, due_us: clock(calendar_of(season_id), due_us=due_us, at=at))
        self._taken_up_by = cache(lambda season_id, day: calendar_of(season_id).after(end_of(day), ACKNOWLEDGE_WORKDAYS, "workday")[0])

    def taking_up(self, season_id: int, *, submitted_us: int) -> Clock:
        """Until when somebody takes up what was sent at this moment (UTC microseconds)."""
        return self.of(season_id, self._taken_up_by(season_id, day_of(submitted_us)))


def _between(calendar: WorkingDays, *, after: date, until: date) -> int:
    return sum(calendar.works(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))


def late_before(calendar: WorkingDays, *, workdays: int, at: int) -> int:
    """Whatever began before this moment (UTC microseconds) has had its working days and is late now."""
    day, left = day_of(at) - timedelta(days=1), workdays
    while left:
        left -= calendar.works(day)
        day -= timedelta(days=1)
    return end_of(day)
