"""The method of equal shares on residents' ballots: every voter holds the same share of the budget, and supporters pay for what they support.

Bought is always the project whose supporters get it for the least payment per unit of cost, all paying the same or all they have left; what its
supporters together cannot pay is out. Ties: more supporters, then cheaper, then the order of ``ranking``. Computed with floats of 53 bits, equal within
1e-12 as measured against the elections of three cities; whether an outcome keeps to the budget is decided in whole numbers.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .projects import Choice, Completion, Outcome, Project, Reason, ranking

NEAR = 1e-12
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Bought:
    """One purchase: its place in order, and the largest payment of a supporter per unit of cost."""

    order: int
    price: float


@dataclass(frozen=True)
class Round:
    """One run with one share for everybody: what was bought, and what each kind of voter has left."""

    share: float
    bought: dict[str, Bought]
    left: Floats


class Electorate:
    """The ballots grouped by what they support: voters of the same ballot have the same left at any time."""

    def __init__(self, projects: list[Project], ballots: Iterable[Collection[str]]) -> None:
        """Ids a ballot names that are not among the projects count for nothing; empty ballots hold a share nobody spends."""
        known = {project.id for project in projects}
        kinds = Counter(frozenset(known.intersection(ballot)) for ballot in ballots)
        self.size = sum(kinds.values())
        self.heads = np.array(list(kinds.values()), dtype=np.float64)
        self.supporting: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}
        members: dict[str, list[int]] = {project.id: [] for project in projects}
        for number, kind in enumerate(kinds):
            for each in kind:
                members[each].append(number)
        for each, numbers in members.items():
            self.supporting[each] = np.array(numbers, dtype=np.int64)
        self.supporters = {each: int(self.heads[numbers].sum()) for each, numbers in self.supporting.items()}

    def price(self, project: Project, *, left: Floats) -> float | None:
        """The least payment per unit of cost at which its supporters pay for it, each that much or all they have; None where they cannot."""
        mine = self.supporting[project.id]
        purses, heads = left[mine], self.heads[mine]
        if float(purses @ heads) < project.cost * (1 - NEAR):
            return None
        order = np.argsort(purses, kind="stable")
        purses, heads = purses[order], heads[order]
        emptied = np.concatenate(([0.0], np.cumsum(purses * heads)[:-1]))
        paying = np.cumsum(heads[::-1])[::-1]
        payment = (project.cost - emptied) / paying
        enough = payment <= purses * (1 + NEAR)
        return float(payment[int(np.argmax(enough)) if enough.any() else -1]) / project.cost


def choose(projects: Iterable[Project], *, ballots: Iterable[Collection[str]], budget: int, completion: Completion, unit: int) -> Outcome:
    """Share ``budget`` among the ballots and buy; ``unit`` is what ``add1`` adds to every share each round, in the unit of the costs.

    ``add1`` goes on until the first outcome that costs more than the budget and keeps the one before, as the cities do that vote this way;
    other programs stop at the first outcome that leaves no room for a further project, which may be an earlier one.
    """
    listed = ranking(projects)
    electorate = Electorate(listed, ballots)
    if completion not in ("none", "add1") or unit < 1:
        raise ValueError(f"completion {completion!r} with unit {unit!r} is not known")
    found = _run(listed, electorate, share=budget / max(electorate.size, 1))
    if completion == "add1":
        found = _completed(listed, electorate, start=found, budget=budget, unit=unit)
    choices = tuple(_choice(project, rank=rank, electorate=electorate, found=found) for rank, project in enumerate(listed, 1))
    return Outcome(choices, _cost(listed, found))


def _cost(projects: list[Project], found: Round) -> int:
    return sum(project.cost for project in projects if project.id in found.bought)


def _completed(projects: list[Project], electorate: Electorate, *, start: Round, budget: int, unit: int) -> Round:
    """The last affordable round; nothing more can come once all that is supported and payable at all has been bought."""
    possible = sum(1 for project in projects if electorate.supporters[project.id] and project.cost <= budget)
    kept, added = start, 0
    while len(kept.bought) < possible:
        added += unit
        tried = _run(projects, electorate, share=start.share + added)
        if _cost(projects, tried) > budget:
            break
        kept = tried
    return kept


def _run(projects: list[Project], electorate: Electorate, *, share: float) -> Round:
    left = np.full(len(electorate.heads), share)
    supported = [project for project in projects if electorate.supporters[project.id]]
    bought = {project.id: Bought(number, 0.0) for number, project in enumerate((p for p in supported if p.cost == 0), 1)}
    waiting = {project.id: (0.0, project) for project in supported if project.cost > 0}
    while (best := _cheapest(electorate, waiting, left=left)) is not None:
        price, project = best
        mine = electorate.supporting[project.id]
        left[mine] = np.maximum(left[mine] - np.minimum(left[mine], price * project.cost), 0.0)
        left[left < share * NEAR] = 0.0
        bought[project.id] = Bought(len(bought) + 1, price)
        del waiting[project.id]
    return Round(share, bought, left)


def _cheapest(electorate: Electorate, waiting: dict[str, tuple[float, Project]], *, left: Floats) -> tuple[float, Project] | None:
    """The next purchase. A price never falls while purses empty, so whoever's last known price is above the best need not be asked again."""
    best, ties = float("inf"), []
    for known, project in sorted(waiting.values(), key=lambda pair: pair[0]):
        if known > best * (1 + NEAR):
            break
        price = electorate.price(project, left=left)
        if price is None:
            del waiting[project.id]
            continue
        waiting[project.id] = (price, project)
        if price < best * (1 - NEAR):
            best, ties = price, [project]
        elif price <= best * (1 + NEAR):
            ties.append(project)
    if not ties:
        return None
    first = min(ties, key=lambda one: (-electorate.supporters[one.id], one.cost, -one.score, one.tie, one.id))
    return waiting[first.id][0], first


def _choice(project: Project, *, rank: int, electorate: Electorate, found: Round) -> Choice:
    """Payments are told in hundredths of the costs' unit, rounded; what supporters have left in whole units, rounded down."""
    supporters = electorate.supporters[project.id]
    facts: dict[str, Any] = {"supporters": supporters, "needs": project.cost, "share_hundredths": round(found.share * 100)}
    if not supporters:
        return Choice(project.id, False, rank, Reason("no-supporters", facts))
    bought = found.bought.get(project.id)
    if bought is None:
        mine = electorate.supporting[project.id]
        left = float(found.left[mine] @ electorate.heads[mine])
        return Choice(project.id, False, rank, Reason("supporters-short", {**facts, "left": min(int(left * (1 + NEAR)), project.cost - 1)}))
    pays = {"order": bought.order, "pays_hundredths": round(bought.price * project.cost * 100), "effective_hundredths": _effective(bought)}
    return Choice(project.id, True, rank, Reason("supporters", {**facts, **pays}))


def _effective(bought: Bought) -> int:
    """How many full payers would carry it, in hundredths: its cost divided by the largest payment; 0 for what costs nothing."""
    return round(100 / bought.price) if bought.price else 0
