"""A proposal's official figure by the season's method, and what decides among equal figures: both settled before scores open."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from workflow import Context

from ...choosing.lots import tie_of
from ...collection.models import Proposal
from ...seasons.models import Criterion, Season
from ..models import Review, Score, ScoreSheet
from ..statistics import Adjusted, Given, adjust, figure, median
from ..voting.weights import NOTHING, Weights, weights
from .tallies import Tally, season_of, settings_of, tally_of

ADJUSTED = "adjusted"
CRITERION = "criterion-"
TIE_KEYS = ("criterion-1", "criterion-2", "criterion-3", "criterion-4", "criterion-5", "criterion-6", "median", "cost")
WHOLE = 36_036_000
"""Divisible by every number of judges up to 15, and by the hundred parts of a vote's weight, so that a figure of whole numbers times this is whole."""


@dataclass(frozen=True, slots=True)
class Equal:
    """What is asked of a proposal among equals: its sealed totals, the mean level of each criterion by its place in the rubric, cost and number."""

    scores: tuple[int, ...]
    levels: Mapping[int, Fraction]
    cost: int
    number: str


def exact(value: Fraction) -> int:
    """A figure of at most 15 scores as a whole number that orders as the figure does."""
    return value.numerator * WHOLE // value.denominator


def ties(equal: Equal, *, order: str, seed: str) -> tuple[Any, ...]:
    """What decides among equal figures, ascending: the season's keys in their order, then the lot. The same for all, so that it can be compared."""
    return (*(_key(name, equal=equal) for name in order.split()), tie_of(seed, equal.number))


def _key(name: str, *, equal: Equal) -> int:
    if name == "cost":
        return equal.cost
    if name == "median":
        return -exact(median(equal.scores)) if equal.scores else 0
    return -exact(equal.levels.get(int(name.removeprefix(CRITERION)), Fraction(0)))


def seed_of(season: Season) -> str:
    """The season's seed; a season from before there were seeds is drawn by its year."""
    return season.lot_seed or str(season.year)


def figure_by(scores: Collection[int], *, method: str, adjusted: int | None) -> Fraction:
    """The figure by a method; ``adjusted`` (hundredths) is what the season's model says, needed for that method alone."""
    if not scores:
        return Fraction(0)
    return Fraction(adjusted or 0) if method == ADJUSTED else figure(tuple(scores), method=method)


def official(ctx: Context, *, proposal_id: int) -> Fraction:
    """The official figure of the proposal's latest round, in hundredths of a point, not rounded: the panel's, and the residents' where their vote counts."""
    tally, method = tally_of(ctx, proposal_id=proposal_id), season_of(ctx).result_method
    panel = figure_by(tally.totals, method=method, adjusted=_adjusted(ctx, tally=tally, proposal_id=proposal_id) if method == ADJUSTED else None)
    return weights_of(ctx).of(proposal_id, panel=panel)


def weights_of(ctx: Context) -> Weights:
    """What the season's vote weighs now, read once in a bulk."""
    if not settings_of(ctx).voted:
        return NOTHING
    season = ctx.instance.season_id
    return ctx.once(("vote", season), lambda: weights(ctx.session, season_id=season, at=ctx.at))


def _adjusted(ctx: Context, *, tally: Tally, proposal_id: int) -> int:
    season = ctx.instance.season_id
    model = ctx.once((ADJUSTED, season), lambda: adjust(given(ctx.session, season_id=season)))
    return model.figures.get(proposal_id, tally.mean)


def given(session: Session, *, season_id: int) -> list[Given]:
    """Every locked score of the season's latest rounds, and those that another panel gave aside (round 0): they tie the panels' scales together.

    One statement."""
    asked = (select(Review.proposal_id, Review.judge_id, Review.total_hundredths, Review.round == 0)
             .where(Review.season_id == season_id, Review.state == "scored", (Review.round == latest_round()) | (Review.round == 0)).order_by(Review.id))
    return [Given(case, judge, score, bool(aside)) for case, judge, score, aside in session.execute(asked)]


def adjusted_season(session: Session, *, season_id: int) -> Adjusted:
    """The model of all locked scores of a season."""
    return adjust(given(session, season_id=season_id))


def scores_open(session: Session, *, season_id: int) -> bool:
    """Whether a judge of this season has handed in a score; from then on nothing that could order the scores may change."""
    sealed = exists().where(ScoreSheet.review_id == Review.id, Review.season_id == season_id)
    return bool(session.scalar(select(sealed)))


def latest_round() -> Any:
    """The latest round of the review's proposal."""
    newer = Review.__table__.alias("newer")
    return select(func.max(newer.c.round)).where(newer.c.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()


def level_means(session: Session, *, ids: Collection[int]) -> dict[int, dict[int, Fraction]]:
    """Of each proposal, the mean sealed level of each criterion by its place in the rubric; latest rounds, latest versions; one statement."""
    found: dict[int, dict[int, Fraction]] = {}
    for case, position, total, many in session.execute(_levels(ids)):
        found.setdefault(case, {})[position] = Fraction(int(total), int(many))
    return found


def _levels(ids: Collection[int]) -> Select[Any]:
    again = Score.__table__.alias("again")
    last = select(func.max(again.c.version)).where(again.c.review_id == Score.review_id).correlate(Score).scalar_subquery()
    return (select(Review.proposal_id, Criterion.position, func.sum(Score.level), func.count())
            .join(Score, Score.review_id == Review.id).join(Criterion, Criterion.id == Score.criterion_id)
            .where(Review.proposal_id.in_(ids), Review.state == "scored", Review.round == latest_round(), Score.version == last)
            .group_by(Review.proposal_id, Criterion.position))


def ties_of(ctx: Context, *, cases: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """What decides among equals, of all these proposals; two statements."""
    season, levels = season_of(ctx), level_means(ctx.session, ids=cases)
    rows = ctx.session.execute(select(Proposal.id, Proposal.number, Proposal.planned_fen).where(Proposal.id.in_(cases)))
    return {row.id: ties(Equal(tally_of(ctx, proposal_id=row.id).totals, levels.get(row.id, {}), row.planned_fen or 0, row.number or str(row.id)),
                         order=season.tie_order, seed=seed_of(season)) for row in rows}
