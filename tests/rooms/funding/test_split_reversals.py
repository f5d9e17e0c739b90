"""Mirrored reversals: a bounced payment goes back to whom it came from, and the next payment levels what that leaves."""
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.funding.split import Band, Scheme, capped, shares

from .splitting import FEN, HURRIED, SCHEMES, covers, minus, plus

ORDINARY = st.integers(1_000_00, 50_000_00)
USUAL = [(60, 40), (50, 30, 20), (60, 25, 10, 5), (40, 20, 20, 15, 5)]


def pay(scheme, series):
    paid, legs = (0,) * len(scheme.bands[0].weights), []
    for amount in series:
        legs.append(scheme.of_payment(amount, paid=paid))
        paid = plus(paid, legs[-1])
    return paid, legs


@HURRIED
@given(SCHEMES, st.lists(FEN, min_size=2, max_size=12), st.data())
def test_a_payment_large_enough_levels_everything_and_a_fen_less_does_not(scheme, series, data):
    paid, legs = pay(scheme, series)
    for back in data.draw(st.lists(st.sampled_from(legs), unique=True, max_size=len(legs))):
        paid = minus(paid, back)
    enough = scheme.levelling(paid)
    assert enough is not None and (enough == 0) == (not any(scheme.remainders(paid)))
    for amount in (enough, enough + 1, enough + 10**6):
        after = plus(paid, scheme.of_payment(amount, paid=paid))
        assert after == scheme.shares(sum(paid) + amount)
    assert enough == 0 or any(scheme.remainders(plus(paid, scheme.of_payment(enough - 1, paid=paid))))


@HURRIED
@given(SCHEMES, st.lists(FEN, min_size=2, max_size=12), st.lists(st.one_of(FEN, FEN.map(lambda fen: -fen)), max_size=8), st.data())
def test_even_off_the_rule_nobody_is_led_the_wrong_way_or_past_the_signed_part(scheme, series, more, data):
    signed, legs = pay(scheme, series)
    paid = signed
    for back in data.draw(st.lists(st.sampled_from(legs), unique=True, max_size=len(legs))):
        paid = minus(paid, back)
    for wanted in more:
        amount = min(max(wanted, -sum(paid)), sum(signed) - sum(paid))
        parts = scheme.of_payment(amount, paid=paid)
        assert sum(parts) == amount and all(part * amount >= 0 for part in parts)
        away, paid = scheme.remainders(paid), plus(paid, parts)
        assert covers(signed, paid) and min(paid) >= 0 and sum(map(abs, scheme.remainders(paid))) <= sum(map(abs, away)) + 2 * abs(amount)


def off(paid, weights):
    """The greatest distance of a source from its weight, in fen."""
    return Fraction(max(abs(part * sum(weights) - weight * sum(paid)) for part, weight in zip(paid, weights)), sum(weights))


@pytest.mark.parametrize("weights", USUAL)
def test_whatever_bounces_is_level_after_the_next_ordinary_payment(weights):
    """Of all payments the two come back that pull the sources furthest apart, thirty times, the levelling ones among them.

    That is never as much as two fen for each payment that ever came back, and it is there until the next payment only.
    """
    dice, scheme, worst = random.Random(20180501), Scheme.plain(weights), 0
    paid, living = (0,) * len(weights), []
    for turn in range(1, 31):
        for _payment in range(3):
            living.append(scheme.of_payment(dice.randint(1_000_00, 50_000_00), paid=paid))
            paid = plus(paid, living[-1])
            assert not scheme.drifts(paid) and not any(scheme.remainders(paid))
        for _bounce in range(2):
            living.sort(key=lambda legs: off(minus(paid, legs), weights))
            paid = minus(paid, living.pop())
        worst = max(worst, off(paid, weights))
        assert worst < 2 * 2 * turn
    assert worst > 1


@HURRIED
@given(st.sampled_from(USUAL), st.lists(ORDINARY, min_size=1, max_size=10), st.data())
def test_one_bounced_payment_leaves_less_than_two_fen_with_each_source(weights, series, data):
    scheme = Scheme.plain(weights)
    paid, legs = pay(scheme, series)
    paid = minus(paid, data.draw(st.sampled_from(legs)))
    assert all(abs(fen) <= (1 if len(weights) == 2 else 2) for fen in scheme.remainders(paid)) and sum(scheme.remainders(paid)) == 0
    assert scheme.levelling(paid) <= 100


def test_the_remainder_is_told_per_source():
    scheme = Scheme.plain((60, 40))
    paid, legs = pay(scheme, [101, 101, 101])
    assert legs == [(61, 40), (60, 41), (61, 40)]
    paid = minus(paid, legs[1])
    assert paid == (122, 80) and scheme.remainders(paid) == (1, -1) and scheme.drifts((123, 79)) and not scheme.drifts(paid)
    assert scheme.of_payment(101, paid=paid) == (60, 41) and scheme.remainders(plus(paid, (60, 41))) == (0, 0)


def test_a_sponsors_whole_band_that_bounced_is_asked_of_the_sponsor_first():
    scheme = Scheme((Band(50_000_00, (0, 0, 1)), Band(None, (60, 40, 0))))
    paid = (6_000_00, 4_000_00, 0)
    assert scheme.drifts(paid) and scheme.remainders(paid) == (6_000_00, 4_000_00, -10_000_00) and scheme.levelling(paid) == 50_000_00
    assert scheme.of_payment(20_000_00, paid=paid) == (0, 0, 20_000_00) and scheme.of_payment(50_000_00, paid=paid) == (0, 0, 50_000_00)


def test_what_no_payment_can_level_is_said():
    scheme = capped((1, 1), caps=(None, 100))
    assert scheme.levelling((300, 101)) is None and scheme.levelling((300, 100)) == 0 and scheme.levelling((0, 100)) == 100
    assert shares(200, weights=(1, 1)) == scheme.shares(200)
