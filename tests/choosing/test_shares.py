"""Equal shares beside a model in fractions, voter by voter, straight from the definition."""
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.choosing import shares
from proposals.choosing.projects import Project
from tests.choosing.cases import SOME, projects

BALLOTS = st.lists(st.sets(st.sampled_from([f"p{n}" for n in range(6)]), max_size=4), min_size=1, max_size=7)


def price(project, ballots, purses):
    """The least x with: everybody who supports it pays x times its cost, or all there is; found by trying who pays all."""
    mine = sorted(purses[n] for n, ballot in enumerate(ballots) if project.id in ballot)
    for emptied in range(len(mine)):
        each = (project.cost - sum(mine[:emptied])) / Fraction(len(mine) - emptied)
        if each <= mine[emptied]:
            return each / project.cost
    return None


def bought(listed, ballots, share):
    purses, chosen = [Fraction(share)] * len(ballots), [p for p in listed if p.cost == 0 and any(p.id in b for b in ballots)]
    while True:
        prices = {p: price(p, ballots, purses) for p in listed if p.cost and p not in chosen}
        payable = [p for p, x in prices.items() if x is not None]
        if not payable:
            return {p.id for p in chosen}
        first = min(payable, key=lambda p: (prices[p], -sum(p.id in b for b in ballots), p.cost, -p.score, p.tie, p.id))
        purses = [purse - min(purse, prices[first] * first.cost) if first.id in ballot else purse for purse, ballot in zip(purses, ballots, strict=True)]
        chosen.append(first)


def completed(listed, ballots, budget):
    costs = {p.id: p.cost for p in listed}
    kept, rounds = bought(listed, ballots, Fraction(budget, len(ballots))), range(1, sum(costs.values()) + 2)
    for more in rounds:
        tried = bought(listed, ballots, Fraction(budget, len(ballots)) + more)
        if sum(costs[each] for each in tried) > budget:
            break
        kept = tried
    return kept


@SOME
@given(projects(least=1, most=6), BALLOTS, st.integers(0, 40))
def test_equal_shares_buys_what_the_definition_buys(listed, ballots, budget):
    outcome = shares.choose(listed, ballots=ballots, budget=budget, completion="none", unit=1)
    assert set(outcome.chosen) == bought(listed, ballots, Fraction(budget, len(ballots)))
    assert outcome.spent == sum(p.cost for p in listed if p.id in outcome.chosen) <= budget


@SOME
@given(projects(least=1, most=6), BALLOTS, st.integers(1, 40))
def test_add1_goes_on_to_the_last_affordable_share(listed, ballots, budget):
    outcome = shares.choose(listed, ballots=ballots, budget=budget, completion="add1", unit=1)
    assert set(outcome.chosen) == completed(listed, ballots, budget)
    assert outcome.spent <= budget


def test_a_group_gets_its_share_that_a_majority_would_take():
    """Six of ten would take all by counting votes; four of ten hold four tenths of the money."""
    listed = [Project("m1", 50, 6), Project("m2", 50, 6), Project("w", 40, 4)]
    outcome = shares.choose(listed, ballots=[{"m1", "m2"}] * 6 + [{"w"}] * 4, budget=100, completion="none", unit=1)
    assert [(c.id, c.chosen, c.reason.code, c.reason.facts) for c in outcome.choices] == [
        ("m1", True, "supporters", {"supporters": 6, "needs": 50, "share_hundredths": 1000, "order": 1, "pays_hundredths": 833, "effective_hundredths": 600}),
        ("m2", False, "supporters-short", {"supporters": 6, "needs": 50, "share_hundredths": 1000, "left": 10}),
        ("w", True, "supporters", {"supporters": 4, "needs": 40, "share_hundredths": 1000, "order": 2, "pays_hundredths": 1000, "effective_hundredths": 400})]


def test_the_order_of_ballots_and_projects_changes_nothing():
    listed = [Project(f"p{n}", 7 + n % 3, n % 2) for n in range(6)]
    ballots = [{f"p{n % 6}", f"p{n * n % 6}"} for n in range(20)]
    one = shares.choose(listed, ballots=ballots, budget=30, completion="add1", unit=1)
    assert one == shares.choose(listed[::-1], ballots=ballots[::-1], budget=30, completion="add1", unit=1)


def test_nobody_voted():
    outcome = shares.choose([Project("a", 5, 0)], ballots=[], budget=100, completion="add1", unit=1)
    assert [(c.chosen, c.reason.code) for c in outcome.choices] == [(False, "no-supporters")]


@pytest.mark.parametrize("wrong", [{"completion": "add2", "unit": 1}, {"completion": "none", "unit": 0}])
def test_an_unknown_completion_is_refused(wrong):
    with pytest.raises(ValueError):
        shares.choose([Project("a", 5, 0)], ballots=[["a"]], budget=10, **wrong)
