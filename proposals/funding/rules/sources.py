"""What an agreement's text says about who pays: the season's sources and their weights."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...approval.rules.sources import Source, told_by
from .. import promises


@told_by
def sources_of(session: Session, season_id: int) -> Sequence[Source]:
    """Titles and weights in the order of payment."""
    return [(fund.title, fund.weight) for fund in promises.funds_of(session, season_id=season_id)]
