"""The list with scores, for taking away: a line for each proposal that was sent to a panel, read once and as it is asked for."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...seasons.models import Category, Season
from ...storage import db
from ..models import ResidentVote, Review, Verdict
from ..rules.figures import ADJUSTED
from ..rules.tallies import OPEN
from ..statistics import figure, hundredths, mean, median, outliers

AT_A_TIME = 1000
Line = tuple[Any, ...]


def lines(season_id: int, *, panels: Collection[int] | None) -> Iterator[Line]:
    """Number, title, street, group of people, implementer, cost (fen), state, round, scores in, scores asked for; then – only where the round is complete or
    decided – mean, median, spread (hundredths of a point), scores far off, method, official figure; then the decision. One statement, by number."""
    needed = db.session.get_one(Season, season_id).reviews_needed
    with db.session.execute(_asked(season_id, panels=panels), execution_options={"yield_per": AT_A_TIME}) as rows:  # closed, too, where somebody stops reading
        for _case, each in groupby(rows, key=lambda row: row.id):
            yield _line(list(each), needed=needed)


def _asked(season_id: int, *, panels: Collection[int] | None) -> Select[Any]:
    latest = select(Review.proposal_id, func.max(Review.round).label("round")).where(Review.season_id == season_id).group_by(Review.proposal_id).subquery()
    query = (select(Proposal.id, Proposal.number, Proposal.title, Area.name.label("street"), Category.title.label("category"),
                    Organisation.name.label("organisation"), Proposal.planned_fen, Proposal.state, Review.round, Review.state.label("reading"),
                    Review.total_hundredths, Verdict.decision, Verdict.method, Verdict.figure_hundredths, Season.result_method,
                    ResidentVote.weight_percent)
             .join(latest, latest.c.proposal_id == Proposal.id)
             .join(Review, and_(Review.proposal_id == Proposal.id, Review.round == latest.c.round))
             .join(Season, Season.id == Proposal.season_id).outerjoin(Area, Area.id == Proposal.street_id)
             .outerjoin(Category, Category.id == Proposal.category_id).outerjoin(Organisation, Organisation.id == Proposal.organisation_id)
             .outerjoin(ResidentVote, ResidentVote.season_id == Season.id)
             .outerjoin(Verdict, and_(Verdict.proposal_id == Proposal.id, Verdict.round == Review.round))
             .where(Proposal.season_id == season_id).order_by(Proposal.number, Proposal.id, Review.id))
    return query if panels is None else query.where(Proposal.id.in_(select(Review.proposal_id).where(Review.panel_id.in_(panels), Review.round > 0)))


def _line(rows: list[Row[Any]], *, needed: int) -> Line:
    first = rows[0]
    totals = [row.total_hundredths for row in rows if row.reading == "scored"]
    waiting = any(row.reading in OPEN for row in rows)
    shown = bool(totals) and (first.decision is not None or len(totals) >= needed and not waiting)
    about = (first.number or "", first.title, first.street or "", first.category or "", first.organisation or "", first.planned_fen or 0, first.state)
    figures = _figures(first, totals=totals) if shown else (None,) * 6
    return (*about, first.round, len(totals), needed, *figures, first.decision or "")


def _figures(first: Row[Any], *, totals: list[int]) -> Line:
    """What may be shown of complete rounds; of an undecided one neither the adjusted figure, which still moves with every score, nor one that residents'
    votes are weighed into, which stands on the ranking."""
    method, reached = first.method or first.result_method, first.figure_hundredths
    if reached is None and method != ADJUSTED and not first.weight_percent:
        reached = hundredths(figure(totals, method=method))
    return (hundredths(mean(totals)), hundredths(median(totals)), max(totals) - min(totals), len(outliers(totals)), method, reached)
