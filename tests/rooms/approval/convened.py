"""Panels and pools for the tests of this room's convening."""
from __future__ import annotations

from sqlalchemy import select, update

from proposals.accounts.models import Person
from proposals.approval import actions
from proposals.approval.convening import pool
from proposals.approval.convening.pool import About
from proposals.approval.models import Panel, Review
from proposals.directory.models import Area
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor

KEEPER = "周敏"
POOL = (("郑国栋", "external"), ("赵岚", "resident"), ("钱文", "finance"), ("吴芳", "external"), ("冯涛", "resident"), ("褚玉", "external"))


def key(name: str) -> int:
    """One of the cast by number."""
    return int(actor(name).id[1:])


def pooled(at: int) -> None:
    """All six judges of the cast in the pool."""
    for name, side in POOL:
        pool.enter_expert(key(name), about=About(side, "社区治理", "", None), by=actor(KEEPER), at=at)


def street(letters: str) -> int:
    """A street by its letters."""
    return db.session.scalars(select(Area.id).where(Area.letters == letters)).one()


def season() -> Season:
    """The season."""
    return db.session.scalars(select(Season)).one()


def panel(letters: str, *, at: int) -> int:
    """The panel of a street, empty where there was none."""
    return actions.found_panel(season().id, street_id=street(letters), by=actor(KEEPER), at=at)


def needing(number: int) -> None:
    """The season asks for so many scores: fewer than the panel has judges."""
    with unit_of_work():
        db.session.execute(update(Season).values(reviews_needed=number))


def seats(panel_id: int) -> dict[str, str]:
    """Who sits where: name to seat."""
    db.session.rollback()
    return {member.person.name: member.seat for member in db.session.get_one(Panel, panel_id).members}


def asked(case: int, *states: str) -> list[str]:
    """Who was asked for a proposal, by name; only those whose review is in one of these states, if any is given."""
    db.session.rollback()
    query = select(Person.name).join(Review, Review.judge_id == Person.id).where(Review.proposal_id == case).order_by(Person.id)
    return list(db.session.scalars(query.where(Review.state.in_(states)) if states else query))
