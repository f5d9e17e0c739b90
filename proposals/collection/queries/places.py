"""Where ideas may be sent to now: the open season, its categories, the streets and their communities."""
from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from ...accounts.models import Session
from ...directory.models import Area
from ...seasons.models import Category, Phase, Season
from ...storage import db, made_once


OPEN = (select(Season).join(Phase, Phase.season_id == Season.id).where(Phase.name == "collection", Phase.state == "open")
        .order_by(Season.year.desc()).limit(1))


def open_season() -> Season | None:
    """The newest season that collects ideas now."""
    return db.session.scalars(OPEN).first()


def categories(season_id: int) -> list[Category]:
    """A season's categories in their order."""
    return list(db.session.scalars(CATEGORIES, {"season": season_id}))


CATEGORIES = select(Category).where(Category.season_id == bindparam("season")).order_by(Category.position)
COLLECTING = select(func.max(Season.year)).join(Phase).where(Phase.name == "collection", Phase.state == "open").scalar_subquery()
GROUPS = select(Category.id, Category.title).join(Season).where(Season.year == COLLECTING).order_by(Category.position)


def groups_now() -> list[tuple[int, str]]:
    """The categories of the newest season that collects ideas now: number and title; one statement."""
    return [(number, title) for number, title in db.session.execute(GROUPS)]


def communities(street_id: int | None) -> list[Area]:
    """The communities of one street, or of all; one statement."""
    asked = select(Area).where(Area.parent_id.is_not(None) if street_id is None else Area.parent_id == street_id)
    return list(db.session.scalars(asked.order_by(Area.code)))


def community_choices(street_id: int | None) -> dict[str, list[tuple[int, str]]]:
    """Street name → its communities, as a grouped choice shows them; one statement."""
    found: dict[str, list[tuple[int, str]]] = {}
    for street_name, area_id, name in db.session.execute(_communities(everywhere=street_id is None), {"street": street_id}):
        found.setdefault(street_name, []).append((area_id, name))
    return found


@made_once
def _communities(*, everywhere: bool) -> Select[Any]:
    street = aliased(Area)
    asked = select(street.name, Area.id, Area.name).join(street, street.id == Area.parent_id).order_by(street.code, Area.code)
    return asked if everywhere else asked.where(street.id == bindparam("street"))


def streets_of(person: Session) -> tuple[int, ...] | None:
    """The streets whose ideas somebody works on; None for all of the district."""
    if person.posts & {"support", "support_lead", "bureau", "auditor"}:
        return None
    return tuple(sorted({post.street_id for post in person.held if post.street_id is not None}))
