"""Figures, severity and agreement against small models of their own."""
import statistics as plain
from fractions import Fraction
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.approval.rules.figures import Equal, exact, ties
from proposals.approval.statistics import METHODS, Given, adjust, figure, hundredths, interval_alpha, outliers

SCORES = st.lists(st.integers(0, 10_000), min_size=1, max_size=15)
RATINGS = """1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""
"""Krippendorff's own example: four observers, twelve units."""


def by_hand(scores, method):
    if method == "median":
        return Fraction(plain.median([Fraction(one) for one in scores]))
    left = list(scores)
    if method == "trimmed" and len(left) >= 5:
        left.remove(max(left))
        left.remove(min(left))
    return Fraction(plain.mean([Fraction(one) for one in left]))


@settings(max_examples=60, deadline=None, database=None)
@given(SCORES, st.sampled_from(sorted(METHODS)))
def test_a_figure_is_what_a_hand_works_out(scores, method):
    found = figure(scores, method=method)
    assert found == by_hand(scores, method)
    assert min(scores) <= found <= max(scores)
    assert abs(hundredths(found) - found) <= Fraction(1, 2)
    assert exact(found) == found * 36_036_000


@settings(max_examples=60, deadline=None, database=None)
@given(SCORES)
def test_far_off_is_more_than_twenty_points(scores):
    middle = sum(scores) / len(scores)
    assert [scores[place] for place in outliers(scores)] == [one for one in scores if abs(one * len(scores) - sum(scores)) > 2000 * len(scores)]
    assert all(abs(scores[place] - middle) > 1999 for place in outliers(scores))


EQUALS = st.builds(Equal, st.tuples(*[st.integers(0, 3)] * 3), st.fixed_dictionaries({1: st.integers(1, 2).map(Fraction), 2: st.integers(1, 2).map(Fraction)}),
                   st.integers(1, 3), st.integers(1, 999).map(str))


@settings(max_examples=80, deadline=None, database=None)
@given(st.lists(EQUALS, min_size=2, max_size=6, unique_by=lambda one: one.number), st.permutations(["criterion-1", "criterion-2", "median", "cost"]))
def test_equals_are_ordered_step_by_step(equals, order):
    def beats(one, other):
        for name in order:
            mine, theirs = ([plain.median(each.scores), each.levels[1], each.levels[2], -each.cost] for each in (one, other))
            place = ["median", "criterion-1", "criterion-2", "cost"].index(name)
            if mine[place] != theirs[place]:
                return mine[place] > theirs[place]
        return None

    keys = {one.number: ties(one, order=" ".join(order), seed="2018") for one in equals}
    for one, other in zip(equals, equals[1:], strict=False):
        known = beats(one, other)
        if known is None:
            assert (keys[one.number][:-1] == keys[other.number][:-1]) and keys[one.number] != keys[other.number]
        else:
            assert (keys[one.number] < keys[other.number]) is known


def simulated(*, proposals, judges, each, seed):
    """Scores of merits (sd 6 points), leniencies (sd 5) and rests (sd 5) that are known."""
    chance = np.random.default_rng(seed)
    merits, lenient = chance.normal(7000, 600, proposals), chance.normal(0, 500, judges)
    return merits, lenient, [Given(place, int(judge), int(merits[place] + lenient[judge] + chance.normal(0, 500)))
                             for place in range(proposals) for judge in chance.choice(judges, each, replace=False)]


def test_severity_is_found_again_where_it_was_put():
    merits, lenient, scores = simulated(proposals=376, judges=40, each=5, seed=1)
    model = adjust(scores)
    raw = {place: plain.mean(one.score for one in scores if one.proposal == place) for place in range(376)}
    told = [model.leniencies[judge] for judge in range(40)]
    assert np.corrcoef(told, lenient)[0, 1] > 0.97
    assert np.corrcoef([model.figures[place] for place in range(376)], merits)[0, 1] > np.corrcoef([raw[place] for place in range(376)], merits)[0, 1] + 0.02
    assert [abs(found ** 0.5 - true) < 60 for found, true in zip(model.variances, (600, 500, 500), strict=True)] == [True] * 3


def test_the_predictions_solve_the_whole_equations():
    """The same by generalised least squares over all scores at once: nothing absorbed, another formula."""
    _merits, _lenient, scores = simulated(proposals=12, judges=6, each=3, seed=2)
    model = adjust(scores)
    of_proposals, of_judges, rest = model.variances
    y = np.array([one.score for one in scores], dtype=float)
    first = np.array([[one.proposal == place for place in range(12)] for one in scores], dtype=float)
    second = np.array([[one.judge == place for place in range(6)] for one in scores], dtype=float)
    inverse = np.linalg.inv(of_proposals * first @ first.T + of_judges * second @ second.T + rest * np.eye(len(y)))
    level = inverse.sum(axis=0) @ y / inverse.sum()
    assert np.allclose(of_judges * second.T @ inverse @ (y - level), [model.leniencies[place] for place in range(6)], atol=1e-3)
    assert np.allclose(level + of_proposals * first.T @ inverse @ (y - level), [model.merits[place] for place in range(12)], atol=1e-3)


@pytest.mark.parametrize("scores, figures", [([], {}), ([Given(1, 1, 8000)], {1: 8000}), ([Given(1, 1, 7000), Given(1, 2, 7000)], {1: 7000})])
def test_what_cannot_be_told_apart_stays_as_it_is(scores, figures):
    assert adjust(scores).figures == figures


def test_what_was_given_aside_teaches_the_model_and_counts_in_no_figure():
    _merits, _lenient, scores = simulated(proposals=40, judges=8, each=4, seed=3)
    aside = [Given(one.proposal, one.judge, one.score, aside=place % 4 == 0) for place, one in enumerate(scores)]
    model, plain_model = adjust(aside), adjust(scores)
    counted = [one for one in aside if one.proposal == 7 and not one.aside]
    assert model.leniencies == plain_model.leniencies
    assert abs(model.figures[7] - plain.mean(one.score - model.leniencies[one.judge] for one in counted)) <= 0.5


def test_agreement_is_krippendorffs():
    units = zip(*(line.split() for line in RATINGS.splitlines()), strict=True)
    assert isclose(interval_alpha([[int(one) for one in unit if one != "."] for unit in units]), 0.849, abs_tol=5e-4)


@pytest.mark.parametrize("units, alpha", [([[5, 5], [7, 7]], 1.0), ([[5], [7]], None), ([[5, 5], [5, 5]], None), ([], None)])
def test_agreement_at_its_ends(units, alpha):
    assert interval_alpha(units) == alpha
