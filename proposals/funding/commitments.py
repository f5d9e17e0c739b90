"""From a signed agreement to what each source owes and when: commitment, shares, tranches, legs; and the project's settlement on actuals."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Actor, Engine

from ..errors import Refusal
from ..seasons.models import TranchePreset
from . import ledger, split
from .models import Commitment, CommitmentShare, Fund, Payment, Tranche


def of_proposal(session: Session, *, proposal_id: int) -> Commitment | None:
    """The commitment of a project; None before it is signed."""
    return session.scalars(select(Commitment).where(Commitment.proposal_id == proposal_id).order_by(Commitment.id.desc()).limit(1)).one_or_none()


def commit(session: Session, *, proposal_id: int, agreement_id: int, season_id: int, amount_fen: int, funds: Sequence[Fund], actor: Actor,
           at: int) -> Commitment:
    """Bind the sources to an agreed amount (fen): each to its share by the split rule, out of its pool. Refused when a pool is short (``balance-short``)."""
    parts = split.shares(amount_fen, weights=[fund.weight for fund in funds])
    commitment = Commitment(proposal_id=proposal_id, agreement_id=agreement_id, amount_fen=amount_fen, at_us=at)
    commitment.shares = [CommitmentShare(fund_id=fund.id, position=number, weight=fund.weight, amount_fen=part)
                         for number, (fund, part) in enumerate(zip(funds, parts, strict=True), start=1)]
    session.add(commitment)
    session.flush()
    legs = [(share.fund_id, "pool", "commit", share.amount_fen) for share in commitment.shares if share.amount_fen]
    ledger.post(session, kind="commit", season_id=season_id, commitment_id=commitment.id, legs=legs, idem_key=f"commit:{commitment.id}", actor=actor, at=at)
    return commitment


def presets_for(session: Session, *, season_id: int, amount_fen: int) -> list[TranchePreset]:
    """The season's tranche plan for an amount (fen): that of the smallest tier that reaches so far (A, B, C)."""
    found = session.scalars(select(TranchePreset).where(TranchePreset.season_id == season_id).order_by(TranchePreset.tier, TranchePreset.seq)).all()
    fitting = [preset for preset in found if preset.upto_fen is None or amount_fen <= preset.upto_fen]
    if not fitting:
        raise Refusal("tranche-plan-missing")
    return [preset for preset in fitting if preset.tier == fitting[0].tier]


def plan(session: Session, commitment: Commitment, *, engine: Engine, season_id: int, actor: Actor, at: int) -> None:
    """Lay out the tranches by the season's percentages, and in each one payment case per source by the cumulative rule."""
    presets = presets_for(session, season_id=season_id, amount_fen=commitment.amount_fen)
    amounts = split.shares(commitment.amount_fen, weights=[preset.share for preset in presets])
    parts = _legs_of(amounts, weights=[share.weight for share in commitment.shares])
    number = sum(1 for legs in parts for part in legs if part)
    cases = iter(engine.start_many(session, "payment", season_id=season_id, actor=actor, at=at, parents=[commitment.proposal_id] * number))
    for preset, amount, legs in zip(presets, amounts, parts, strict=True):
        if amount:
            tranche = Tranche(commitment_id=commitment.id, seq=preset.seq, amount_fen=amount, condition=preset.condition)
            tranche.payments = [Payment(id=next(cases), season_id=season_id, state="planned", proposal_id=commitment.proposal_id, fund_id=share.fund_id,
                                        planned_fen=part, amount_fen=part) for share, part in zip(commitment.shares, legs, strict=True) if part]
            session.add(tranche)
    session.flush()
    session.expire(commitment, ["tranches"])


def _legs_of(amounts: Sequence[int], *, weights: Sequence[int]) -> list[tuple[int, ...]]:
    """Each tranche's legs by the cumulative rule, so that no source is a fen off after any of them."""
    paid, legs = [0] * len(weights), []
    for amount in amounts:
        parts = split.of_payment(amount, paid=paid, weights=weights)
        paid = [before + part for before, part in zip(paid, parts, strict=True)]
        legs.append(parts)
    return legs
