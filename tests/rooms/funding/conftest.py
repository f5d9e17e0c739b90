"""A season with money in its pools."""
import pytest
from flask import Flask
from sqlalchemy import func, select

from proposals import clock
from proposals.funding import actions
from proposals.funding.models import Fund
from proposals.seasons.models import Season
from proposals.storage import db
from tests.rooms.approval.planned import actor

POOLS = {"foundation": 30_000_00, "treasury": 20_000_00}


@pytest.fixture
def at(app: Flask) -> int:
    """Now, in a season with 30,000 and 20,000 yuan in its two pools."""
    moment = clock.now()
    season_id = db.session.scalars(select(Season.id)).one()
    if not db.session.scalar(select(func.count()).select_from(Fund)):
        actions.name_sources(season_id, sources=actions.USUAL_SOURCES, by=actor("李科长"), at=moment)
    for code, fen in POOLS.items():
        actions.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="拨-1", by=actor("李科长"), at=moment)
    return moment
