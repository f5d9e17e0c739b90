"""The split rule: exact per payment, under one fen in sum, never falling, never above what was signed."""
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.funding.split import drifts, of_payment, shares

SMALL = {1: 12, 2: 40, 3: 22, 4: 16, 5: 12, 6: 11}
WEIGHTS = st.one_of(st.lists(st.integers(1, 10**9), min_size=1, max_size=4), st.lists(st.integers(1, 60), min_size=5, max_size=7))


def vectors(count, largest):
    return [w for w in itertools.product(range(1, largest), repeat=count) if sum(w) <= largest]


def far_off(parts, weights):
    whole = sum(weights)
    return max(abs(part * whole - weight * sum(parts)) for part, weight in zip(parts, weights)) >= whole


@pytest.mark.parametrize("count", SMALL)
def test_every_small_proportion_is_exact_near_and_never_falls(count):
    for weights in vectors(count, SMALL[count]):
        before = shares(0, weights=weights)
        for total in range(1, sum(weights) + 1):
            now = shares(total, weights=weights)
            assert sum(now) == total and not far_off(now, weights) and all(b >= a for a, b in zip(before, now))
            before = now


@pytest.mark.parametrize("count", SMALL)
def test_a_whole_period_falls_exactly_on_the_weights(count):
    assert all(shares(sum(w), weights=w) == w for w in vectors(count, SMALL[count]) if len(set(w)) > 1 and 1 in w)


def test_the_season_of_2017_to_the_fen():
    assert shares(686_404_16, weights=(60, 40)) == (411_842_50, 274_561_66)


@given(WEIGHTS, st.integers(0, 10**13))
def test_a_large_total_adds_up_and_stays_near(weights, total):
    parts = shares(total, weights=weights)
    assert sum(parts) == total and not drifts(parts, weights=weights) and all(a <= b for a, b in zip(parts, shares(total + 1, weights=weights)))


@given(WEIGHTS, st.lists(st.one_of(st.integers(1, 3), st.integers(1, 10**7), st.integers(-10**7, -1)), max_size=30))
def test_payments_and_refunds_never_drift(weights, series):
    paid = [0] * len(weights)
    for wanted in series:
        amount = max(wanted, -sum(paid))
        parts = of_payment(amount, paid=paid, weights=weights)
        assert sum(parts) == amount and all(part * amount >= 0 for part in parts)
        paid = [a + b for a, b in zip(paid, parts)]
        assert tuple(paid) == shares(sum(paid), weights=weights)


def test_no_source_is_ever_asked_for_more_than_it_signed():
    dice = random.Random(20180501)
    for _project in range(185):
        agreed = dice.randint(2_000_00, 8_000_00)
        signed, paid = shares(agreed, weights=(60, 40)), (0, 0)
        while sum(paid) < agreed:
            parts = of_payment(min(dice.randint(1, agreed), agreed - sum(paid)), paid=paid, weights=(60, 40))
            paid = tuple(a + b for a, b in zip(paid, parts))
            assert all(p <= s for p, s in zip(paid, signed))
        assert paid == signed


def test_a_leg_that_was_never_called_is_led_back_without_taking_from_anybody():
    assert of_payment(100, paid=(0, 300), weights=(60, 40)) == (100, 0)
    assert drifts((0, 300), weights=(60, 40))


@pytest.mark.parametrize("wrong", [1.0, True, -1, "5"])
def test_only_whole_fen_are_split(wrong):
    with pytest.raises(ValueError):
        shares(wrong, weights=(60, 40))


@pytest.mark.parametrize("wrong", [(), (0, 1), (1, -1), (1.5, 1)])
def test_only_positive_whole_weights_split(wrong):
    with pytest.raises(ValueError):
        shares(1, weights=wrong)
