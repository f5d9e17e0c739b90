"""The desk: what waits for somebody. Every room enters a function that says what waits in it.

A room either lists its cases itself (``waiting_for``), or says what to count (``counted``): all counts of all rooms are one statement, so that
a new kind of work does not make everybody's desk dearer.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal, union_all

from ..storage import db, made_once
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


@dataclass(frozen=True, slots=True)
class Count:
    """Cases of one kind that are one line together: ``asked`` has two columns, how many they are and since when the first waits (UTC microseconds);
    ``what`` says so for their number. A statement made once (``storage.made_once``) may name the bindparam ``person``: whose desk it is."""

    title: str
    href: str
    what: Callable[[int], str]
    asked: Select[tuple[int, int | None]]


Source = Callable[[Session, int], list[Entry]]
Counting = Callable[[Session], list[Count]]
_sources: list[Source] = []
_counting: list[Counting] = []


def waiting_for(source: Source) -> Source:
    """Enter a room's function: (person, at in UTC microseconds) → at most 50 entries, with a fixed number of statements."""
    if source not in _sources:
        _sources.append(source)
    return source


def counted(source: Counting) -> Counting:
    """Enter a room's function: person → what to count for them; it asks the database nothing itself."""
    if source not in _counting:
        _counting.append(source)
    return source


def waiting(person: Session, *, at: int) -> list[Entry]:
    """Everything that waits for this person, the longest waiting first."""
    found = [entry for source in _sources for entry in source(person, at)[:LONGEST]]
    return sorted([*found, *_counts(person, at=at)], key=lambda entry: entry.since_us)


def _counts(person: Session, *, at: int) -> list[Entry]:
    """All rooms' counts, those with nothing left out; one statement."""
    counts = [count for source in _counting for count in source(person)]
    if not counts:
        return []
    rows = db.session.execute(_together(*(one.asked for one in counts)), {"person": person.id}).all()
    return [Entry(counts[place].title, counts[place].href, counts[place].what(number), at if since is None else since, number)
            for number, since, place in rows if number]


@made_once
def _together(*asked: Select[tuple[int, int | None]]) -> CompoundSelect[Any]:
    return union_all(*(one.add_columns(literal(place)) for place, one in enumerate(asked)))
