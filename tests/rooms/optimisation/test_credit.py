"""Shares of the credit: whole percents that always add up to a hundred."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from proposals.errors import Refusal
from proposals.optimisation.merging.credit import Wish, evenly, settled, standing


def wishes(*percents, repeats=()):
    return [Wish(percent, place in repeats) for place, percent in enumerate(percents)]


@pytest.mark.parametrize(("asked", "got"), [
    (wishes(None, None, None), [34, 33, 33]), (wishes(50, None, None), [50, 25, 25]), (wishes(None, None, repeats=(1,)), [100, 0]),
    (wishes(60, 40), [60, 40]), (wishes(100, None), [100, 0]), (wishes(None, 10, repeats=(1,)), [90, 10])])
def test_what_nobody_said_is_split_evenly_and_a_repetition_gets_nothing_unsaid(asked, got):
    assert settled(asked) == got


@pytest.mark.parametrize(("asked", "total"), [(wishes(60, 60), 120), (wishes(60, 30), 90), (wishes(101, None), 101), (wishes(90, None, repeats=(1,)), 90)])
def test_shares_that_are_not_a_hundred_are_refused_with_their_sum(asked, total):
    with pytest.raises(Refusal) as no:
        settled(asked)
    assert [(problem.code, problem.facts) for problem in no.value.problems] == [("shares-not-hundred", {"sum": total})]


def test_a_share_falls_back_to_the_author_or_to_the_others_in_proportion():
    assert standing([40, 20], has_author=True) == (40, [40, 20])
    assert standing([34, 33], has_author=False) == (0, [51, 49])
    assert standing([0, 0, 0], has_author=False) == (0, [34, 33, 33])
    assert standing([], has_author=False) == (0, [])


@settings(max_examples=60, database=None, deadline=None)
@given(some.lists(some.integers(0, 100), min_size=1, max_size=12), some.booleans())
def test_whatever_was_undone_they_add_up(shares, has_author):
    own, others = standing(shares, has_author=has_author)
    assert own + sum(others) == sum(evenly(100, among=len(shares))) == 100
    assert min(own, *others) >= 0
