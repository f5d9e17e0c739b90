"""What choosing takes: CPU milliseconds, beside putting the same projects in order, or counting the same ballots, once in the same run."""
from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator

from proposals.choosing import optimum, ranked, shares
from proposals.choosing.projects import Caps, Project
from tests.bench.table import Row

PART = "choosing"
STREETS, CATEGORIES = 12, 5
SIZES = (190, 5_000)
BALLOTS = (10_000, 100_000)
YUAN = 100
AMONG = 190


def rows() -> Iterator[Row]:
    """The ranking at two sizes, the optimum at one, equal shares of two numbers of ballots."""
    for size in SIZES:
        projects = drawn(size)
        caps = limits(projects)
        floor = best(lambda: sorted(projects, key=lambda one: (-one.score, one.tie)))
        yield Row(PART, f"by rank within caps, {size:,} projects", best(lambda: ranked.choose(projects, caps=caps, skip=True)), "ms", floor, 80,
                  "floor: sorting them by score and tie")
    projects = drawn(AMONG)
    caps = limits(projects)
    floor = best(lambda: ranked.choose(projects, caps=caps, skip=True))
    yield Row(PART, f"optimum, {AMONG} projects", best(lambda: optimum.choose(projects, caps=caps, worth="score")), "ms", floor, 300, "floor: by rank")
    out = next(choice.id for choice in ranked.choose(projects, caps=caps, skip=True).choices if choice.reason.code == "total-cap")
    yield Row(PART, "least money that brings one in", best(lambda: ranked.least_extra(projects, caps=caps, id=out)), "ms", floor, 50, "floor: by rank")
    for many in BALLOTS:
        yield _shares(projects, many=many)


def drawn(size: int) -> list[Project]:
    """Projects of 10,000 to 80,000 yuan, scored like panels score."""
    chance = random.Random(size)
    return [Project(str(number), chance.randint(100, 800) * 100 * YUAN, chance.randint(5_000, 9_500), f"s{chance.randrange(STREETS)}",
                    f"c{chance.randrange(CATEGORIES)}", (chance.random(),)) for number in range(size)]


def limits(projects: list[Project]) -> Caps:
    """Money for 45 % of what is asked for; a street gets twice its even share at most, a category three times."""
    total = sum(one.cost for one in projects) * 45 // 100
    return Caps(total=total, streets={f"s{number}": 2 * total // STREETS for number in range(STREETS)},
                categories={f"c{number}": 3 * total // CATEGORIES for number in range(CATEGORIES)})


def _shares(projects: list[Project], *, many: int) -> Row:
    chance = random.Random(many)
    ids = [one.id for one in projects]
    ballots = [tuple(chance.sample(ids, chance.randint(1, 5))) for _ballot in range(many)]
    budget = limits(projects).total or 0
    floor = best(lambda: Counter(frozenset(ballot) for ballot in ballots))
    taken = best(lambda: shares.choose(projects, ballots=ballots, budget=budget, completion="none", unit=YUAN))
    return Row(PART, f"equal shares, {AMONG} projects, {many:,} ballots", taken, "ms", floor, 15, "floor: counting which ballots are the same")


def best(work: Callable[[], object]) -> float:
    """The best of three."""
    found = []
    for _turn in range(3):
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1000)
    return min(found)
