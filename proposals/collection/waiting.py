"""Ideas that wait in a state, for the desks of this room and the next: the longest waiting first, fifty at most, one statement."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from workflow.tables import instance

from ..storage import db, made_once
from .models import Proposal

LONGEST = 50


def in_states(states: Sequence[str], *, streets: tuple[int, ...] | None) -> list[Row[Any]]:
    """Ideas in these states, of these streets or (None) of the district: id, title, state, entered_us, researcher_id."""
    return list(db.session.execute(_in_states(tuple(states), streets)))


def of_proposer(states: Sequence[str], *, person_id: int) -> list[Row[Any]]:
    """A person's own ideas in these states."""
    return list(db.session.execute(_of_proposer(tuple(states)), {"person": person_id}))


@made_once
def _in_states(states: tuple[str, ...], streets: tuple[int, ...] | None) -> Select[Any]:
    asked = _standing(states)
    return asked if streets is None else asked.where(Proposal.street_id.in_(streets))


@made_once
def _of_proposer(states: tuple[str, ...]) -> Select[Any]:
    return _standing(states).where(Proposal.proposer_id == bindparam("person"))


def _standing(states: Sequence[str]) -> Select[Any]:
    asked = select(Proposal.id, Proposal.title, Proposal.state, Proposal.researcher_id, instance.c.entered_us).join(instance, instance.c.id == Proposal.id)
    return asked.where(Proposal.state.in_(states)).order_by(instance.c.entered_us, Proposal.id).limit(LONGEST)
