"""How a season's vote enters the figures of its projects: the share of ballots that support one, at the weight that was fixed before scores opened."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from .counting import Support, support, vote_of, weighed


@dataclass(frozen=True, slots=True)
class Weights:
    """What residents gave each candidate, and how much it weighs. ``waits``: a vote that weighs is not over, so that nothing can be decided yet."""

    percent: int
    support: Mapping[int, Support]
    waits: bool

    def of(self, case_id: int, *, panel: Fraction) -> Fraction:
        """The project's figure of panel and residents together, in hundredths of a point."""
        return weighed(panel, residents=self.support.get(case_id), percent=self.percent)


NOTHING = Weights(0, {}, False)


def weights(session: Session, *, season_id: int, at: int) -> Weights:
    """A season's weights at a moment: one statement where there is no vote or its vote weighs nothing, three where it counts."""
    vote = vote_of(session, season_id=season_id)
    if vote is None or not vote.weight_percent:
        return NOTHING
    return Weights(vote.weight_percent, support(session, vote=vote, at=at), at <= vote.closes_us)
