"""The panels of an idea's page: each room adds its own part, and the page shows those that have something to say.

A panel only reads. It sees the proposal and the person who looks (None for the public), and decides what that person may see.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .accounts.models import Session
from .collection.models import Proposal

Panel = tuple[str, dict[str, Any]]
Build = Callable[[Proposal, Session | None], Panel | None]

_panels: dict[str, tuple[int, Build]] = {}


def add(room: str, order: int, build: Build) -> None:
    """Enter a room's panel; ``order`` is its place on the page, the smallest first. A room may have several under names of its own."""
    if _panels.get(room, (order, build)) != (order, build):
        raise ValueError(f"two panels are called {room}")
    _panels[room] = (order, build)


def for_page(proposal: Proposal, person: Session | None) -> list[Panel]:
    """The template and facts of every panel that has something to show this person about this proposal, in order."""
    built = [build(proposal, person) for _order, build in sorted(_panels.values(), key=lambda panel: panel[0])]
    return [panel for panel in built if panel is not None]
