"""One door for every move of every case: what form it asks for, which act carries it out, where the person goes next.

Rooms enter what is special about a move; the rest get the plain form (with a reason where the definition asks for one) and the engine itself.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from workflow import Actor, Step
from workflow.definition import Transition

from .forms import MoveForm, ReasonForm
from .machine import engine
from .storage import act, db


class Act(Protocol):
    """An act of a room that moves a case."""

    def __call__(self, case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
        """Carry out the move; refusals are raised."""


@dataclass(frozen=True)
class Move:
    """How one move is done on a page."""

    form: type[MoveForm]
    act: Act


_moves: dict[tuple[str, str], Move] = {}
_addresses: dict[str, Callable[[int], str]] = {}
_pages: dict[tuple[str, str], Callable[[int], str]] = {}


@act
def fire(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """Move a case: the engine checks everything and writes the step ``name`` to its history."""
    return engine.fire(db.session, case_id, name, by, at=at, data=data, note=note, expect=seq)


def register(workflow: str, name: str, *, form: type[MoveForm], act: Act = fire) -> None:
    """Enter a move that has a form or an act of its own."""
    _moves[workflow, name] = Move(form, act)


def of(workflow: str, transition: Transition) -> Move:
    """How this move is done."""
    plain = Move(ReasonForm if transition.note else MoveForm, fire)
    return _moves.get((workflow, transition.name), plain)


def page(workflow: str, name: str, build: Callable[[int], str]) -> None:
    """Enter the page of a move that needs more room than the page of every move has; that one goes on working."""
    _pages[workflow, name] = build


def page_of(workflow: str, name: str, *, case_id: int) -> str | None:
    """The page on which a case's move is best made; None where the page of every move does."""
    build = _pages.get((workflow, name))
    return build(case_id) if build else None


def form_names() -> dict[tuple[str, str], frozenset[str]]:
    """The fields of every entered form, for the check that each ``fields`` of a definition can be filled in."""
    return {key: frozenset(name for name in dir(move.form) if not name.startswith("_")) for key, move in _moves.items()}


def address(workflow: str, build: Callable[[int], str]) -> None:
    """Enter where people read about a case of this workflow."""
    _addresses[workflow] = build


def where(workflow: str, case_id: int) -> str:
    """The page on which people read about a case."""
    return _addresses[workflow](case_id)
