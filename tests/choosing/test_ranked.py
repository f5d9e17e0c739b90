"""The ranking walked down within the caps, beside a model that knows nothing but lists."""
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.choosing import lots, ranked
from proposals.choosing.projects import Caps, Project, Reason
from tests.choosing.cases import SOME, caps, keeps, projects


def model(listed, limits):
    """Who comes in with skipping: one at a time, the best that is left, if the whole list still keeps every cap."""
    taken = []
    for project in sorted(listed, key=lambda p: (-p.score, p.tie, p.id)):
        if keeps([*taken, project], limits):
            taken.append(project)
    return [p.id for p in taken]


@SOME
@given(projects(), caps(), st.randoms())
def test_who_comes_in_is_what_the_plainest_model_says(listed, limits, chance):
    outcome = ranked.choose(listed, caps=limits, skip=True)
    chance.shuffle(listed)
    assert list(outcome.chosen) == model(listed, limits)
    assert outcome == ranked.choose(listed, caps=limits, skip=True)
    assert outcome.spent == sum(p.cost for p in listed if p.id in outcome.chosen)
    assert [choice.rank for choice in outcome.choices] == list(range(1, len(listed) + 1))


@SOME
@given(projects(), st.integers(0, 40))
def test_without_skipping_the_first_that_does_not_fit_ends_the_list(listed, total):
    order = sorted(listed, key=lambda p: (-p.score, p.tie, p.id))
    sums = [sum(p.cost for p in order[:n + 1]) for n in range(len(order))]
    first = next((n for n, spent in enumerate(sums) if spent > total), len(order))
    outcome = ranked.choose(listed, caps=Caps(total=total), skip=False)
    codes = ["fits"] * first + ["total-cap"] + ["after-stop"] * (len(order) - first - 1)
    assert [choice.reason.code for choice in outcome.choices] == codes[:len(order)]


@SOME
@given(projects(least=1), caps(total=st.integers(0, 20)), st.data())
def test_the_least_extra_is_what_trying_every_sum_finds(listed, limits, data):
    wanted = data.draw(st.sampled_from(listed)).id
    within = [extra for extra in range(100) if wanted in model(listed, replace(limits, total=limits.total + extra))]
    assert ranked.least_extra(listed, caps=limits, id=wanted) == (within[0] if within else None)


def test_a_reason_names_the_cap_and_what_was_left_when_it_was_looked_at():
    listed = [Project("a", 50, 90, "x"), Project("b", 60, 80, "y"), Project("c", 40, 70, "x"), Project("d", 30, 20, "x")]
    outcome = ranked.choose(listed, caps=Caps(total=100, streets={"x": 80}, line=60), skip=True)
    assert [choice.reason for choice in outcome.choices] == [
        Reason("fits", {"total_left": 100, "street_left": 80, "category_left": None, "needs": 50}),
        Reason("total-cap", {"total_left": 50, "street_left": None, "category_left": None, "needs": 60,
                             "of": "", "left": 50, "asks": 60, "short": 10, "all": ["total-cap"]}),
        Reason("street-cap", {"total_left": 50, "street_left": 30, "category_left": None, "needs": 40,
                              "of": "x", "left": 30, "asks": 40, "short": 10, "all": ["street-cap"]}),
        Reason("below-line", {"total_left": 50, "street_left": 30, "category_left": None, "needs": 30, "line": 60, "score": 20})]


def test_a_closed_street_does_not_stop_the_other_streets():
    listed = [Project("a", 50, 90, "x"), Project("b", 40, 80, "x"), Project("c", 10, 70, "x"), Project("d", 10, 60, "y")]
    outcome = ranked.choose(listed, caps=Caps(streets={"x": 60}), skip=False)
    assert [(choice.id, choice.reason.code, choice.reason.facts.get("by")) for choice in outcome.choices] == [
        ("a", "fits", None), ("b", "street-cap", None), ("c", "after-stop", "b"), ("d", "fits", None)]


def test_equals_go_by_the_lot_of_the_published_seed():
    """SHA-256 of "2017:12" and its like: anybody with the seed draws the same."""
    assert lots.tie_of("2017", 12) == "f43fe681b8a1ad42cdb8f20a2acdbc316a039aeba3c5973dffe5e7b4ba12d5b0"
    drawn = [Project(str(n), 1, 5, tie=(lots.tie_of("2017", n),)) for n in range(20)]
    by_lot = sorted(drawn, key=lambda p: p.tie)
    assert list(ranked.choose(drawn, caps=Caps(total=20), skip=True).chosen) == [p.id for p in by_lot] != [p.id for p in drawn]


@pytest.mark.parametrize("broken", [{"cost": -1}, {"cost": 1.5}, {"score": 0.5}, {"cost": True}])
def test_a_project_of_broken_numbers_is_refused(broken):
    with pytest.raises(ValueError):
        Project(**{"id": "a", "cost": 1, "score": 1} | broken)


def test_a_doubled_id_is_refused():
    with pytest.raises(ValueError):
        ranked.choose([Project("a", 1, 1), Project("a", 2, 2)], caps=Caps(), skip=True)
