"""Who of a panel judges which proposal: every proposal its number of judges, nobody in conflict, the load even, then every side heard where it can be.

One proposal is handed to the least burdened. Several are planned together by a linear programme (``programme``, loaded when first needed), which never
gives one judge two more than another where any plan avoids that.
"""
from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ...late import late

machinery = late("proposals.approval.convening.programme")
"""The half that computes with arrays: half a second and 60 MB, once."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who may be asked: person, side, and how many reviews they hold already."""

    id: int
    side: str
    load: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A proposal with fewer judges free of conflicts than it needs."""

    proposal: int
    free: int
    need: int


@dataclass(frozen=True)
class Task:
    """What is to be handed out: proposals, judges, and for each proposal who may not judge it."""

    proposals: tuple[int, ...]
    judges: tuple[Judge, ...]
    barred: Mapping[int, Collection[int]]
    need: int

    def free(self, proposal: int) -> list[Judge]:
        """Who may judge this proposal."""
        return [one for one in self.judges if one.id not in self.barred.get(proposal, ())]


def shortages(task: Task) -> list[Shortage]:
    """Hall's condition: as nobody's load is bounded from above, a plan exists unless one of these proposals has too few free judges by itself."""
    return [Shortage(each, free, task.need) for each in task.proposals if (free := len(task.free(each))) < task.need]


def hand_out(task: Task) -> dict[int, tuple[int, ...]]:
    """The judges of each proposal, ascending. A proposal with too few free judges is a bug of the caller, who asks ``shortages`` first."""
    lacking = shortages(task)
    if lacking:
        raise ValueError(f"proposal {lacking[0].proposal} has {lacking[0].free} judges free of conflicts and needs {lacking[0].need}")
    if len(task.proposals) == 1:
        return {task.proposals[0]: tuple(sorted(_least_burdened(task, proposal=task.proposals[0])))}
    return machinery().plan(task) if task.proposals else {}


def loads(task: Task, *, plan: Mapping[int, Collection[int]]) -> dict[int, int]:
    """How many reviews each judge would hold by this plan, together with those held already."""
    return {one.id: one.load + sum(one.id in judges for judges in plan.values()) for one in task.judges}


def turn(proposal: int, *, judge: int) -> int:
    """A number below 1,000 that mixes who sits together; it follows from the two numbers alone, so that a plan can be made again."""
    return zlib.crc32(f"{proposal}:{judge}".encode()) % 1000


def _least_burdened(task: Task, *, proposal: int) -> list[int]:
    """Whoever holds the fewest reviews, one after the other; among equals somebody of a side that is not heard yet."""
    left, chosen = task.free(proposal), list[Judge]()
    while len(chosen) < task.need:
        heard = {one.side for one in chosen}
        chosen.append(min(left, key=lambda one: (one.load, one.side in heard, turn(proposal, judge=one.id), one.id)))
        left.remove(chosen[-1])
    return [one.id for one in chosen]
