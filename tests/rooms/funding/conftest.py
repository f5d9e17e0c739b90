"""A season with money in its pools, and a small book to be attacked."""
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from proposals import clock
from proposals.funding import actions
from proposals.funding.models import Fund
from proposals.seasons.models import Season
from proposals.storage import db
from tests.kit import FilePlace, ServerPlace
from tests.remembered import remembered
from tests.rooms.approval.planned import actor
from tests.rooms.funding.raided import OnPostgreSQL, OnSQLite, raided

POOLS = {"foundation": 30_000_00, "treasury": 20_000_00}


@pytest.fixture
def at(app: Flask) -> int:
    """Now, in a season with 30,000 and 20,000 yuan in its two pools."""
    moment = clock.now()
    filled(at=moment)
    return moment


@remembered
def filled(*, at: int) -> None:
    """30,000 and 20,000 yuan arrive."""
    season_id = db.session.scalars(select(Season.id)).one()
    if not db.session.scalar(select(func.count()).select_from(Fund)):
        actions.name_sources(season_id, sources=actions.USUAL_SOURCES, by=actor("李科长"), at=at)
    for code, fen in POOLS.items():
        actions.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="拨-1", by=actor("李科长"), at=at)


@pytest.fixture(scope="session")
def book_of(workplaces: Callable[[str], FilePlace | ServerPlace]) -> Iterator[Callable[[str], OnSQLite | OnPostgreSQL]]:
    """``book_of("sqlite")``: a small real book to be attacked, made when first asked for."""
    made: dict[str, OnSQLite | OnPostgreSQL] = {}

    def of(kind: str) -> OnSQLite | OnPostgreSQL:
        if kind not in made:
            made[kind] = raided(workplaces(kind))
        return made[kind]

    yield of
    for book in made.values():
        book.close()
