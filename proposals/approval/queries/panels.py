"""Panels by season and street, and who could sit on one."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select

from ...accounts.models import Person, Post
from ...directory.models import Area
from ...seasons.models import Season
from ...storage import db
from ..models import Expert, Panel


def seasons() -> Sequence[Season]:
    """All seasons, the newest first; at most 20."""
    return db.session.scalars(select(Season).order_by(Season.year.desc()).limit(20)).all()


def streets(only: frozenset[int] | None) -> Sequence[Area]:
    """The streets, or only these."""
    query = select(Area).where(Area.kind == "street").order_by(Area.code)
    return db.session.scalars(query if only is None else query.where(Area.id.in_(only))).all()


def panels(season_id: int) -> dict[int, Panel]:
    """A season's panels by street."""
    return {one.street_id: one for one in db.session.scalars(select(Panel).where(Panel.season_id == season_id))}


def panel(season_id: int, *, street_id: int) -> Panel | None:
    """One street's panel."""
    return db.session.scalars(select(Panel).where(Panel.season_id == season_id, Panel.street_id == street_id)).one_or_none()


def candidates(*, pooled: bool) -> Sequence[Row[tuple[int, str]]]:
    """Who holds the post of judge or chair now, with those in the expert pool or without them; id and name, at most 500."""
    holders = select(Post.person_id).where(Post.kind.in_(("judge", "chair")), Post.ended_us.is_(None))
    query = select(Person.id, Person.name).where(Person.id.in_(holders)).order_by(Person.name, Person.id).limit(500)
    return db.session.execute(query if pooled else query.where(Person.id.not_in(select(Expert.person_id)))).all()
