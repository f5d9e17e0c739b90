"""The plan for many proposals as a linear programme. Its matrix is that of a flow (proposal – side – judge), so its corners are whole numbers.

The load is evened first of all: the highest load that anybody is brought to is as low as can be, then the lowest is as high as can be. Among such plans,
as many proposals as can be are heard by every side, and ``turn`` mixes who sits together.
"""
from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from .assigning import Task, turn

INFEASIBLE = 2
UNHEARD = 100_000.0
"""What a side that is not heard costs: more than any mixing of who sits together."""


@dataclass(frozen=True)
class Programme:
    """The unchanging part: which pairs are free, who judges in each, and the rows for proposals and sides."""

    task: Task
    pairs: list[tuple[int, int]]
    """Place of the proposal, place of the judge."""
    needs: Any
    """A row for each proposal: its judges."""
    sides: Any
    """A row for each proposal and side that a plan might leave out: its judges of that side."""
    cost: Any
    room: list[int]
    """How many of the proposals each judge may have at all."""


def plan(task: Task) -> dict[int, tuple[int, ...]]:
    """The judges of each proposal; whoever calls has made sure that every proposal has enough free judges."""
    programme = _programme(task)
    lowest, highest = _ideal(programme)
    found = _solve(programme, lowest=lowest, highest=highest)
    if found is None:
        most = max(one.load for one in task.judges) + len(task.proposals)
        highest = _first(highest, last=most, works=lambda level: _solve(programme, lowest=0, highest=level) is not None)
        lowest -= _first(0, last=lowest, works=lambda less: _solve(programme, lowest=lowest - less, highest=highest) is not None)
        found = _solve(programme, lowest=lowest, highest=highest)
    assert found is not None
    return found


def _programme(task: Task) -> Programme:
    pairs = [(row, column) for row, proposal in enumerate(task.proposals) for column, judge in enumerate(task.judges)
             if judge.id not in task.barred.get(proposal, ())]
    rows = np.array([row for row, _column in pairs])
    needs = csr_array((np.ones(len(pairs)), (rows, np.arange(len(pairs)))), shape=(len(task.proposals), len(pairs)))
    cost = np.array([turn(task.proposals[row], judge=task.judges[column].id) for row, column in pairs], dtype=float)
    room = np.bincount([column for _row, column in pairs], minlength=len(task.judges)).tolist()
    return Programme(task, pairs, needs, _sides(task, pairs=pairs), cost, room)


def _sides(task: Task, *, pairs: list[tuple[int, int]]) -> Any:
    """Where the judges of the other sides are too few without it, a side is heard anyhow and needs no row."""
    counted: dict[tuple[int, str], list[int]] = {}
    for place, (row, column) in enumerate(pairs):
        counted.setdefault((row, task.judges[column].side), []).append(place)
    whole = np.bincount([row for row, _column in pairs], minlength=len(task.proposals))
    kept = [places for (row, _side), places in counted.items() if whole[row] - len(places) >= task.need]
    where = [number for number, places in enumerate(kept) for _place in places]
    return csr_array((np.ones(len(where)), (where, [place for places in kept for place in places])), shape=(len(kept), len(pairs)))


def _ideal(programme: Programme) -> tuple[int, int]:
    """The load when all reviews are given one by one to the least burdened, whatever the conflicts: the lowest of those who might take more, and the
    highest of all who took. No plan is more even."""
    task = programme.task
    heap = [(one.load, place, 0) for place, one in enumerate(task.judges) if programme.room[place]]
    heapq.heapify(heap)
    full, highest = [0], 0
    for _unit in range(len(task.proposals) * task.need):
        load, place, given = heapq.heappop(heap)
        highest = max(highest, load + 1)
        if given + 1 < programme.room[place]:
            heapq.heappush(heap, (load + 1, place, given + 1))
        else:
            full.append(load + 1)
    return heap[0][0] if heap else max(full), highest


def _solve(programme: Programme, *, lowest: int, highest: int) -> dict[int, tuple[int, ...]] | None:
    """A plan that brings nobody above ``highest`` and leaves nobody below ``lowest`` who might have more; None if there is none."""
    task, count, unheard = programme.task, len(programme.pairs), programme.sides.shape[0]
    columns = np.array([column for _row, column in programme.pairs])
    each = csr_array((np.ones(count), (columns, np.arange(count))), shape=(len(task.judges), count))
    most = [max(highest - one.load, 0) for one in task.judges]
    least = [min(max(lowest - one.load, 0), room) for one, room in zip(task.judges, programme.room, strict=True)]
    missing = csr_array((-np.ones(unheard), (2 * len(task.judges) + np.arange(unheard), np.arange(unheard))), shape=(2 * len(task.judges) + unheard, unheard))
    rows = hstack([vstack([each, -1 * each, -1 * programme.sides]), missing], format="csr")
    needs = hstack([programme.needs, csr_array((len(task.proposals), unheard))], format="csr")
    cost, limits = np.concatenate([programme.cost, np.full(unheard, UNHEARD)]), [*most, *(-one for one in least), *[-1] * unheard]
    answer = linprog(cost, A_ub=rows, b_ub=limits, A_eq=needs, b_eq=np.full(len(task.proposals), task.need), bounds=(0, 1), method="highs-ds")
    if answer.status == INFEASIBLE:
        return None
    chosen = answer.x[:count] if answer.success else None
    if chosen is None or np.abs(chosen - chosen.round()).max() > 1e-6:
        raise ArithmeticError(f"the assignment was not solved: {answer.message}")
    return _told(programme, chosen=chosen.round().astype(bool))


def _told(programme: Programme, *, chosen: Any) -> dict[int, tuple[int, ...]]:
    task, judges = programme.task, dict[int, list[int]]()
    for (row, column), taken in zip(programme.pairs, chosen, strict=True):
        if taken:
            judges.setdefault(task.proposals[row], []).append(task.judges[column].id)
    return {proposal: tuple(sorted(judges[proposal])) for proposal in task.proposals}


def _first(first: int, *, last: int, works: Callable[[int], bool]) -> int:
    """The smallest number from ``first`` to ``last`` that works; from some number on, all do, the last surely."""
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if works(middle) else (middle + 1, last)
    return first
