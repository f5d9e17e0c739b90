"""What an agreement's text says about who pays: the sources whose terms allow the project, their weights, parts and limits."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...approval.rules.sources import Instalment, Source, planned_by, told_by
from ...collection.models import Proposal
from ...seasons.models import TranchePreset
from .. import commitments, promises, split
from ..promises import Wish


@told_by
def sources_of(session: Session, proposal: Proposal, amount_fen: int) -> Sequence[Source]:
    """In the order of payment, each with its part of the amount (fen); refused when their limits do not reach so far (``caps-too-low``)."""
    funds = promises.bearing(promises.funds_of(session, season_id=proposal.season_id), Wish(amount_fen, proposal.street_id, proposal.category_id))
    if not funds:
        return []
    promises.refuse_beyond_caps(funds, amount_fen=amount_fen)
    parts = promises.scheme_of(funds).shares(amount_fen)
    return [Source(fund.title, fund.weight, part, fund.cap_fen) for fund, part in zip(funds, parts, strict=True)]


@planned_by
def tranches_of(session: Session, proposal: Proposal, amount_fen: int) -> Sequence[Instalment]:
    """By the season's plan for such an amount, each split by the rule that its payments will follow; none before the season has a plan and sources."""
    funds = promises.bearing(promises.funds_of(session, season_id=proposal.season_id), Wish(amount_fen, proposal.street_id, proposal.category_id))
    planned = session.scalar(select(TranchePreset.id).where(TranchePreset.season_id == proposal.season_id).limit(1))
    if not funds or planned is None:
        return []
    presets = commitments.presets_for(session, season_id=proposal.season_id, amount_fen=amount_fen)
    amounts = split.shares(amount_fen, weights=[preset.share for preset in presets])
    scheme, paid, found = promises.scheme_of(funds), [0] * len(funds), []
    for preset, amount in zip(presets, amounts, strict=True):
        parts = scheme.of_payment(amount, paid=paid)
        paid = [before + part for before, part in zip(paid, parts, strict=True)]
        found += [Instalment(preset.seq, preset.condition, amount, tuple(parts))] if amount else []
    return found
