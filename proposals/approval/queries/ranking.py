"""What a ranking is made of, read from the database: complete rounds only, whatever is still read by somebody stays sealed."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area
from ...seasons.models import Category, Season
from ...storage import db
from ..models import Panel, PanelMember, Review
from ..rules import caps
from ..rules.figures import Equal, adjusted_season, level_means, seed_of
from ..rules.ranking import Candidate, Field, Rule
from ..rules.tallies import Tally, load_tallies
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


def field(season_id: int, *, panels: Collection[int] | None) -> Field:
    """Everything to rank what lies undecided before these panels (None: before all of the season) and is completely scored. At most ten statements."""
    session, season = db.session(), db.session.get_one(Season, season_id)
    rows, tallies = _before(season_id, panels=panels), {}
    load_tallies(session, [row.id for row in rows], tallies)
    found: dict[int, Tally] = {row.id: tallies["tally", row.id] for row in rows}
    own = [row for row in rows if panels is None or found[row.id].panel_id in panels]
    ready = [row for row in own if found[row.id].scored >= season.reviews_needed and not found[row.id].waiting]
    model = adjusted_season(session, season_id=season_id)
    levels = level_means(session, ids=[row.id for row in ready])
    return Field(season_id, rule_of(season), [_candidate(row, tally=found[row.id], levels=levels.get(row.id, {}), model=model) for row in ready],
                 len(own) - len(ready), caps.left(session, season_id=season_id), caps.money_left(session, season_id=season_id), model)


def rule_of(season: Season) -> Rule:
    """How this season ranks."""
    return Rule(season.result_method, season.tie_order, seed_of(season), season.pass_line)


def _before(season_id: int, *, panels: Collection[int] | None) -> Sequence[Row[Any]]:
    query = (select(Proposal.id, Proposal.number, Proposal.title, Proposal.street_id, Area.name.label("street"), Proposal.category_id,
                    Category.title.label("category"), Proposal.planned_fen)
             .outerjoin(Area, Area.id == Proposal.street_id).outerjoin(Category, Category.id == Proposal.category_id)
             .where(Proposal.season_id == season_id, Proposal.state == "reviewing").order_by(Proposal.id))
    if panels is not None:
        query = query.where(Proposal.id.in_(select(Review.proposal_id).where(Review.panel_id.in_(panels))))
    return db.session.execute(query).all()


def _candidate(row: Row[Any], *, tally: Tally, levels: Any, model: Adjusted) -> Candidate:
    equal = Equal(tally.totals, levels, row.planned_fen or 0, row.number or str(row.id))
    return Candidate(row.id, row.number or "", row.title, row.street_id, row.street or "", row.category_id, row.category or "", equal,
                     model.figures.get(row.id, tally.mean))


@dataclass(frozen=True, slots=True)
class Leaning:
    """A judge's leniency in hundredths of a point (below 0: gives less than the others) and how many scores it rests on."""

    name: str
    scores: int
    leniency: int


def leanings(season_id: int, *, panels: Collection[int], model: Adjusted) -> list[Leaning]:
    """The judges of these panels by leniency, those with at least three scores; one statement."""
    query = (select(Review.judge_id, Person.name, func.count()).join(Person, Person.id == Review.judge_id)
             .where(Review.season_id == season_id, Review.panel_id.in_(panels), Review.state == "scored").group_by(Review.judge_id, Person.name)
             .having(func.count() >= SCORED_BY_ONE))
    found = [Leaning(name, many, round(model.leniencies.get(judge, 0.0))) for judge, name, many in db.session.execute(query)]
    return sorted(found, key=lambda one: (one.leniency, one.name))
