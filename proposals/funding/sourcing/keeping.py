"""Money that passed proposals count on stays where they will look for it: asked after every move out of a pool, in the same transaction."""
from __future__ import annotations

from ...errors import Refusal
from ...shell import money
from ...storage import db
from .. import promises
from ..models import Fund
from ..promises import Wish

NOTHING = Wish(0, None, None)


def free(fund: Fund) -> int:
    """What a source's pool holds beyond what is promised to proposals that are not signed yet, in fen; below zero when it does not reach."""
    funds = promises.funds_of(db.session(), season_id=fund.season_id)
    return promises.left(db.session(), season_id=fund.season_id, funds=funds).available(fund, NOTHING)


def must_keep(fund: Fund) -> None:
    """Refuse (``pool-promised``) what was just done when the pool does not reach for the promises any more."""
    short = -free(fund)
    if short > 0:
        raise Refusal("pool-promised", fund=fund.title, short=money(short))
