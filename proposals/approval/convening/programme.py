"""The plan for many proposals as a linear programme. Its matrix is that of a flow (proposal – side – judge), so its corners are whole numbers.

The load is evened first of all: the highest load that anybody is brought to is as low as can be, then the lowest is as high as can be; among such
plans, ``turn`` mixes who sits together.
"""
from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from .assigning import Task, turn

INFEASIBLE = 2


@dataclass(frozen=True)
class Programme:
    """The unchanging part: which pairs are free, who judges in each, and the rows for proposals and sides."""

    task: Task
    pairs: list[tuple[int, int]]
    """Place of the proposal, place of the judge."""
    needs: Any
    heard: Any
    cost: Any
    room: list[int]
    """How many of the proposals each judge may have at all."""


def plan(task: Task) -> dict[int, tuple[int, ...]]:
    """The judges of each proposal; whoever calls has made sure that every proposal has enough free judges."""
    programme = _programme(task)
    lowest, highest, sides = _ideal(programme)
    even = dict.fromkeys(sides, (lowest, highest))
    found = _solve(programme, bounds=sides if highest - lowest > 1 else even)
    if found is None:
        most = max(one.load for one in task.judges) + len(task.proposals)
        highest = _first(highest, last=most, works=lambda level: _solve(programme, bounds=dict.fromkeys(sides, (0, level))) is not None)
        lowest -= _first(0, last=lowest, works=lambda less: _solve(programme, bounds=dict.fromkeys(sides, (lowest - less, highest))) is not None)
        found = _solve(programme, bounds=dict.fromkeys(sides, (lowest, highest)))
    assert found is not None
    return found


def _programme(task: Task) -> Programme:
    pairs = [(row, column) for row, proposal in enumerate(task.proposals) for column, judge in enumerate(task.judges)
             if judge.id not in task.barred.get(proposal, ())]
    rows = np.array([row for row, _column in pairs])
    needs = csr_array((np.ones(len(pairs)), (rows, np.arange(len(pairs)))), shape=(len(task.proposals), len(pairs)))
    cost = np.array([turn(task.proposals[row], judge=task.judges[column].id) for row, column in pairs], dtype=float)
    room = np.bincount([column for _row, column in pairs], minlength=len(task.judges)).tolist()
    return Programme(task, pairs, needs, _heard(task, pairs=pairs), cost, room)


def _heard(task: Task, *, pairs: list[tuple[int, int]]) -> Any:
    """A row for each proposal and side that a plan might leave out; where the others are too few for that, none is needed."""
    counted: dict[tuple[int, str], list[int]] = {}
    for place, (row, column) in enumerate(pairs):
        counted.setdefault((row, task.judges[column].side), []).append(place)
    whole = np.bincount([row for row, _column in pairs], minlength=len(task.proposals))
    wanted = {row: set(task.heard(proposal)) for row, proposal in enumerate(task.proposals)}
    kept = [places for (row, side), places in counted.items() if side in wanted[row] and whole[row] - len(places) >= task.need]
    where = [number for number, places in enumerate(kept) for _place in places]
    return csr_array((-np.ones(len(where)), (where, [place for places in kept for place in places])), shape=(len(kept), len(pairs)))


def _ideal(programme: Programme) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """The lowest and the highest load if conflicts bound nobody by themselves – no plan that hears every side can be more even – and those of each side."""
    task, every = programme.task, range(len(programme.task.judges))
    whole, sides = _level(programme, places=every, units=len(task.proposals) * task.need), {}
    for side in sorted({one.side for one in task.judges}):
        own = [place for place in every if task.judges[place].side == side]
        least, most = (_level(programme, places=own, units=units) for units in _bounds(task, side=side))
        sides[side] = min(most[0], max(whole[0], least[0])), max(least[1], min(whole[1], most[1]))
    return min(whole[0], *(low for low, _high in sides.values())), max(whole[1], *(high for _low, high in sides.values())), sides


def _bounds(task: Task, *, side: str) -> tuple[int, int]:
    """How many reviews the judges of a side must take at least, and may take at most, so that the other sides are heard as well."""
    heard = [(task.heard(proposal), sum(one.side == side for one in task.free(proposal))) for proposal in task.proposals]
    return sum(side in sides for sides, _own in heard), sum(min(own, task.need - len(set(sides) - {side})) for sides, own in heard)


def _level(programme: Programme, *, places: Sequence[int], units: int) -> tuple[int, int]:
    """So many reviews given one by one to the least burdened of these judges: the lowest load of those who might take more, and the highest of all who took."""
    judges, room = programme.task.judges, programme.room
    heap = [(judges[place].load, place, 0) for place in places if room[place]]
    heapq.heapify(heap)
    full, highest = [], 0
    for _unit in range(units):
        if not heap:
            break
        load, place, given = heapq.heappop(heap)
        highest = max(highest, load + 1)
        if given + 1 < room[place]:
            heapq.heappush(heap, (load + 1, place, given + 1))
        else:
            full.append(load + 1)
    return heap[0][0] if heap else max(full, default=0), highest


def _solve(programme: Programme, *, bounds: Mapping[str, tuple[int, int]]) -> dict[int, tuple[int, ...]] | None:
    """A plan that brings nobody above their side's higher bound and leaves nobody below the lower one who might have more; None if there is none."""
    task, count = programme.task, len(programme.pairs)
    columns = np.array([column for _row, column in programme.pairs])
    each = csr_array((np.ones(count), (columns, np.arange(count))), shape=(len(task.judges), count))
    most = [max(bounds[one.side][1] - one.load, 0) for one in task.judges]
    least = [min(max(bounds[one.side][0] - one.load, 0), room) for one, room in zip(task.judges, programme.room, strict=True)]
    rows = _stack([each, -1 * each, programme.heard])
    limits = np.concatenate([most, [-one for one in least], -np.ones(programme.heard.shape[0])])
    answer = linprog(programme.cost, A_ub=rows, b_ub=limits, A_eq=programme.needs, b_eq=np.full(len(task.proposals), task.need), bounds=(0, 1),
                     method="highs-ds")
    if answer.status == INFEASIBLE:
        return None
    if not answer.success or np.abs(answer.x - answer.x.round()).max() > 1e-6:
        raise ArithmeticError(f"the assignment was not solved: {answer.message}")
    return _told(programme, chosen=answer.x.round().astype(bool))


def _stack(parts: list[Any]) -> Any:
    """The rows of several matrices below each other."""
    heights = np.cumsum([0, *(part.shape[0] for part in parts)])
    cells = [part.tocoo() for part in parts]
    rows = np.concatenate([cell.coords[0] + above for cell, above in zip(cells, heights, strict=False)])
    columns, values = np.concatenate([cell.coords[1] for cell in cells]), np.concatenate([cell.data for cell in cells])
    return csr_array((values, (rows, columns)), shape=(int(heights[-1]), parts[0].shape[1]))


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
