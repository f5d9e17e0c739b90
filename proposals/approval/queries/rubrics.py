"""The rubrics of a season as pages show them."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ...seasons.models import Criterion
from ...storage import db
from ..models import Review, ScoreSheet
from ..rules.rubrics import lines_of


def own_lines(season_id: int, *, street_id: int | None) -> Sequence[Criterion]:
    """The lines of a season's rubric, or those that a street has of its own."""
    return db.session.scalars(lines_of(season_id=season_id, street_id=street_id)).all()


def with_own_rubric(season_id: int) -> set[int]:
    """The streets that score by a rubric of their own."""
    return {each for each in db.session.scalars(select(Criterion.street_id).where(Criterion.season_id == season_id).distinct()) if each is not None}


def sealed_any(season_id: int) -> bool:
    """Whether a score was ever sealed in this season."""
    query = select(ScoreSheet.id).join(Review, Review.id == ScoreSheet.review_id).where(Review.season_id == season_id).limit(1)
    return db.session.scalar(query) is not None
