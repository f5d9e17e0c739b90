"""What is done with the expert pool: entering and changing an expert, and the avoid-list. What is found stands against open reviews at once."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from workflow import SYSTEM, Actor

from ...accounts.models import Person
from ...accounts.posts import holders
from ...errors import Refusal
from ...machine import engine
from ...storage import act, db
from ..models import Avoidance, Expert, Review
from .conflicts import conflicts
from .rights import acting_id, check_keeper

OPEN = ("assigned", "scoring")
FOUND = "评审期间登记的情况表明评委与这个项目有利害关系。"
"""The recorded reason where the register, not the judge, says so."""


@dataclass(frozen=True, slots=True)
class About:
    """What the pool knows of an expert."""

    side: str
    field: str
    employer: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of an avoid-list names; exactly one of the three."""

    organisation_id: int | None
    street_id: int | None
    name: str

    @property
    def kind(self) -> str:
        """organisation, street or person."""
        if self.organisation_id is not None:
            return "organisation"
        return "street" if self.street_id is not None else "person"


@act
def enter_expert(person_id: int, *, about: About, by: Actor, at: int) -> int:
    """Take somebody who holds a judge's or chair's post into the pool. Refused: ``pool-not-yours``, ``judge-unknown``, ``already-expert``."""
    check_keeper(by=by)
    person = db.session.get(Person, person_id)
    if person is None or person_id not in holders(db.session(), kinds=("judge", "chair")):
        raise Refusal("judge-unknown")
    if db.session.scalar(select(Expert.id).where(Expert.person_id == person_id)):
        raise Refusal("already-expert", name=person.name)
    expert = Expert(person_id=person_id, side=about.side, field=about.field, employer=about.employer, organisation_id=about.organisation_id, entered_us=at)
    db.session.add(expert)
    db.session.flush()
    _stand_aside(person_id, at=at)
    return expert.id


@act
def change_expert(expert_id: int, *, about: About, paused: bool, by: Actor, at: int) -> None:
    """Correct what is known of an expert, or let them rest from being drawn; open reviews of what their new house carries out are recused."""
    check_keeper(by=by)
    expert = db.session.get_one(Expert, expert_id)
    expert.side, expert.field, expert.employer, expert.organisation_id = about.side, about.field, about.employer, about.organisation_id
    expert.paused_us = (expert.paused_us or at) if paused else None
    db.session.flush()
    _stand_aside(expert.person_id, at=at)


@act
def avoid(judge_id: int, *, line: Line, reason: str, by: Actor, at: int) -> int:
    """Add a line to a judge's avoid-list, by the judge or a keeper of the pool; their open reviews that it concerns are recused, reserves called.

    Refused: ``pool-not-yours``, ``judge-unknown``, ``avoid-one``, ``avoided-already``.
    """
    mine = acting_id(by) == judge_id
    if not mine:
        check_keeper(by=by)
    if judge_id not in holders(db.session(), kinds=("judge", "chair")):
        raise Refusal("judge-unknown")
    if sum((line.organisation_id is not None, line.street_id is not None, bool(line.name))) != 1:
        raise Refusal("avoid-one")
    same = select(Avoidance.id).where(Avoidance.judge_id == judge_id, Avoidance.ended_us.is_(None), Avoidance.name == line.name,
                                      Avoidance.organisation_id.is_not_distinct_from(line.organisation_id),
                                      Avoidance.street_id.is_not_distinct_from(line.street_id))
    if db.session.scalar(same):
        raise Refusal("avoided-already")
    entered = Avoidance(judge_id=judge_id, kind=line.kind, organisation_id=line.organisation_id, street_id=line.street_id, name=line.name, reason=reason,
                        by_id=acting_id(by), at_us=at)
    db.session.add(entered)
    db.session.flush()
    _stand_aside(judge_id, at=at)
    return entered.id


@act
def end_avoidance(avoidance_id: int, *, by: Actor, at: int) -> None:
    """End a line; whoever entered it may, and the keepers. It stays on record. A second time changes nothing."""
    entered = db.session.get_one(Avoidance, avoidance_id)
    if entered.by_id != acting_id(by):
        check_keeper(by=by)
    entered.ended_us = entered.ended_us or at


def _stand_aside(judge_id: int, *, at: int) -> None:
    """Recuse the judge's open reviews against which something is on record now."""
    held = db.session.execute(select(Review.id, Review.proposal_id).where(Review.judge_id == judge_id, Review.state.in_(OPEN))).all()
    known = conflicts(db.session(), proposal_ids=[proposal_id for _review, proposal_id in held]) if held else {}
    against = [review_id for review_id, proposal_id in held if judge_id in known[proposal_id]]
    engine.lock(db.session, against)
    for review_id in against:
        engine.fire(db.session, review_id, "recuse", SYSTEM, at=at, note=FOUND)
