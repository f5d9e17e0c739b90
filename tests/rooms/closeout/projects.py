"""A project whose work is done, driven there by the rooms' own acts; 4,460.00 yuan agreed, 3,122.00 paid."""
from __future__ import annotations

from sqlalchemy import select

from proposals import clock
from proposals.funding import actions as money
from proposals.funding.models import Entry, Fund
from proposals.seasons.models import Season
from proposals.storage import db
from tests.drive import funding, implementation
from tests.remembered import remembered
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed

AGREED, PAID = 446000, 312200
POOLS = {"foundation": 3_000_000, "treasury": 2_000_000}


@remembered
def fill_pools(*, at: int) -> None:
    """Both sources have received their money."""
    season_id = db.session.scalars(select(Season.id).order_by(Season.id).limit(1)).one()
    if db.session.scalars(select(Fund.id)).first() is None:
        money.name_sources(season_id, sources=money.USUAL_SOURCES, by=actor("李科长"), at=at)
    if db.session.scalars(select(Entry.id)).first() is None:
        for code, fen in POOLS.items():
            money.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="拨-1", by=actor("李科长"), at=at)


def now() -> int:
    """A little while after everything that the driven project has behind it."""
    return clock.now() + 60 * funding.DAY


@remembered
def reporting(serial: int) -> int:
    """A project that may report."""
    at = clock.now()
    fill_pools(at=at)
    case = signed(serial, at=at)
    implementation.implementing(case, at=at)
    implementation.reporting(case, at=at)
    return case
