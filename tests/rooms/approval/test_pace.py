"""How long a judge may still need, by the own pace."""
import pytest

from proposals.approval.rules.pacing import pace, remaining

MINUTE = 60_000_000


@pytest.mark.parametrize("minutes, usual", [
    ((), None), ((5,), None), ((0, 6), 6), ((0, 6, 10), 5), ((10, 0, 6), 5), ((0, 4, 104, 110, 118), 6), ((0, 45), None)])
def test_the_pace_is_the_median_without_pauses(minutes, usual):
    assert pace(minute * MINUTE for minute in minutes) == (usual * MINUTE if usual else None)


def test_what_is_left_takes_so_many_times_the_pace_and_nothing_takes_none():
    assert (remaining([0, 6 * MINUTE], left=8), remaining([0, 6 * MINUTE], left=0), remaining([0], left=8)) == (48 * MINUTE, None, None)
