"""What guards, effects and roles see: the case, the move, who asks, when, and with what.

A guard answers from it, an effect writes through it. Nobody asks the clock or the web request.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Row
from sqlalchemy.orm import Session

from .definition import PREVIOUS, SAME, State, Transition, Workflow
from .refusals import Problem

if TYPE_CHECKING:
    from .engine import Engine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: "p12" for person 12. The name is for refusals on the spot; only the id enters the history."""

    id: str
    name: str


SYSTEM = Actor("system", "")


@dataclass(frozen=True, slots=True)
class Request:
    """One ask: this move, by this actor, at this moment (UTC microseconds), with this form, reason and key.

    ``expect`` is the step number the actor saw; ``due`` is when the deadline fell that the system acts on;
    In a bulk, ``batch`` is its key, ``each`` what a case's own form adds to ``data``, and ``notes`` the reasons of cases that have their own.
    A ``silent`` bulk promises no notice and sets no reminder: whoever asks for it tells people in one letter.
    ``cause`` and ``depth`` tell which step asked for this one, and how far from a person that is.
    """

    name: str
    actor: Actor
    at: int
    data: dict[str, Any]
    note: str
    expect: int | None = None
    key: str | None = None
    batch: str | None = None
    each: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    silent: bool = False
    due: int | None = None
    cause: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A move that was made; ``seq`` counts from 1 for the start of the case, ``at_us`` is UTC microseconds."""

    id: int
    instance_id: int
    seq: int
    name: str
    source: str
    target: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Option:
    """A move that the actor could make from here, and what still stands in the way (form fields and reason aside)."""

    transition: Transition
    allowed: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A move that an effect asked for, to be made by the system once the present one is written."""

    instance_id: int
    name: str
    note: str
    data: dict[str, Any]
    if_ready: bool


@dataclass(slots=True)
class Context:
    """One case and one ask. ``instance`` is the row as it was locked: its state is the state the move leaves.

    ``batch`` is shared by all cases of a bulk: prefetched facts live there, and ``batch["accepted"]`` lists the ids that
    were let through before this one, so that a guard on a shared resource can count what it has already granted.
    """

    session: Session
    engine: Engine
    workflow: Workflow
    instance: Row[Any]
    actor: Actor
    at: int
    data: dict[str, Any]
    note: str
    batch: dict[Any, Any]
    transition: Transition | None = None
    role: str | None = None
    step_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    held_roles: dict[str, bool] = field(default_factory=dict)
    loaded: Any = None
    locked: bool = False
    """Whether the case was locked for a move: then what the session had read before the lock is read again."""

    @property
    def subject(self) -> Any:
        """The case's own ORM object, in a move as it is after the lock; LookupError if its row was never added."""
        if self.loaded is None:
            model = self.engine.registry.subjects[self.workflow.name]
            self.loaded = self.session.get(model, self.instance.id, populate_existing=self.locked)
            if self.loaded is None:
                raise LookupError(f"{model.__name__} {self.instance.id} was started but never added")
        return self.loaded

    @property
    def move(self) -> Transition:
        """The transition under way; outside one (a role asked for a page) there is none, and asking is a bug."""
        if self.transition is None:
            raise LookupError("no move is under way")
        return self.transition

    @property
    def target(self) -> str:
        """The state that the move leads to, with ``@same`` and ``@previous`` spelled out."""
        if self.move.target == SAME:
            return str(self.instance.state)
        if self.move.target != PREVIOUS:
            return self.move.target
        if self.instance.resume is None:
            raise LookupError(f"case {self.instance.id} remembers no state to go back to from {self.instance.state}")
        return str(self.instance.resume)

    @property
    def moves_on(self) -> bool:
        """Whether the case changes its state."""
        return self.target != self.instance.state

    @property
    def left(self) -> State:
        """The state that the move leaves, as defined."""
        return self.workflow.state[self.instance.state]

    def once(self, key: Any, ask: Callable[[], T]) -> T:
        """The answer to a question that is the same for every case of this batch, asked only once."""
        if key not in self.batch:
            self.batch[key] = ask()
        answer: T = self.batch[key]
        return answer

    def emit(self, topic: str, **payload: Any) -> None:
        """Put a message into the outbox; it is delivered after the transaction is kept, at least once."""
        self.events.append((topic, payload))

    def fire(self, instance_id: int, name: str, *, note: str = "", **data: Any) -> None:
        """Ask the system to make another move in the same transaction; its refusal undoes this move too."""
        self.follow_ups.append(FollowUp(instance_id, name, note, data, if_ready=False))

    def fire_if_ready(self, instance_id: int, name: str, *, note: str = "", **data: Any) -> None:
        """Ask the system to make another move if its rules allow it by then; if not, nothing happens (a quorum not yet full)."""
        self.follow_ups.append(FollowUp(instance_id, name, note, data, if_ready=True))
