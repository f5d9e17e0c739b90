"""What holds of every chain of amended agreements: nothing that was paid moves, nobody signs for less, and each fen falls by the terms of its time."""
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.errors import Refusal
from proposals.funding.amending import scheme_after
from proposals.funding.split import Scheme

from .splitting import HURRIED, covers, plus, refused_by_the_database

WEIGHT = st.integers(0, 1000)
AMOUNT = st.integers(1, 3 * 10**6)


@st.composite
def changes(draw):
    """Up to four times: how much of the rest is paid, whether a leg came back alone, the new rest, new weights – one more source at times."""
    count, found = draw(st.integers(1, 4)), []
    for _change in range(draw(st.integers(1, 4))):
        count = min(4, count + draw(st.integers(0, 1)))
        weights = draw(st.lists(WEIGHT, min_size=count, max_size=count).filter(any))
        found.append((draw(st.integers(0, 100)), draw(st.booleans()), draw(AMOUNT), weights))
    return found


def paid_so_far(scheme, *, base, amount, percent, alone, count):
    """The sources after that percentage of the rest; ``alone``: the first source's leg of it came back."""
    paid = scheme.shares(sum(base) + (amount - sum(base)) * percent // 100)
    if alone and len(paid) > 1:
        paid = (base[0], *paid[1:])
    return (*paid, *[0] * (count - len(paid)))


@HURRIED
@given(changes(), st.lists(st.integers(1, 1000), min_size=1, max_size=1))
def test_every_change_keeps_the_past_and_splits_the_rest(chain, first):
    scheme, base, amount = Scheme.plain(first), (0,), 1_000_000
    for percent, alone, rest, weights in chain:
        base = paid_so_far(scheme, base=base, amount=amount, percent=percent, alone=alone, count=len(weights))
        amount = sum(base) + rest
        scheme = scheme_after(scheme, base=base, weights=weights, caps=[None] * len(weights))
        parts = scheme.shares(amount)
        assert scheme.shares(sum(base)) == base and sum(parts) == amount and covers(parts, base)
        assert all(abs(part - was - Fraction(weight * rest, sum(weights))) < 2 for part, was, weight in zip(parts, base, weights, strict=True))
        rows = scheme.rows(amount)
        step = scheme.of_payment(rest // 3, paid=base)
        assert min(step) >= 0 and not refused_by_the_database(plus(base, step), rows=rows) and Scheme.of_rows(rows).shares(amount) == parts


@HURRIED
@given(AMOUNT, st.integers(0, 100), st.integers(0, 2 * 10**6), st.lists(st.integers(1, 100), min_size=2, max_size=3))
def test_a_cap_holds_over_the_change(amount, percent, cap, weights):
    base = Scheme.plain(weights).shares(amount * percent // 100)
    caps = [*[None] * (len(weights) - 1), cap]
    parts = scheme_after(Scheme.plain(weights), base=base, weights=weights, caps=caps).shares(sum(base) + amount)
    assert parts[-1] <= max(cap, base[-1]) and covers(parts, base) and sum(parts) == sum(base) + amount


def test_the_same_terms_go_on_as_they_were_signed():
    old = Scheme.plain((60, 40))
    assert scheme_after(old, base=old.shares(3333_33), weights=(3, 2), caps=[None, None]) is old


def test_somebody_must_give_the_rest():
    with pytest.raises(Refusal, match="nobody-pays-the-rest"):
        scheme_after(Scheme.plain((60, 40)), base=(600, 400), weights=(0, 1), caps=[None, 400])
