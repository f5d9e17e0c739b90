"""Which day a deadline ends on."""
from datetime import date, time

import pytest

from workflow.calendar import WorkingDays, day_of, end_of, moment, reminder_of

NATIONAL_DAY_2017 = {date(2017, 10, day): False for day in range(1, 9)} | {date(2017, 9, 30): True}
TABLE = NATIONAL_DAY_2017 | {date(2017, 9, day): True for day in (25, 26, 27, 28, 29)} | {date(2017, 10, day): True for day in (9, 10)}


@pytest.mark.parametrize("begin, n, basis, end, provisional", [
    (date(2017, 9, 25), 1, "workday", date(2017, 9, 26), False),
    (date(2017, 9, 28), 2, "workday", date(2017, 9, 30), False),   # the Saturday is made up for
    (date(2017, 9, 29), 2, "workday", date(2017, 10, 9), False),   # over the national holiday
    (date(2017, 9, 29), 2, "day", date(2017, 10, 1), False),
    (date(2017, 10, 10), 1, "workday", date(2017, 10, 11), True),  # beyond the table
    (date(2017, 10, 13), 1, "workday", date(2017, 10, 16), True),
    (date(2017, 10, 13), 0, "day", date(2017, 10, 13), False)])
def test_days_are_counted_from_the_day_after(begin, n, basis, end, provisional):
    assert WorkingDays(TABLE).after(moment(begin, clock=time(10, 32)), n, basis) == (end_of(end), provisional)


def test_a_day_is_a_day_in_shanghai():
    assert day_of(moment(date(2017, 1, 1), clock=time(0, 0))) == date(2017, 1, 1)
    assert day_of(moment(date(2017, 1, 1), clock=time(0, 0)) - 1) == date(2016, 12, 31)
    assert end_of(date(1970, 1, 1)) == (16 * 3600 - 1) * 1_000_000


def test_reminders_go_out_in_the_morning():
    assert reminder_of(end_of(date(2017, 3, 4)), days=3) == moment(date(2017, 3, 1), clock=time(9, 0))


def test_an_unknown_way_of_counting_is_a_bug():
    with pytest.raises(ValueError):
        WorkingDays({}).after(0, 1, "fortnight")
