"""The clock's part: the bureau is told when an objection was not acknowledged in time, and when it was not answered in time; each once."""
from __future__ import annotations

from sqlalchemy import select

from ... import letters
from ...storage import db, unit_of_work
from ...tick import each_round
from ..models import Objection

AT_ONCE = 500


@each_round
def chase_objections(at: int) -> int:
    """Look at the objections whose time has come, 500 at most in one transaction; returns how many. Nothing due: one read."""
    due = select(Objection.id).where(Objection.next_us <= at).order_by(Objection.next_us, Objection.id).limit(AT_ONCE)
    if db.session.scalar(due.limit(1)) is None:
        db.session.rollback()
        return 0
    with unit_of_work() as session:
        found = session.scalars(select(Objection).where(Objection.id.in_(due)).order_by(Objection.id).with_for_update()).all()
        letters.promise(session, [told for told in map(_further, found) if told], at=at)
    return len(found)


def _further(objection: Objection) -> dict[str, object]:
    """The next clock, and what the bureau is told of this one; nothing where it was acknowledged in time."""
    first = objection.next_us == objection.acknowledge_us and objection.answer_us > objection.acknowledge_us
    objection.next_us = objection.answer_us if first else None
    if first and objection.acknowledged_us is not None:
        return {}
    return {"instance": objection.proposal_id, "role": "bureau", "template": "objection_unacknowledged" if first else "objection_overdue"}
