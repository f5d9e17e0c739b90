"""What is kept of a person's objections, and how they are forgotten: number, days and answer stay; who it was goes, and what they wrote once it is closed."""
from __future__ import annotations

from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from ...accounts.personal import forgets, tells
from ..models import Objection, ObjectionFile

GONE = "—"


@tells("objections")
def objections_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """A person's own objections to notices, as they were written, and the answers."""
    columns = (Objection.number, Objection.proposal_id, Objection.notice_id, Objection.name, Objection.contact, Objection.grounds, Objection.at_us,
               Objection.acknowledged_us, Objection.withdrawn_us, Objection.answered_us, Objection.outcome, Objection.answer)
    found = [dict(row._mapping) for row in session.execute(select(*columns).where(Objection.by_id == person_id).order_by(Objection.id))]
    kept = (select(Objection.number, ObjectionFile.kind, ObjectionFile.size, ObjectionFile.digest)
            .join(Objection, Objection.id == ObjectionFile.objection_id).where(Objection.by_id == person_id).order_by(ObjectionFile.id))
    files = [dict(row._mapping) for row in session.execute(kept)]
    return [one | {"files": [each for each in files if each["number"] == one["number"]]} for one in found]


@forgets
def forget_the_objector(session: Session, person_id: int) -> None:
    """The name goes at once; the facts that are still being looked into are needed until they are answered."""
    theirs = update(Objection).where(Objection.by_id == person_id).execution_options(synchronize_session=False)
    closed = or_(Objection.answered_us.is_not(None), Objection.withdrawn_us.is_not(None))
    session.execute(theirs.values(name=GONE, contact=GONE))
    session.execute(theirs.where(closed).values(grounds=GONE))
    session.execute(delete(ObjectionFile).where(ObjectionFile.objection_id.in_(select(Objection.id).where(Objection.by_id == person_id, closed))))
