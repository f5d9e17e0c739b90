"""Walks that together make every move from every state: for tests, documentation and demonstration data.

A walk goes over places, a place being a state and, in a hold, the state to which the case will return.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from .definition import PREVIOUS, SAME, SYSTEM_ROLE, Transition, Workflow

Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a walk: from a place, by a move, to a place."""

    source: Place
    move: Transition
    target: Place

    @property
    def pair(self) -> tuple[str, str]:
        """The (state, move name) that this step covers."""
        return self.source[0], self.move.name


Walk = tuple[Leg, ...]


def arrive(workflow: Workflow, *, place: Place, move: Transition) -> Place:
    """The place where ``move`` leads from ``place``."""
    state, resume = place
    if move.target == SAME:
        return place
    target = resume if move.target == PREVIOUS else move.target
    if target is None:
        raise LookupError(f"{move.name} leaves {state}, which remembers no state")
    return target, (state if target in workflow.holds else None)


def walks(workflow: Workflow) -> list[Walk]:
    """The fewest of the shortest walks, longest first, that cover every (state, move) pair."""
    candidates = sorted(_one_step_beyond(workflow), key=len, reverse=True)
    missing = {walk[-1].pair for walk in candidates}
    kept = []
    for walk in candidates:
        if walk[-1].pair in missing:
            kept.append(walk)
            missing -= {leg.pair for leg in walk}
    return kept


def route(workflow: Workflow, *, to: str) -> Walk:
    """The shortest ordinary walk to the state ``to``; a ValueError when nothing leads there.

    Ordinary is what happens to most: no exceptional move, and none that the system makes only as part of another act.
    """
    ordinary = tuple(move for move in workflow.transitions
                     if not move.exceptional and not (move.roles == (SYSTEM_ROLE,) and move.fields))
    for walk in _one_step_beyond(replace(workflow, transitions=ordinary)):
        if walk[-1].target[0] == to:
            return walk
    raise ValueError(f"no walk of {workflow.name} leads to {to}")


def _one_step_beyond(workflow: Workflow) -> list[Walk]:
    """Every move from every place, each at the end of a shortest walk to that place, nearest first."""
    start: Place = (workflow.initial, None)
    shortest: dict[Place, Walk] = {start: ()}
    waiting = deque([start])
    found = []
    while waiting:
        place = waiting.popleft()
        for move in workflow.leaving(place[0]):
            target = arrive(workflow, place=place, move=move)
            walk = (*shortest[place], Leg(place, move, target))
            found.append(walk)
            if target not in shortest:
                shortest[target] = walk
                waiting.append(target)
    return found
