"""Whatever is kept about one person, told by the rooms that keep it: for a copy, and to be forgotten.

A room enters two functions: what it holds (as plain values a JSON file can carry) and how it forgets. What was decided stays; whose it was does not.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

Tell = Callable[[Session, int], Any]
Forget = Callable[[Session, int], None]

_tells: dict[str, Tell] = {}
_forgets: list[Forget] = []


def tells(part: str) -> Callable[[Tell], Tell]:
    """Enter what a room holds about a person (database session, person's id), under a name of its own in the copy."""
    def enter(tell: Tell) -> Tell:
        if _tells.get(part, tell) is not tell:
            raise ValueError(f"two rooms tell {part}")
        _tells[part] = tell
        return tell
    return enter


def forgets(forget: Forget) -> Forget:
    """Enter how a room forgets a person, within the unit of work that erases them."""
    if forget not in _forgets:
        _forgets.append(forget)
    return forget


def copy_of(session: Session, *, person_id: int) -> dict[str, Any]:
    """Everything held about a person, part by part; a fixed number of statements per room."""
    return {part: tell(session, person_id) for part, tell in sorted(_tells.items())}


def forget(session: Session, *, person_id: int) -> None:
    """Let every room forget a person."""
    for each in _forgets:
        each(session, person_id)
