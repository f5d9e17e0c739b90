"""Five proposals of one street, completely scored, before a chair who has not decided: driven once, copied afterwards."""
from __future__ import annotations

from sqlalchemy import select

from proposals.approval.actions.ranking import decide_by_rank
from proposals.approval.models import Panel, ResultCap
from proposals.approval.rules import candidates
from proposals.approval.rules.ranking import digest, snapshot
from proposals.funding import actions as funding
from proposals.funding.models import Fund
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.remembered import remembered
from tests.rooms.approval.planned import actor, planned
from workflow import SYSTEM

LEVELS = (5, 4, 4, 3, 2)


@remembered
def filled(*, at: int) -> None:
    """600,000 and 400,000 yuan in the two pools."""
    season = db.session.scalars(select(Season.id).order_by(Season.id)).first()
    if db.session.query(Fund).count() == 0:
        funding.name_sources(season, sources=funding.USUAL_SOURCES, by=SYSTEM, at=at)
    for code, fen in (("foundation", 60_000_000), ("treasury", 40_000_000)):
        funding.record_receipt(season, fund_code=code, amount_fen=fen, reference="R1", by=actor("李科长"), at=at)


@remembered
def scored_five(*, at: int) -> list[int]:
    """Of 4,460.00 yuan each, with 100, 80, 80, 60 and 40 points by every judge."""
    filled(at=at)
    cases = []
    for serial, level in enumerate(LEVELS, 1):
        case = planned(serial, at=at)
        drive.reviewing(case, at=at, by=actor("周敏"))
        drive.scored(case, at=at, level=level)
        cases.append(case)
    return cases


def home_panel() -> int:
    """The number of the panel that 郑国栋 chairs."""
    return db.session.scalars(select(Panel.id).where(Panel.members.any(person_id=int(actor("郑国栋").id[1:]), seat="chair"))).one()


@remembered
def decided_five(*, at: int) -> list[int]:
    """The same, decided by rank: three pass (the street has three places), the fourth waits, the last is below the line and rejected."""
    cases = scored_five(at=at)
    panel = home_panel()
    with unit_of_work():
        season, street = db.session.execute(select(Panel.season_id, Panel.street_id).where(Panel.id == panel)).one()
        db.session.add(ResultCap(season_id=season, street_id=street, places=3))
    seen = digest(snapshot(candidates.field(db.session(), season_id=season, panels=[panel], at=at)))
    decide_by_rank(panel, seen=seen, reason="受益面不够清楚。", by=actor("郑国栋"), at=at, key="k" * 16)
    return cases
