"""A workflow as data: states grouped in stages, and the moves between them.

A definition holds names, never code: a guard or an effect is looked up in the registry.
So a definition can be stored as JSON, digested, and loaded again in a later season.
The faults that can be found without running anything are in ``static_checks``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

PREVIOUS = "@previous"  # target: the state from which this case entered the hold
SAME = "@same"  # target: no change of state, only a step in the history
SYSTEM_ROLE = "system"


def titled(text: str) -> str:
    """Mark a title or a public label, so that message extraction finds it; the text stays as it is."""
    return text


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a case may stay in a state, and the move the system makes then.

    ``days`` counts working days (``workday``) or calendar days (``day``) from entering the state,
    or calendar days after an attribute of the case (``field:ends_on``). ``remind`` is in days before.
    """

    days: int
    then: str
    basis: str = "workday"
    remind: tuple[int, ...] = ()
    remind_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can be. ``kind`` is initial, normal or end; ``public`` is what outsiders read, else the title."""

    name: str
    title: str
    stage: str
    kind: str = "normal"
    public: str | None = None
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """A move: from which states, by whom, on what conditions, with what consequences.

    ``fields`` must be filled in; ``note`` asks for a written reason; ``window`` names the season's phase
    that must be open; nobody who made a move of ``distinct_from`` on this case may make this one;
    ``notices`` are "role:template"; only an ``exceptional`` move may leave an end.
    """

    name: str
    title: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    guards: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    note: bool = False
    window: str | None = None
    distinct_from: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    exceptional: bool = False


Edge = tuple[str, Transition, str]


@dataclass(frozen=True)
class Workflow:
    """One machine. ``holds`` remember where a case came from; ``sweeps`` are (phase, state, move) at a phase's close."""

    name: str
    stages: tuple[tuple[str, str], ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    holds: tuple[str, ...] = ()
    sweeps: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def state(self) -> dict[str, State]:
        """The states by name."""
        return {state.name: state for state in self.states}

    @cached_property
    def table(self) -> dict[tuple[str, str], Transition]:
        """The moves by (state, move name): the engine's whole question."""
        return {(source, move.name): move for move in self.transitions for source in move.sources}

    @cached_property
    def initial(self) -> str:
        """The name of the state in which a case starts."""
        return next(state.name for state in self.states if state.kind == "initial")

    @cached_property
    def ends(self) -> frozenset[str]:
        """The names of the end states."""
        return frozenset(state.name for state in self.states if state.kind == "end")

    def leaving(self, state: str) -> list[Transition]:
        """The moves possible in ``state``, in the order of the definition, those that stay there included."""
        return [move for move in self.transitions if state in move.sources]

    def targets(self, transition: Transition, *, source: str) -> list[str]:
        """The states where ``transition`` may lead from ``source``; several only when it leaves a hold."""
        if transition.target == SAME:
            return [source]
        if transition.target != PREVIOUS:
            return [transition.target]
        return sorted({state for move in self.transitions if move.target == source for state in move.sources})

    @cached_property
    def edges(self) -> list[Edge]:
        """Every (source, move, target), with ``@same`` and ``@previous`` spelled out."""
        return [(source, move, target) for move in self.transitions for source in move.sources
                for target in self.targets(move, source=source)]

    @cached_property
    def timed(self) -> list[tuple[str, Transition]]:
        """The (state, move) pairs that the system makes at a deadline or when a phase closes."""
        pairs = [(state.name, state.deadline.then) for state in self.states if state.deadline]
        pairs += [(state, name) for _, state, name in self.sweeps]
        return [(state, self.table[state, name]) for state, name in dict.fromkeys(pairs) if (state, name) in self.table]

    @cached_property
    def joins(self) -> list[tuple[str, Transition]]:
        """The (state, move) pairs the system makes as soon as their guards hold: a quorum reached, never a date.

        A move that asks for fields is not one: it waits for an act that knows what to fill in.
        """
        dated = {(state, move.name) for state, move in self.timed}
        return [(source, move) for move in self.transitions for source in move.sources
                if move.roles == (SYSTEM_ROLE,) and move.guards and not move.fields and (source, move.name) not in dated]

    @cached_property
    def notices(self) -> list[tuple[str, str]]:
        """Every (role, template) that some move sends, each once, sorted."""
        return sorted({tuple(notice.split(":", 1)) for move in self.transitions for notice in move.notices})

    @cached_property
    def second_person_roles(self) -> frozenset[str]:
        """The roles of which a season needs two holders, because one person may not make both moves."""
        return frozenset(role for move in self.transitions if move.distinct_from for role in move.roles
                         if role != SYSTEM_ROLE)

    @cached_property
    def canonical(self) -> str:
        """The definition as JSON with sorted keys: equal definitions give equal text on every machine."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex; a season pins this."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def from_canonical(text: str) -> Workflow:
    """The workflow whose canonical text this is; a key that is unknown here is refused with a TypeError."""
    read = json.loads(text)
    return Workflow(
        name=read["name"],
        stages=tuple((name, title) for name, title in read["stages"]),
        states=tuple(_state(row) for row in read["states"]),
        transitions=tuple(Transition(**_frozen(row)) for row in read["transitions"]),
        holds=tuple(read["holds"]),
        sweeps=tuple((phase, state, move) for phase, state, move in read["sweeps"]),
    )


def _state(row: Mapping[str, Any]) -> State:
    deadline = row["deadline"]
    return State(**{**row, "deadline": Deadline(**_frozen(deadline)) if deadline else None})


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
