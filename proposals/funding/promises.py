"""What the pools can still give: received, less committed, less promised to proposals that have passed but are not signed yet."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session

from ..collection.models import Proposal
from . import ledger, split
from .models import Fund

PROMISED = ("publicised", "signing")


def funds_of(session: Session, *, season_id: int) -> list[Fund]:
    """The season's sources in their order, the first being the one that rounding favours."""
    return list(session.scalars(select(Fund).where(Fund.season_id == season_id).order_by(Fund.position)))


def queue_up(session: Session, *, season_id: int) -> None:
    """Let those who promise money of one season do so one after another (PostgreSQL; SQLite has one writer anyway)."""
    if session.info.get("writing"):
        session.execute(select(Fund.id).where(Fund.season_id == season_id).order_by(Fund.id).with_for_update())


def left(session: Session, *, season_id: int, funds: Sequence[Fund]) -> tuple[int, ...]:
    """What each source can still promise, in fen, in the funds' order; two statements, however many proposals there are."""
    received = ledger.pool(session, fund_ids=[fund.id for fund in funds])
    promised = _promised(session, season_id=season_id, weights=[fund.weight for fund in funds])
    return tuple(received[fund.id] - fen for fund, fen in zip(funds, promised, strict=True))


def _promised(session: Session, *, season_id: int, weights: Sequence[int]) -> list[int]:
    """Σ over the promised proposals of each source's share, by the split rule itself, computed by the database.

    Five sources and more have no closed form: there each share is taken one fen too large rather than too small.
    """
    amount: ColumnElement[int] = type_coerce(Proposal.planned_fen, BigInteger)
    parts = split.expressions(amount, weights=weights)
    asked = select(*(func.coalesce(func.sum(part), 0) for part in parts)).where(Proposal.season_id == season_id, Proposal.state.in_(PROMISED))
    return [int(fen) for fen in session.execute(asked).one()]
