"""What a ranking is made of, read from the database: complete rounds only, whatever is still read by somebody stays sealed."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ...collection.models import Proposal
from ...directory.models import Area
from ...seasons.models import Category, Season
from ..models import Review
from ..statistics import Adjusted, adjust
from ..voting.weights import Weights, weights
from . import caps
from .figures import ADJUSTED, Equal, adjusted_season, given, level_means, seed_of
from .ranking import Candidate, Field, Rule
from .tallies import Tally, load_tallies


def field(session: Session, *, season_id: int, panels: Collection[int] | None, at: int) -> Field:
    """Everything to rank what lies undecided before these panels (None: before all of the season) and is completely scored. At most thirteen statements."""
    season = session.get_one(Season, season_id)
    return _field(session, season=season, panels=panels, at=at, model=adjusted_season(session, season_id=season_id))


def choice(session: Session, *, season_id: int, panel_id: int, at: int) -> dict[int, bool]:
    """Which of its complete proposals the official ranking of a panel has in; the season's model is asked only where its figures decide."""
    season = session.get_one(Season, season_id)
    model = adjust(given(session, season_id=season_id) if season.result_method == ADJUSTED else [])
    found = _field(session, season=season, panels=[panel_id], at=at, model=model)
    chosen = set(found.outcome(found.official).chosen)
    return {one.id: str(one.id) in chosen for one in found.candidates}


def _field(session: Session, *, season: Season, panels: Collection[int] | None, at: int, model: Adjusted) -> Field:
    season_id = season.id
    tallies: dict[Any, Any] = {}
    rows = _before(session, season_id=season_id, panels=panels)
    load_tallies(session, [row.id for row in rows], tallies)
    found: dict[int, Tally] = {row.id: tallies["tally", row.id] for row in rows}
    own = [row for row in rows if panels is None or found[row.id].panel_id in panels]
    ready = [row for row in own if found[row.id].scored >= season.reviews_needed and not found[row.id].waiting]
    residents = weights(session, season_id=season_id, at=at)
    levels = level_means(session, ids=[row.id for row in ready])
    ranked = [_candidate(row, tally=found[row.id], levels=levels.get(row.id, {}), model=model, residents=residents) for row in ready]
    left, money = caps.left(session, season_id=season_id), caps.money_left(session, season_id=season_id)
    return Field(season_id, rule_of(season), ranked, len(own) - len(ready), left, money, model)


def rule_of(season: Season) -> Rule:
    """How this season ranks."""
    return Rule(season.result_method, season.tie_order, seed_of(season), season.pass_line)


def _before(session: Session, *, season_id: int, panels: Collection[int] | None) -> Sequence[Row[Any]]:
    query = (select(Proposal.id, Proposal.number, Proposal.title, Proposal.street_id, Area.name.label("street"), Proposal.category_id,
                    Category.title.label("category"), Proposal.planned_fen)
             .outerjoin(Area, Area.id == Proposal.street_id).outerjoin(Category, Category.id == Proposal.category_id)
             .where(Proposal.season_id == season_id, Proposal.state == "reviewing").order_by(Proposal.id))
    if panels is not None:
        query = query.where(Proposal.id.in_(select(Review.proposal_id).where(Review.panel_id.in_(panels))))
    return session.execute(query).all()


def _candidate(row: Row[Any], *, tally: Tally, levels: Any, model: Adjusted, residents: Weights) -> Candidate:
    equal = Equal(tally.totals, levels, row.planned_fen or 0, row.number or str(row.id))
    return Candidate(row.id, row.number or "", row.title, row.street_id, row.street or "", row.category_id, row.category or "", equal,
                     model.figures.get(row.id, tally.mean), residents)
