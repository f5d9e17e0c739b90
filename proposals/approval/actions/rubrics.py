"""By what judges score is set before the first score is sealed: for a season by the bureau, for a street by its lead."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from workflow import Actor, Refused

from ...accounts.posts import posts_of
from ...collection.models import Proposal
from ...errors import Refusal
from ...seasons.models import Criterion, Season
from ...storage import act, db
from ..models import Review, ScoreSheet
from ..rules.rubrics import scored_by
from ..rules.settled import rest_with_scores

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it should be: ``criterion_id`` of the line that it changes (None: a new one), its weight in points, five anchors or none."""

    criterion_id: int | None
    title: str
    weight: int
    anchors: tuple[str, ...]


@act
def set_rubric(season_id: int, *, street_id: int | None, lines: Sequence[Line], by: Actor, at: int) -> None:
    """Make these the lines of a season's rubric (``street_id`` None), or of a street's own. Weights add up to 100.

    Refused: ``rubric-not-yours``, ``rubric-frozen`` from the first sealed score on, ``weights-not-hundred``.
    """
    own = _held_still(season_id, street_id=street_id, by=by)
    total = sum(line.weight for line in lines)
    if total != HUNDRED:
        raise Refusal("weights-not-hundred", total=total)
    known = {one.id: one for one in own}
    for gone in known.keys() - {line.criterion_id for line in lines}:
        db.session.delete(known[gone])
    free = (f"line-{number}" for number in range(1, 100) if f"line-{number}" not in {one.code for one in own})
    for position, line in enumerate(lines, 1):
        one = known.get(line.criterion_id) if line.criterion_id else None
        if one is None:
            one = Criterion(season_id=season_id, street_id=street_id, code=next(free))
            db.session.add(one)
        one.title, one.weight, one.position, one.anchors = line.title, line.weight, position, "\n".join(line.anchors)


@act
def drop_rubric(season_id: int, *, street_id: int, by: Actor, at: int) -> None:
    """Let a street score by the season's rubric again. Refused: ``rubric-not-yours``, ``rubric-frozen``."""
    for one in _held_still(season_id, street_id=street_id, by=by):
        db.session.delete(one)


@act
def set_blind(season_id: int, *, blind: bool, by: Actor, at: int) -> None:
    """Whether judges read copies without names, for the whole season. Refused like a change of its rubric, and ``result-rule-fixed`` once any of its
    scores was sealed, by whichever street's rubric."""
    _held_still(season_id, street_id=None, by=by)
    season = db.session.get_one(Season, season_id)
    problem = rest_with_scores(db.session(), season_id) if season.blind_review != int(blind) else None
    if problem:
        raise Refused((problem,))
    season.blind_review = int(blind)


def _held_still(season_id: int, *, street_id: int | None, by: Actor) -> Sequence[Criterion]:
    """The rubric's own lines, while nobody can seal a score by them (or by the season's, which they replace)."""
    _check_mine(street_id, by=by)
    mine = or_(Criterion.street_id.is_(None), Criterion.street_id == street_id)
    rows = db.session.scalars(select(Criterion).where(Criterion.season_id == season_id, mine).order_by(Criterion.id).with_for_update()).all()
    own = [one for one in rows if one.street_id == street_id]
    if scored_by(db.session(), criteria=own) or street_id is not None and _sealed_in(season_id, street_id=street_id):
        raise Refusal("rubric-frozen")
    return own


def _sealed_in(season_id: int, *, street_id: int) -> bool:
    """Whether any score of this street's proposals was ever sealed in this season."""
    query = (select(ScoreSheet.id).join(Review, Review.id == ScoreSheet.review_id).join(Proposal, Proposal.id == Review.proposal_id)
             .where(Proposal.season_id == season_id, Proposal.street_id == street_id).limit(1))
    return db.session.scalar(query) is not None


def _check_mine(street_id: int | None, *, by: Actor) -> None:
    """The bureau sets every rubric, a street's lead that of their street."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind == "bureau" or (street_id is not None and post.kind == "street_lead" and post.street_id == street_id) for post in held):
        raise Refusal("rubric-not-yours")
