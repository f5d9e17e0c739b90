"""The desk: what waits for somebody. Every room enters a function that says what waits in it."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .models import Session

LONGEST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the desk: ``what`` is a sentence, ``since_us`` when it began to wait (UTC microseconds), ``count`` how many cases it stands for."""

    title: str
    href: str
    what: str
    since_us: int
    count: int


Source = Callable[[Session, int], list[Entry]]
_sources: list[Source] = []


def waiting_for(source: Source) -> Source:
    """Enter a room's function: (person, at in UTC microseconds) → at most 50 entries, with a fixed number of statements."""
    if source not in _sources:
        _sources.append(source)
    return source


def waiting(person: Session, *, at: int) -> list[Entry]:
    """Everything that waits for this person, the longest waiting first."""
    found = [entry for source in _sources for entry in source(person, at)[:LONGEST]]
    return sorted(found, key=lambda entry: entry.since_us)
