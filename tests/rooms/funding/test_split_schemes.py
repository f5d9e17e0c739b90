"""What holds of every scheme, plain, banded, capped or amended: payments, refunds, spending and taking back, in any order."""
import random

from hypothesis import given
from hypothesis import strategies as st

from proposals.funding.split import Scheme

from .splitting import FEN, HURRIED, SCHEMES, covers, minus, plus, refused_by_the_database

TOTAL = st.integers(0, 5 * 10**7)


def nothing(scheme):
    return (0,) * len(scheme.bands[0].weights)


@HURRIED
@given(SCHEMES, TOTAL, TOTAL)
def test_no_source_ever_bears_more_than_it_signed(scheme, one, other):
    signed, total = max(one, other), min(one, other)
    assert covers(scheme.shares(signed), scheme.shares(total)) and sum(scheme.shares(total)) == total


@HURRIED
@given(SCHEMES, TOTAL)
def test_one_more_fen_costs_one_source_one_fen(scheme, total):
    step = scheme.of_payment(1, paid=scheme.shares(total))
    assert sorted(step)[-1] == 1 and sum(step) == 1 and min(step, default=0) >= 0


@HURRIED
@given(SCHEMES, st.lists(st.one_of(FEN, FEN.map(lambda fen: -fen)), max_size=25))
def test_payments_and_refunds_are_exact_and_never_drift(scheme, series):
    paid = nothing(scheme)
    for wanted in series:
        amount = max(wanted, -sum(paid))
        parts = scheme.of_payment(amount, paid=paid)
        assert sum(parts) == amount and all(part * amount >= 0 for part in parts)
        paid = plus(paid, parts)
        assert paid == scheme.shares(sum(paid)) and not scheme.drifts(paid) and min(paid) >= 0


@HURRIED
@given(SCHEMES, st.lists(FEN, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_payments_does_not_matter(scheme, series, dice):
    ways = []
    for payments in (series, dice.sample(series, len(series))):
        paid = nothing(scheme)
        for amount in payments:
            paid = plus(paid, scheme.of_payment(amount, paid=paid))
        ways.append(paid)
    assert ways[0] == ways[1]


@HURRIED
@given(SCHEMES, st.lists(FEN, min_size=1, max_size=12))
def test_taking_back_the_last_payments_restores_what_was(scheme, series):
    paid, were = nothing(scheme), []
    for amount in series:
        were.append(paid)
        paid = plus(paid, scheme.of_payment(amount, paid=paid))
    for amount, before in zip(reversed(series), reversed(were)):
        paid = plus(paid, scheme.of_payment(-amount, paid=paid))
        assert paid == before


@HURRIED
@given(SCHEMES, TOTAL, TOTAL, st.integers(0, 10**6))
def test_what_is_spent_and_what_comes_back_was_there_in_every_source(scheme, one, other, thousandths):
    """The unspent is never below 0, and a refund out of it never lacks a fen in any source."""
    paid, spent = max(one, other), min(one, other)
    held = minus(scheme.shares(paid), scheme.shares(spent))
    refund = (paid - spent) * thousandths // 10**6
    back = scheme.of_payment(-refund, paid=scheme.shares(paid))
    assert min(held) >= 0 and min(plus(held, back)) >= 0 and sum(back) == -refund


@HURRIED
@given(SCHEMES, TOTAL, TOTAL)
def test_the_database_agrees_at_every_total_up_to_the_signed_one(scheme, one, other):
    signed, total = max(one, other), min(one, other)
    rows, paid = scheme.rows(signed), scheme.shares(total)
    assert not refused_by_the_database(paid, rows=rows) and not scheme.drifts(paid)


@HURRIED
@given(SCHEMES, TOTAL.filter(bool), TOTAL, st.integers(-2, 2))
def test_the_database_refuses_exactly_what_drifts(scheme, signed, total, skew):
    rows = scheme.rows(signed)
    stored = Scheme.of_rows(rows)
    paid = list(scheme.shares(min(total, signed)))
    paid[0] += skew
    paid[-1] -= skew
    assert stored.drifts(paid) == refused_by_the_database(paid, rows=rows)


@HURRIED
@given(SCHEMES, TOTAL)
def test_the_stored_rows_say_what_each_source_signed_and_give_the_scheme_again(scheme, signed):
    rows = scheme.rows(signed)
    parts = [sum(row.amount_fen for row in rows if row.source == source) for source in range(len(nothing(scheme)))]
    stored = Scheme.of_rows(random.Random(1).sample(rows, len(rows)))
    assert tuple(parts) == scheme.shares(signed) and stored.rows(signed) == rows
    assert all(stored.shares(total) == scheme.shares(total) for total in (0, signed // 3, signed // 2, signed))
