"""Whose rankings a person may see, and how the judges of a panel lean."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from ...accounts.models import Person
from ...directory.models import Area
from ...seasons.models import Season
from ...storage import db
from ..models import Panel, PanelMember, Review
from ..statistics import Adjusted

SCORED_BY_ONE = 3
"""From so many scores a judge's leniency is told; with fewer it would nearly tell the scores."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A panel whose proposals can be ranked: of which season, and of which street."""

    panel_id: int
    season_id: int
    year: int
    season: str
    street: str
    letters: str


def scopes(chair_id: int | None) -> list[Scope]:
    """The panels this person chairs, or all (None), the newest season first; one statement."""
    query = (select(Panel.id, Season.id, Season.year, Season.title, Area.name, func.coalesce(Area.letters, "")).join(Season, Season.id == Panel.season_id)
             .join(Area, Area.id == Panel.street_id).order_by(Season.year.desc(), Area.code).limit(500))
    if chair_id is not None:
        query = query.where(Panel.id.in_(select(PanelMember.panel_id).where(PanelMember.person_id == chair_id, PanelMember.seat == "chair")))
    return [Scope(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A judge's leniency in hundredths of a point, to a tenth of one (below 0: gives less than the others), and how many scores it rests on."""

    name: str
    scores: int
    leniency: int


def leanings(season_id: int, *, panels: Collection[int], model: Adjusted) -> list[Leaning]:
    """The judges of these panels by leniency, those with at least three scores; one statement."""
    query = (select(Review.judge_id, Person.name, func.count()).join(Person, Person.id == Review.judge_id)
             .where(Review.season_id == season_id, Review.panel_id.in_(panels), Review.state == "scored").group_by(Review.judge_id, Person.name)
             .having(func.count() >= SCORED_BY_ONE))
    found = [Leaning(name, many, 10 * round(model.leniencies.get(judge, 0.0) / 10)) for judge, name, many in db.session.execute(query)]
    return sorted(found, key=lambda one: (one.leniency, one.name))
