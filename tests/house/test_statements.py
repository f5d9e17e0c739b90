"""The gates without a clock: a page asks as many statements, and fetches as many rows, of a large season as of a small one.

Rows are compared where every list is full already (a list of 50 cannot be full with 50 ideas); statements everywhere. SQLite only: the
statements are the same on both databases.
"""
import pytest

from tests.bench import works
from tests.bench.counting import Count, counted
from tests.bench.filler import Amount
from tests.bench.house import House, within
from tests.bench.pages import WORKS
from tests.bench.visits import LONGEST_LIST_BYTES, NOT_YET, VISITS

FEW, MANY, MORE = 50, 2_336, 7_008
AMOUNTS = {FEW: Amount(FEW, scoring=4, scored=6, waiting=10, told=20, streets=1), MANY: Amount(MANY, scoring=120, scored=240, waiting=150, told=100, streets=1),
           MORE: Amount(MORE, scoring=120, scored=240, waiting=150, told=100, streets=1)}

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture(scope="module")
def houses(tmp_path_factory):
    """A filled database of each size."""
    made = {}
    for size, amount in AMOUNTS.items():
        folder = tmp_path_factory.mktemp(f"of-{size}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GOLDEN_IDEA_INSTANCE", str(folder))
            made[size] = House(f"sqlite:///{folder / 'golden-idea.db'}", folder, amount=amount)
            made[size].tick()
    return made


@pytest.fixture(scope="module")
def costs(houses):
    """What every page and every work asks, at each size; the answers' lengths too."""
    found = {}
    for size, house in houses.items():
        with house.app() as app:
            found |= {(size, visit.what): looked(app, house=house, visit=visit) for visit in VISITS}
            stock = works.Stock(house.filled)
            found |= {(size, work.what): worked(app, stock=stock, work=work) for work in WORKS if work.act is not works.decide_many or size != FEW}
    return found


def looked(app, *, house, visit):
    """A page once more, after everything that is read only once has been read."""
    somebody, url = within(app, name=visit.who), visit.address(house.filled)
    first = somebody.get(url)
    assert first.status == 200, f"{url}: {first.status} {first.text[:500]}"
    with counted() as count:
        return count, len(somebody.get(url).body)


def worked(app, *, stock, work):
    """A whole unit of work by somebody who is already there."""
    somebody = within(app, name=work.who)
    with counted() as count:
        work.act(somebody, stock)
    return count, 0


def told(count: Count) -> str:
    """For whoever has to find one statement too many."""
    return "\n".join(" ".join(statement.split())[:200] for statement in count.asked)


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.what)
def test_a_page_asks_as_much_of_a_large_season_as_of_a_small_one(costs, visit):
    (few, _), (many, _), (more, _) = (costs[size, visit.what] for size in (FEW, MANY, MORE))
    assert (few.statements, many.statements) == (more.statements, more.statements), told(many)
    assert few.rows <= many.rows == more.rows


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.what)
def test_a_page_keeps_to_its_budget_of_statements(costs, visit):
    count, _size = costs[MANY, visit.what]
    assert count.statements <= NOT_YET.get(visit.what, visit.statements), told(count)


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.what)
def test_a_page_stays_light(costs, visit):
    assert costs[MORE, visit.what][1] <= LONGEST_LIST_BYTES


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.what)
def test_a_work_asks_as_much_of_a_large_season_as_of_a_small_one(costs, work):
    (many, _), (more, _) = costs[MANY, work.what], costs[MORE, work.what]
    assert (many.statements, many.rows) == (more.statements, more.rows), told(more)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.what)
def test_a_work_keeps_to_its_budget_of_statements(costs, work):
    count, _size = costs[MANY, work.what]
    assert count.statements <= NOT_YET.get(work.what, work.statements), told(count)


def test_what_keeps_to_its_budget_by_now_is_held_to_it(costs):
    budgets = {each.what: each.statements for each in (*VISITS, *WORKS)}
    assert [what for what in NOT_YET if costs[MANY, what][0].statements <= budgets[what]] == []
