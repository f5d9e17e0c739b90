"""The parts of a project's page that later rooms add (its money, its closeout): each reads only, and decides what this person may see."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..accounts.models import Session
from ..collection.models import Proposal

Part = tuple[str, dict[str, Any]]
Build = Callable[[Proposal, Session], Part | None]

_parts: dict[str, Build] = {}


def add(room: str, build: Build) -> None:
    """Enter a room's part of the project page, in the order of the rooms."""
    if _parts.get(room, build) is not build:
        raise ValueError(f"two parts are called {room}")
    _parts[room] = build


def for_page(proposal: Proposal, person: Session) -> list[Part]:
    """Template and facts of every part that has something to show."""
    return [part for build in _parts.values() if (part := build(proposal, person)) is not None]
