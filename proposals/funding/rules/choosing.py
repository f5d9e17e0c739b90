"""What the sources leave to whoever chooses projects."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from workflow import Context

from ...approval.rules.caps import money_drawn_by, money_known_by
from .. import promises
from ..models import Fund
from ..promises import Purse, Wish
from .budget import funds_for, purse_of

NOTHING_SPECIAL = Wish(0, None, None)


@money_known_by
def still_to_promise(session: Session, season_id: int) -> int | None:
    """The largest sum (fen) that the sources given for everybody can bear together by their weights, less what is promised; money set aside is not in it.

    None where the season names no such source. At most three statements.
    """
    funds = promises.bearing(promises.funds_of(session, season_id=season_id), NOTHING_SPECIAL)
    return together(promises.left(session, season_id=season_id, funds=funds), funds=funds) if funds else None


@money_drawn_by
def still_in_hand(ctx: Context) -> int | None:
    """The same while ``budget_left`` lets projects pass: what its purse has after those let through so far. Nothing is asked again."""
    funds = promises.bearing(funds_for(ctx), NOTHING_SPECIAL)
    return together(purse_of(ctx), funds=funds) if funds else None


def together(purse: Purse, *, funds: Sequence[Fund]) -> int:
    """The largest sum (fen) that these sources can bear together out of a purse."""
    whole = sum(fund.weight for fund in funds)
    return min(max(purse.available(fund, NOTHING_SPECIAL), 0) * whole // fund.weight for fund in funds)
