"""Remembers where a drive leads: what the same drives have made of the seed once in this test process is copied, not driven again.

A drive is remembered only while nothing but remembered drives has been written since the seed was put in place, through whatever engine; whoever
writes in between drives as ever, and so does whoever changes settings or patches the program. What is copied is some minutes old; never a day.
"""
from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Engine, event

from proposals import clock
from proposals.storage import db


TEN_MINUTES_US = 600_000_000
SILENT = ("SELECT", "PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "SET")
writes = [0]
"""How many statements were said that may change something."""
current: list[Memory] = []
"""That of the test which runs now; none where nothing may be remembered."""


class Place(Protocol):
    """Where databases are made of copies."""

    def keep(self, number: int) -> None:
        """Keep a copy of the database as it is now, under this number."""

    def put(self, number: int | None) -> None:
        """Put the copy of this number in place, or the seed."""

    def usual(self) -> bool:
        """Whether its settings are what they were at first."""


class Memory:
    """Of one workplace."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._led: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self.begin()

    def begin(self) -> None:
        """The seed is in place."""
        self._trail: tuple[Any, ...] = ()
        self._writes = writes[0]

    def drive(self, key: tuple[Any, ...], go: Callable[[], Any]) -> Any:
        """What ``go`` returns, and the database as it leaves it."""
        if self._writes != writes[0] or db.session.new or db.session.dirty or db.session.deleted or not self._place.usual():
            return go()
        trail = (*self._trail, key)
        _leave()
        if trail in self._led:
            number, result = self._led[trail]
            self._place.put(number)
        else:
            result = go()
            _leave()
            number = len(self._led)  # only now: drives within it have been kept as well
            self._place.keep(number)
            self._led[trail] = number, result
        self._trail, self._writes = trail, writes[0]
        return copy.deepcopy(result)


def _leave() -> None:
    """Nobody may hold on to the database while it is copied."""
    db.session.remove()
    db.engine.dispose()


@event.listens_for(Engine, "before_cursor_execute")
def _count(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
    writes[0] += not statement.lstrip().startswith(SILENT)


def remembered(drive: Callable[..., Any]) -> Callable[..., Any]:
    """A drive of plain arguments and a plain result; ``at`` may differ by what passes between two tests, but not the day."""

    @functools.wraps(drive)
    def driven(*args: Any, **kwargs: Any) -> Any:
        go = functools.partial(drive, *args, **kwargs)
        if not current:
            return go()
        now = clock.now()
        at = kwargs.pop("at", now)
        ahead = round((at - now) / TEN_MINUTES_US)
        return current[-1].drive((drive.__module__, drive.__qualname__, args, *sorted(kwargs.items()), ahead, clock.today(now), clock.today(at)), go)

    return driven
