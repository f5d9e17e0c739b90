"""A result under public notice, and those who wait behind it: driven once in a test process, copied afterwards."""
from __future__ import annotations

from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Notice
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.remembered import remembered
from tests.rooms.approval.planned import actor, planned
from tests.rooms.closeout.projects import fill_pools
from workflow import Actor, Step


@remembered
def announced(*, at: int) -> int:
    """One project that the panel has passed, in a season whose pools are filled."""
    fill_pools(at=at)
    return _decided(1, move="pass_review", at=at)


@remembered
def with_reserves(*, at: int) -> tuple[int, int, int]:
    """The same, with two on the reserve list of its street, the better one first."""
    case = announced(at=at)
    return case, _decided(2, move="waitlist", level=5, at=at), _decided(3, move="waitlist", at=at)


@remembered
def turned_down(*, at: int) -> int:
    """One project that the panel did not pass."""
    fill_pools(at=at)
    return _decided(1, move="fail_review", at=at)


def _decided(serial: int, *, move: str, at: int, level: int = drive.GOOD) -> int:
    case = planned(serial, at=at)
    drive.reviewing(case, at=at, by=actor("周敏"))
    drive.scored(case, at=at, level=level)
    actions.decide(case, move=move, reason="" if move == "pass_review" else "受益面不够清楚。", by=actor("郑国栋"), at=at, seq=None)
    return case


def fire(case: int, move: str, by: Actor, *, at: int, note: str = "") -> Step:
    """One move."""
    with unit_of_work():
        return engine.fire(db.session, case, move, by, at=at, note=note)


def notice_of(case: int) -> Notice:
    """The notice that counts."""
    db.session.rollback()
    return db.session.scalars(select(Notice).where(Notice.proposal_id == case).order_by(Notice.id.desc()).limit(1)).one()
