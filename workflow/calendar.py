"""Working days: which day a deadline of n days ends on. All days are days in Shanghai and end at 23:59:59.

The day on which the period begins is not counted (Civil Code, article 201). A day missing from the table counts
as a working day from Monday to Friday, and makes the answer provisional until the year's table is imported.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LETTERS_GO_OUT = time(9, 0)


def day_of(at_us: int) -> date:
    """The day in Shanghai at a moment in UTC microseconds."""
    return (EPOCH + timedelta(microseconds=at_us)).astimezone(SHANGHAI).date()


def moment(day: date, *, clock: time) -> int:
    """UTC microseconds of a clock time in Shanghai."""
    return (datetime.combine(day, clock, tzinfo=SHANGHAI) - EPOCH) // timedelta(microseconds=1)


def end_of(day: date) -> int:
    """UTC microseconds of 23:59:59 in Shanghai."""
    return moment(day, clock=time(23, 59, 59))


def reminder_of(due_us: int, *, days: int) -> int:
    """Nine in the morning, so many calendar days before the day on which something is due."""
    return moment(day_of(due_us) - timedelta(days=days), clock=LETTERS_GO_OUT)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A table of days: True for a working day (make-up Saturdays too), False for a day off."""

    days: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether people work on that day; outside the table, Monday to Friday."""
        return self.days.get(day, day.weekday() < 5)

    def after(self, at_us: int, n: int, basis: str) -> tuple[int, bool]:
        """When ``n`` days after a moment are over (UTC microseconds), and whether that is provisional.

        ``basis`` is "workday" or "day"; calendar days are never provisional.
        """
        day = day_of(at_us)
        if basis == "day":
            return end_of(day + timedelta(days=n)), False
        if basis != "workday":
            raise ValueError(f"days are counted by workday or day, not by {basis}")
        provisional = False
        while n > 0:
            day += timedelta(days=1)
            provisional = provisional or day not in self.days
            n -= self.works(day)
        return end_of(day), provisional
