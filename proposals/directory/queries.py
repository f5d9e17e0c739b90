"""What pages and acts ask about places and organisations."""
from __future__ import annotations

from sqlalchemy import select

from ..storage import db
from .models import Area, Organisation


def streets() -> list[Area]:
    """All streets and towns, in the order of their codes."""
    return list(db.session.scalars(select(Area).where(Area.kind == "street").order_by(Area.code)))


def communities_of(street_id: int) -> list[Area]:
    """The communities and villages of a street, in the order of their codes."""
    return list(db.session.scalars(select(Area).where(Area.parent_id == street_id).order_by(Area.code)))


def all_communities() -> list[Area]:
    """Every community and village of the district, street by street."""
    return list(db.session.scalars(select(Area).where(Area.parent_id.is_not(None)).order_by(Area.code)))


def street_by_letters(letters: str) -> Area | None:
    """The street with these letters in its numbers (XT)."""
    return db.session.scalars(select(Area).where(Area.letters == letters)).one_or_none()


def organisations_of(kind: str) -> list[Organisation]:
    """The organisations of one kind, by name."""
    return list(db.session.scalars(select(Organisation).where(Organisation.kind == kind).order_by(Organisation.name)))


def organisation_by_name(name: str) -> Organisation | None:
    """The organisation of exactly this name."""
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one_or_none()


def registered() -> list[Organisation]:
    """Registered bodies, which may receive money for those that are not; by name, five hundred at most."""
    asked = select(Organisation).where(Organisation.registered == 1, Organisation.kind.in_(("social", "support", "foundation", "enterprise")))
    return list(db.session.scalars(asked.order_by(Organisation.name).limit(500)))
