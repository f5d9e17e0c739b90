"""The split by weights: exact per payment, under one fen in sum, never falling; every small proportion at every total."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.funding.split import Scheme, drifts, of_payment, remainders, shares

from .splitting import HURRIED, WEIGHTS, covers, vectors

SMALL = {1: 12, 2: 50, 3: 24, 4: 15, 5: 12, 6: 11}
AT_MOST = {1: (0, 1), 2: (1, 2), 3: (29, 30), 4: (29, 30), 5: (7, 8), 6: (9, 10)}
"""How far a source may be off (fen, as a fraction): ½ for two, under 1 for three and four, Tijdeman's 1 - 1/(2N-2) for more."""


@pytest.mark.parametrize("count", SMALL)
def test_every_small_proportion_is_exact_near_and_never_falls(count):
    numerator, denominator = AT_MOST[count]
    for weights in vectors(count, SMALL[count]):
        whole, before = sum(weights), (0,) * count
        for total in range(1, whole + 1):
            now = shares(total, weights=weights)
            off = max(abs(part * whole - weight * total) for part, weight in zip(now, weights))
            assert sum(now) == total and off * denominator <= numerator * whole and covers(now, before)
            before = now
        assert before == weights


def test_the_season_of_2017_to_the_fen():
    assert shares(686_404_16, weights=(60, 40)) == (411_842_50, 274_561_66)


@HURRIED
@given(WEIGHTS, st.integers(0, 10**13))
def test_a_large_total_adds_up_stays_near_and_never_falls(weights, total):
    parts = shares(total, weights=weights)
    assert sum(parts) == total and not drifts(parts, weights=weights) and covers(shares(total + 1, weights=weights), parts)
    assert not any(remainders(parts, weights=weights))


@HURRIED
@given(WEIGHTS, st.integers(0, 10**10), st.integers(1, 9))
def test_the_same_proportion_in_larger_numbers_splits_the_same(weights, total, times):
    assert shares(total, weights=[times * weight for weight in weights]) == shares(total, weights=weights)


def test_a_leg_that_was_never_called_is_led_back_without_taking_from_anybody():
    assert of_payment(100, paid=(0, 300), weights=(60, 40)) == (100, 0)
    assert drifts((0, 300), weights=(60, 40)) and remainders((0, 300), weights=(60, 40)) == (-180, 180)


def test_whoever_is_furthest_behind_leads_back_first():
    assert of_payment(61, paid=(0, 60, 139), weights=(1, 1, 1)) == (61, 0, 0)
    assert of_payment(-60, paid=(100, 90, 5), weights=(1, 1, 1)) == (-35, -25, 0)
    assert of_payment(1, paid=(5, 5, 19), weights=(1, 1, 1)) == (1, 0, 0)
    assert of_payment(4, paid=(7, 4, 15), weights=(1, 1, 1)) == (1, 3, 0)


def test_one_whole_fen_off_drifts_and_half_a_fen_does_not():
    assert drifts((51, 49), weights=(50, 50)) and not drifts((51, 50), weights=(50, 50))
    assert Scheme.plain((50, 50)).drifts((51, 49)) and not Scheme.plain((50, 50)).drifts((50, 51))


def test_a_whole_leg_of_millions_is_led_back_at_once():
    assert of_payment(10**9, paid=(0, 10**12), weights=(60, 40)) == (10**9, 0)


@pytest.mark.parametrize("wrong", [1.0, True, -1, "5"])
def test_only_whole_fen_are_split(wrong):
    with pytest.raises(ValueError):
        shares(wrong, weights=(60, 40))


@pytest.mark.parametrize("wrong", [(), (0, 1), (1, -1), (1.5, 1)])
def test_only_positive_whole_weights_split(wrong):
    with pytest.raises(ValueError):
        shares(1, weights=wrong)


def test_a_table_too_long_for_five_sources_is_refused():
    with pytest.raises(ValueError, match="100000"):
        shares(1, weights=(99_997, 1, 1, 1, 1))
