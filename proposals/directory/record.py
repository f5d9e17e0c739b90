"""What is on record about organisations: registration, rating, payee, debarments. Entered by the bureau, kept as a history."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workflow import Actor

from ..accounts.posts import posts_of
from ..errors import Refusal
from ..gate import person_id
from ..storage import act, db
from .models import Debarment, Organisation, OrganisationRecord

OUTSIDE = ("social", "community_org", "self_org", "enterprise")
"""Kinds of bodies that may carry projects out; offices and funders may not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation as a rule sees it; ``debarred_until`` is the last day of its longest debarment not lifted, past ones included."""

    id: int
    name: str
    kind: str
    registered: bool
    founded_on: date | None
    rating: int
    payee_id: int | None
    payee: str
    payee_registered: bool
    debarred_until: date | None


def standings(ids: Collection[int]) -> dict[int, Standing]:
    """These organisations as rules see them; two statements."""
    newest = select(func.max(OrganisationRecord.id)).where(OrganisationRecord.organisation_id == Organisation.id).correlate(Organisation).scalar_subquery()
    payee = select(Organisation.id, Organisation.name, Organisation.registered).subquery()
    asked = (select(Organisation.id, Organisation.name, Organisation.kind, Organisation.registered, OrganisationRecord.founded_on, OrganisationRecord.rating,
                    payee.c.id.label("payee_id"), payee.c.name.label("payee"), payee.c.registered.label("payee_registered"))
             .outerjoin(OrganisationRecord, OrganisationRecord.id == newest).outerjoin(payee, payee.c.id == OrganisationRecord.payee_id)
             .where(Organisation.id.in_(ids)))
    until = _debarred(ids)
    return {row.id: Standing(row.id, row.name, row.kind, bool(row.registered), row.founded_on, row.rating or 0, row.payee_id, row.payee or "",
                             bool(row.payee_registered), until.get(row.id)) for row in db.session.execute(asked)}


def _debarred(ids: Collection[int]) -> dict[int, date]:
    running = (select(Debarment.organisation_id, func.max(Debarment.until)).where(Debarment.organisation_id.in_(ids), Debarment.lifted_us.is_(None))
               .group_by(Debarment.organisation_id))
    return {key: until for key, until in db.session.execute(running)}


def records(organisation_id: int) -> list[OrganisationRecord]:
    """What was ever on record about an organisation, the newest first; fifty at most."""
    asked = select(OrganisationRecord).where(OrganisationRecord.organisation_id == organisation_id).options(joinedload(OrganisationRecord.payee))
    return list(db.session.scalars(asked.order_by(OrganisationRecord.id.desc()).limit(50)))


def debarments(organisation_id: int) -> list[Debarment]:
    """Its debarments, the newest first; fifty at most."""
    return list(db.session.scalars(select(Debarment).where(Debarment.organisation_id == organisation_id).order_by(Debarment.id.desc()).limit(50)))


@act
def record_standing(organisation_id: int, *, founded_on: date | None, rating: int, payee_id: int | None, by: Actor, at: int) -> int:
    """Enter what the register says: founding day, rating (0 to 5), who receives its money. Earlier entries stay; returns the new one's number.

    By the bureau (``record-not-yours``); the payee is a registered body (``payee-not-registered``).
    """
    _only_bureau(by)
    db.session.get_one(Organisation, organisation_id, with_for_update=True)
    payee = db.session.get(Organisation, payee_id) if payee_id is not None else None
    if payee is not None and not payee.registered:
        raise Refusal("payee-not-registered", name=payee.name)
    row = OrganisationRecord(organisation_id=organisation_id, founded_on=founded_on, rating=rating, payee_id=payee_id, by_id=person_id(by), at_us=at)
    db.session.add(row)
    db.session.flush()
    return row.id


@act
def debar(organisation_id: int, *, until: date, reason: str, by: Actor, at: int) -> int:
    """Let an organisation take on nothing new until a day (the last one of it), for a reason. By the bureau. Returns its number."""
    _only_bureau(by)
    db.session.get_one(Organisation, organisation_id)
    row = Debarment(organisation_id=organisation_id, until=until, reason=reason, by_id=person_id(by), at_us=at)
    db.session.add(row)
    db.session.flush()
    return row.id


@act
def lift(debarment_id: int, *, by: Actor, at: int) -> None:
    """End a debarment before its day; it stays on record, with who lifted it. A second time changes nothing (``debarment-lifted``)."""
    _only_bureau(by)
    row = db.session.get_one(Debarment, debarment_id, with_for_update=True)
    if row.lifted_us is not None:
        raise Refusal("debarment-lifted")
    row.lifted_us, row.lifted_by_id = at, person_id(by)


def _only_bureau(by: Actor) -> None:
    if not any(post.kind == "bureau" for post in posts_of(db.session(), actor=by)):
        raise Refusal("record-not-yours")
