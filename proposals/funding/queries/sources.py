"""Each source's money by stage, over a season or over some of its commitments."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select, text

from ...storage import db
from ..models import Account, Fund

BALANCE = func.sum(Account.credits_fen - Account.debits_fen)
REACHED = ("held", "spent", "returned")
"""Stages that money is in once it was paid."""
TONES = {"foundation": "foundation", "treasury": "treasury"}
OTHER_TONES = ("c3", "c2", "c5", "c4")
UNUSED = "unused"
WHERE = case(((Account.stage == "returned") & Account.commitment_id.is_(None), UNUSED), else_=Account.stage)
"""The stage; what went back or on to the next season without ever being paid apart from what implementers returned."""
STAGES_SHOWN = ("pledged", "pool", "allot", "commit", "order", "held", "spent", "returned")


@dataclass(frozen=True, slots=True)
class Source:
    """One source's money in fen: received; then what lies in each stage, from pledged and not received to returned; ``paid`` is all that was ever paid."""

    id: int
    code: str
    title: str
    tone: str
    """Its colour in pictures."""
    received: int
    pledged: int
    pool: int
    allot: int
    commit: int
    order: int
    held: int
    spent: int
    returned: int
    paid: int


def sources(season_id: int, *, commitment_ids: Select[Any] | None) -> list[Source]:
    """The season's sources as the ledger has them, over the whole season or over some commitments; two statements."""
    asked = select(Account.fund_id, WHERE.label("place"), BALANCE).join(Fund).where(Fund.season_id == season_id).group_by(Account.fund_id, text("place"))
    if commitment_ids is not None:
        asked = asked.where(Account.commitment_id.in_(commitment_ids))
    held = {(fund_id, stage): int(fen) for fund_id, stage, fen in db.session.execute(asked)}
    funds = db.session.scalars(select(Fund).where(Fund.season_id == season_id).order_by(Fund.position))
    return [_source(fund, held=held) for fund in funds]


def _source(fund: Fund, *, held: dict[tuple[int, str], int]) -> Source:
    at = {stage: held.get((fund.id, stage), 0) for stage in STAGES_SHOWN}
    received = -held.get((fund.id, "origin"), 0) - at["pledged"]
    tone, paid = tone_of(fund.code, position=fund.position), sum(at[stage] for stage in REACHED)
    return Source(id=fund.id, code=fund.code, title=fund.title, tone=tone, received=received, paid=paid,
                  **at | {"returned": at["returned"] + held.get((fund.id, UNUSED), 0)})


def tone_of(code: str, *, position: int) -> str:
    """The colour of a source: the two usual ones have their own, the others take turns."""
    return TONES.get(code) or OTHER_TONES[position % len(OTHER_TONES)]
