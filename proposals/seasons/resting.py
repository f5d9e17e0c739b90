"""Settings of a season that rest: rooms say which ones, from when on, and in which words a change is refused."""
from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Problem

from .models import Criterion

Asked = Callable[[Session, int], Problem | None]


@dataclass(frozen=True, slots=True)
class Rest:
    """Settings by the names of their columns, and what forbids changing them now (None: nothing yet)."""

    names: frozenset[str]
    asked: Asked


_rests: list[Rest] = []


def rests(*names: str) -> Callable[[Asked], Asked]:
    """Enter who knows when these settings of a season may no longer change: called with the season's id."""

    def enter(asked: Asked) -> Asked:
        _rests.append(Rest(frozenset(names), asked))
        return asked

    return enter


def hindrance(session: Session, *, season_id: int, names: Collection[str]) -> Problem | None:
    """What forbids changing these settings; None where nothing does."""
    touched = (one for one in _rests if one.names & set(names))
    return next((problem for problem in (one.asked(session, season_id) for one in touched) if problem), None)


def resting(session: Session, *, season_id: int) -> frozenset[str]:
    """The settings that may not be changed any more."""
    return frozenset().union(*(one.names for one in _rests if one.asked(session, season_id)))


def hold_rubric(session: Session, *, season_id: int) -> None:
    """Let nobody seal a score of this season until the transaction ends: whoever seals one holds its rubric."""
    session.execute(select(Criterion.id).where(Criterion.season_id == season_id).order_by(Criterion.id).with_for_update())
