"""What decides a season's results rests from its first sealed score on: nobody who knows a score may still choose the rule by it."""
from __future__ import annotations

from sqlalchemy.orm import Session

from workflow import Problem

from ...seasons.resting import rests
from ..triggers import DECIDING
from .figures import scores_open


@rests(*DECIDING)
def rest_with_scores(session: Session, season_id: int) -> Problem | None:
    """They rest once a judge of the season has handed in a score; the database refuses it as well (``triggers``)."""
    return Problem.of("result-rule-fixed") if scores_open(session, season_id=season_id) else None
