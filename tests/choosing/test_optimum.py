"""The best set within the caps, beside the best of all sets."""
from itertools import chain, combinations

import pytest
from hypothesis import given, settings

from proposals.choosing import optimum
from proposals.choosing.projects import Caps, Project
from tests.choosing.cases import SOME, caps, keeps, projects

WORTH = {"score": lambda p: p.score, "score-times-cost": lambda p: p.score * p.cost}


def every(listed):
    return chain.from_iterable(combinations(listed, n) for n in range(len(listed) + 1))


@pytest.mark.parametrize("worth", WORTH)
@settings(SOME, max_examples=25)
@given(listed=projects(most=7), limits=caps())
def test_no_set_within_the_caps_is_worth_more(worth, listed, limits):
    outcome = optimum.choose(listed, caps=limits, worth=worth)
    taken = [p for p in listed if p.id in outcome.chosen]
    assert keeps(taken, limits)
    assert sum(map(WORTH[worth], taken)) == max(sum(map(WORTH[worth], some)) for some in every(listed) if keeps(some, limits))
    assert outcome.spent == sum(p.cost for p in taken)


def test_a_cap_is_kept_to_the_fen_among_millions():
    """Within the solver's own tolerance both would fit: 1 fen over 40 million yuan."""
    listed = [Project("a", 2_000_000_000, 10), Project("b", 2_000_000_001, 10), Project("c", 1_000, 1)]
    outcome = optimum.choose(listed, caps=Caps(total=4_000_000_000), worth="score")
    assert (outcome.chosen, outcome.spent) == (("a", "c"), 2_000_001_000) or outcome.chosen == ("b", "c")


def test_reasons_tell_the_worth_of_the_set_and_what_never_fits():
    listed = [Project("a", 60, 90), Project("b", 50, 80), Project("c", 50, 70), Project("d", 101, 60)]
    outcome = optimum.choose(listed, caps=Caps(total=100), worth="score")
    assert [(c.id, c.chosen, c.reason.code, c.reason.facts) for c in outcome.choices] == [
        ("a", False, "optimum-out", {"worth": 90, "best": 150, "needs": 60, "by": "score"}),
        ("b", True, "optimum-in", {"worth": 80, "best": 150, "needs": 50, "by": "score"}),
        ("c", True, "optimum-in", {"worth": 70, "best": 150, "needs": 50, "by": "score"}),
        ("d", False, "total-cap", {"worth": 60, "best": 150, "needs": 101, "by": "score"})]
