"""The bureau settles how a season ranks – before scores open – and what it may choose at most."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from workflow import Actor, Refused

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...gate import person_id
from ...seasons.models import Season
from ...seasons.resting import hold_rubric
from ...storage import act, db
from ..models import CapChange, ResultCap
from ..rules.figures import scores_open
from ..rules.settled import rest_with_scores

NONE = (None, None)
"""No limit in places, none in money."""


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
def limit(season_id: int, *, limits: Collection[Limit], reason: str, by: Actor, at: int) -> None:
    """Put these limits in place of the season's. What was chosen before stays chosen. Every change is kept: who, when, from what to what, why.

    Refused: ``limits-not-yours``, ``limits-need-reason`` where limits stood before or scores are known.
    """
    _check(by)
    db.session.scalars(select(Season.id).where(Season.id == season_id).with_for_update(key_share=True)).one()
    held = db.session.scalars(select(ResultCap).where(ResultCap.season_id == season_id).order_by(ResultCap.id)).all()
    before = {(one.street_id, one.category_id): (one.places, one.amount_fen) for one in held}
    after = {(one.street_id, one.category_id): (one.places, one.amount_fen) for one in limits if one.places is not None or one.amount_fen is not None}
    changed = [of for of in {**before, **after} if before.get(of) != after.get(of)]
    if not changed:
        return
    if not reason and _must_explain(season_id):
        raise Refusal("limits-need-reason", at="reason")
    db.session.execute(delete(ResultCap).where(ResultCap.season_id == season_id))
    db.session.add_all(ResultCap(season_id=season_id, street_id=of[0], category_id=of[1], places=most[0], amount_fen=most[1]) for of, most in after.items())
    for of in changed:
        (places, fen), (places_then, fen_then) = before.get(of, NONE), after.get(of, NONE)
        db.session.add(CapChange(season_id=season_id, street_id=of[0], category_id=of[1], places_before=places, places_after=places_then, fen_before=fen,
                                 fen_after=fen_then, reason=reason, by_id=person_id(by), at_us=at))


def _must_explain(season_id: int) -> bool:
    """Only the first limits of a season, set before anybody knows a score, speak for themselves."""
    known = (select(table.id).where(table.season_id == season_id).limit(1) for table in (ResultCap, CapChange))
    return any(db.session.scalar(query) is not None for query in known) or scores_open(db.session(), season_id=season_id)


def _check(by: Actor) -> None:
    if not any(post.kind == "bureau" for post in posts_of(db.session(), actor=by)):
        raise Refusal("limits-not-yours")
