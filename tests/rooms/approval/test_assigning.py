"""Who judges what: against every possible plan on small cases, and by its promises on large ones."""
from collections import Counter
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.approval.convening.assigning import Judge, Shortage, Task, hand_out, loads, shortages

SIDES = ("resident", "finance", "external")


def task(sides, barred, *, need, held=None):
    judges = tuple(Judge(number, side, (held or {}).get(number, 0)) for number, side in enumerate(sides))
    return Task(tuple(range(100, 100 + len(barred))), judges, {100 + row: those for row, those in enumerate(barred)}, need)


def fair(asked, proposal, judges):
    """Enough judges, none barred."""
    return len(set(judges)) == len(judges) == asked.need and not set(judges) & set(asked.barred[proposal])


def every_plan(asked):
    """All plans without conflicts, however uneven; the model knows nothing of levels or programmes."""
    ways = [[judges for judges in combinations([one.id for one in asked.judges], asked.need) if fair(asked, proposal, judges)] for proposal in asked.proposals]
    return [dict(zip(asked.proposals, judges, strict=True)) for judges in product(*ways)]


def heard(asked, plan):
    """How many sides are heard, over all proposals."""
    side = {one.id: one.side for one in asked.judges}
    return sum(len({side[judge] for judge in judges}) for judges in plan.values())


def spread(asked, plan):
    held = loads(asked, plan=plan)
    return max(held.values()) - min(held.values())


@st.composite
def small(draw):
    """Two to four proposals, four or five judges, at most two conflicts each."""
    need = draw(st.integers(2, 3))
    sides = draw(st.lists(st.sampled_from(SIDES), min_size=need + 1, max_size=5))
    barred = draw(st.lists(st.sets(st.integers(0, len(sides) - 1), max_size=2), min_size=2, max_size=4))
    return task(sides, barred, need=need)


@settings(max_examples=25, deadline=None)
@given(small())
def test_no_plan_is_more_even_and_of_the_even_ones_none_hears_more_sides(asked):
    plans = every_plan(asked)
    if shortages(asked):
        assert plans == []
        return
    plan = hand_out(asked)
    assert all(fair(asked, proposal, judges) for proposal, judges in plan.items())
    assert max(loads(asked, plan=plan).values()) == min(max(loads(asked, plan=one).values()) for one in plans)
    even = [one for one in plans if spread(asked, one) <= 1]
    assert (spread(asked, plan) <= 1) == bool(even)
    assert not even or heard(asked, plan) == max(heard(asked, one) for one in even)


@pytest.mark.parametrize("seed", range(3))
def test_a_street_of_forty_proposals_is_even_within_one(seed):
    random = Random(seed)
    barred = [{judge for judge in range(9) if random.random() < 0.1} for _proposal in range(40)]
    asked = task([SIDES[number % 3] for number in range(9)], barred, need=5)
    plan = hand_out(asked)
    assert all(fair(asked, proposal, judges) for proposal, judges in plan.items())
    assert set(Counter(loads(asked, plan=plan).values())) <= {22, 23}
    assert plan == hand_out(asked)


def test_who_holds_more_already_gets_less():
    asked = task(["resident", "finance", "external", "external"], [set()] * 4, need=3, held={3: 4})
    assert loads(asked, plan=hand_out(asked)) == {0: 4, 1: 4, 2: 4, 3: 4}
    assert hand_out(task(["resident", "finance", "external", "external"], [set()], need=3, held={2: 1})) == {100: (0, 1, 3)}


def test_a_proposal_with_too_few_free_judges_is_named():
    asked = task(["resident", "finance", "external"], [set(), {0, 1}], need=3)
    assert shortages(asked) == [Shortage(101, 1, 3)]
    with pytest.raises(ValueError, match="proposal 101 has 1 judges"):
        hand_out(asked)


def test_a_plan_that_conflicts_make_uneven_is_as_even_as_can_be():
    """The last two judges are barred from everything but one proposal: the others carry the rest."""
    asked = task(["resident", "finance", "external", "external", "resident"], [set(), {3, 4}, {3, 4}, {3, 4}], need=3)
    assert loads(asked, plan=hand_out(asked)) == {0: 3, 1: 4, 2: 3, 3: 1, 4: 1}
