"""What an agreement's text says about who pays: the sources whose terms allow the project, their weights, parts and limits."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...approval.rules.sources import Source, told_by
from ...collection.models import Proposal
from .. import promises
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
