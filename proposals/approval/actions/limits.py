"""The bureau settles how a season ranks – before scores open – and what it may choose at most."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from workflow import Actor, Refused

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...seasons.models import Season
from ...seasons.resting import hold_rubric
from ...storage import act, db
from ..models import ResultCap
from ..rules.settled import rest_with_scores


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a street or a group of people (at most one is named; neither: of all): places, money in fen, or both."""

    street_id: int | None
    category_id: int | None
    places: int | None
    amount_fen: int | None


@act
def settle_ranking(season_id: int, *, method: str, order: Sequence[str], seed: str, by: Actor, at: int) -> None:
    """Say how the season's scores become one figure, what decides among equals and from which seed lots are drawn.

    Refused: ``limits-not-yours``, ``result-rule-fixed`` once a judge has handed in a score.
    """
    _check(by)
    hold_rubric(db.session(), season_id=season_id)
    season = db.session.get_one(Season, season_id, populate_existing=True)
    settled = (method, " ".join(dict.fromkeys(order)), seed)
    if settled == (season.result_method, season.tie_order, season.lot_seed):
        return
    problem = rest_with_scores(db.session(), season_id)
    if problem:
        raise Refused((problem,))
    season.result_method, season.tie_order, season.lot_seed = settled


@act
def limit(season_id: int, *, limits: Collection[Limit], by: Actor, at: int) -> None:
    """Put these limits in place of the season's. What was chosen before stays chosen. Refused: ``limits-not-yours``."""
    _check(by)
    db.session.scalars(select(Season.id).where(Season.id == season_id).with_for_update(key_share=True)).one()
    db.session.execute(delete(ResultCap).where(ResultCap.season_id == season_id))
    db.session.add_all(ResultCap(season_id=season_id, street_id=one.street_id, category_id=one.category_id, places=one.places, amount_fen=one.amount_fen)
                       for one in limits if one.places is not None or one.amount_fen is not None)


def _check(by: Actor) -> None:
    if not any(post.kind == "bureau" for post in posts_of(db.session(), actor=by)):
        raise Refusal("limits-not-yours")
