"""A season whose sources are filled, and proposals on their way through review."""
from collections.abc import Callable

import pytest
from flask import Flask

from proposals import clock
from proposals.approval import actions
from proposals.funding import actions as funding
from proposals.funding.models import Fund
from proposals.seasons.models import Season
from proposals.storage import db
from tests.drive import approval as drive
from tests.remembered import remembered
from tests.rooms.approval.planned import actor, planned
from workflow import SYSTEM

DAY = 86_400_000_000


@pytest.fixture
def at(app: Flask) -> int:
    """Now, in a season with 600,000 and 400,000 yuan in its two pools."""
    moment = clock.now()
    funded(at=moment)
    return moment


@remembered
def funded(*, at: int) -> None:
    """Name the two sources and fill them."""
    season = db.session.query(Season.id).order_by(Season.id).first()[0]
    if db.session.query(Fund).count() == 0:
        funding.name_sources(season, sources=funding.USUAL_SOURCES, by=SYSTEM, at=at)
    for code, fen in (("foundation", 60_000_000), ("treasury", 40_000_000)):
        funding.record_receipt(season, fund_code=code, amount_fen=fen, reference="R1", by=actor("李科长"), at=at)


@pytest.fixture
def idea(at: int) -> Callable[..., int]:
    """``idea("reviewing", 2)``: the second proposal of the street, brought so far by acts."""

    return lambda stage, serial=1: brought(stage, serial, at=at)


@remembered
def brought(stage: str, serial: int, *, at: int) -> int:
    """The proposal of this number, driven to a stage."""
    case = planned(serial, at=at)
    if stage == "planned":
        return case
    drive.reviewing(case, at=at, by=actor("周敏"))
    if stage == "reviewing":
        return case
    drive.scored(case, at=at, level=drive.GOOD)
    if stage == "scored":
        return case
    move = {"waitlisted": "waitlist", "rejected": "fail_review"}.get(stage, "pass_review")
    actions.decide(case, move=move, reason="受益面不够清楚。", by=actor("郑国栋"), at=at, seq=None)
    if stage in ("signing", "signed"):
        drive.signing(case, at=at)
    if stage == "signed":
        drive.signed(case, at=at)
    return case
