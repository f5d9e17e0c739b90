"""Who pays, as an agreement states it. The money's room is a later one: it enters here what it knows of a season's sources."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from ...collection.models import Proposal


class Source(NamedTuple):
    """One source of a project: its weight against the others, its part of the agreed amount, and the most it gives (fen; None: no limit)."""

    title: str
    weight: int
    amount_fen: int
    cap_fen: int | None


Teller = Callable[[Session, Proposal, int], Sequence[Source]]
_ask: list[Teller] = []


def told_by(function: Teller) -> Teller:
    """Enter who knows a project's sources: (session, proposal, agreed fen) → those that bear it, in the order of payment."""
    _ask[:] = [function]
    return function


def of_proposal(session: Session, proposal: Proposal, *, amount_fen: int) -> Sequence[Source]:
    """The sources that bear a project of this amount; none where nobody knows."""
    return _ask[0](session, proposal, amount_fen) if _ask else ()
