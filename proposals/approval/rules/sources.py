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


class Instalment(NamedTuple):
    """One tranche: its number, its condition (signing, midterm, settlement), its amount in fen, and each source's part in their order."""

    seq: int
    condition: str
    amount_fen: int
    parts: tuple[int, ...]


Teller = Callable[[Session, Proposal, int], Sequence[Source]]
Planner = Callable[[Session, Proposal, int], Sequence[Instalment]]
_ask: list[Teller] = []
_ask_when: list[Planner] = []


def told_by(function: Teller) -> Teller:
    """Enter who knows a project's sources: (session, proposal, agreed fen) → those that bear it, in the order of payment."""
    _ask[:] = [function]
    return function


def planned_by(function: Planner) -> Planner:
    """Enter who knows when a project is paid: (session, proposal, agreed fen) → its tranches in order, as the books will have them."""
    _ask_when[:] = [function]
    return function


def instalments_of(session: Session, proposal: Proposal, *, amount_fen: int) -> Sequence[Instalment]:
    """The tranches of a project of this amount; none where nobody knows."""
    return _ask_when[0](session, proposal, amount_fen) if _ask_when else ()


def of_proposal(session: Session, proposal: Proposal, *, amount_fen: int) -> Sequence[Source]:
    """The sources that bear a project of this amount; none where nobody knows."""
    return _ask[0](session, proposal, amount_fen) if _ask else ()
