"""What the sources leave to whoever chooses projects."""
from __future__ import annotations

from sqlalchemy.orm import Session

from ...approval.rules.caps import money_known_by
from .. import promises
from ..promises import Wish

NOTHING_SPECIAL = Wish(0, None, None)


@money_known_by
def still_to_promise(session: Session, season_id: int) -> int | None:
    """The largest sum (fen) that the sources given for everybody can bear together by their weights, less what is promised; money set aside is not in it.

    None where the season names no such source. At most three statements.
    """
    funds = promises.bearing(promises.funds_of(session, season_id=season_id), NOTHING_SPECIAL)
    if not funds:
        return None
    purse, whole = promises.left(session, season_id=season_id, funds=funds), sum(fund.weight for fund in funds)
    return min(max(purse.available(fund, NOTHING_SPECIAL), 0) * whole // fund.weight for fund in funds)
