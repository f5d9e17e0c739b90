"""A season's settings, asked once per transaction: windows, calendar, versions and lengths do not change between two moves.

Whatever writes to a season's tables, ends the transaction or rolls back to a savepoint makes the program ask again.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from ..storage import db
from .models import CalendarDay, CalendarYear, DeadlineLength, DefinitionPin, Phase, Season

T = TypeVar("T")
KEY = "season settings"
SETTINGS = (Season, Phase, DefinitionPin, DeadlineLength, CalendarDay, CalendarYear)
_MISSING = object()


def remembered(session: Session, key: tuple[object, ...], ask: Callable[[], T]) -> T:
    """The answer under ``key``, from earlier in this transaction or by asking now."""
    known: dict[tuple[object, ...], Any] = session.info.setdefault(KEY, {})
    found = known.get(key, _MISSING)
    if found is _MISSING:
        found = known[key] = ask()
    return found


def forget(session: Session, *_: object) -> None:
    """Ask everything again."""
    session.info.pop(KEY, None)


def _after_flush(session: Session, *_: object) -> None:
    if any(isinstance(row, SETTINGS) for rows in (session.new, session.dirty, session.deleted) for row in rows):
        forget(session)


def _on_execute(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper is not None and state.bind_mapper.class_ in SETTINGS:
        forget(state.session)


event.listen(db.session, "after_flush", _after_flush)
event.listen(db.session, "do_orm_execute", _on_execute)
for _end in ("after_commit", "after_rollback", "after_soft_rollback"):
    event.listen(db.session, _end, forget)
