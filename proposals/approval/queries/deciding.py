"""What the chair sees: how complete each proposal is; mean and spread only when nobody reads any more. Never one judge's score."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from ...accounts.models import Person
from ...collection.models import Proposal
from ...seasons.models import Season
from ...storage import db
from ..models import PanelMember, Review, Verdict

LONGEST_BOARD = 200
OPEN = ("assigned", "scoring")


@dataclass(frozen=True, slots=True)
class Standing:
    """One proposal on the chair's board. Points in hundredths; ``mean`` and ``spread`` are None while sealed."""

    id: int
    number: str
    title: str
    state: str
    scored: int
    open: int
    needed: int
    line: int
    mean: int | None
    spread: int | None
    planned_fen: int
    decision: str | None

    @property
    def complete(self) -> bool:
        """Enough scores, and nobody still reading."""
        return self.scored >= self.needed and not self.open

    @property
    def passes(self) -> bool:
        """The mean reaches the line (the guard compares without rounding; here it sorts and colours)."""
        return self.mean is not None and self.mean >= self.line * 100


def board(chair_id: int) -> list[Standing]:
    """The proposals before the panels this person chairs, the best mean first, then by number; at most 200, one statement."""
    panels = select(PanelMember.panel_id).where(PanelMember.person_id == chair_id, PanelMember.seat == "chair")
    query = _standings().where(Review.panel_id.in_(panels)).limit(LONGEST_BOARD)
    found = [_standing(row) for row in db.session.execute(query)]
    return sorted(found, key=lambda one: (one.state != "reviewing", -(one.mean if one.mean is not None else -1), one.number))


def standing(proposal_id: int, *, chair_id: int) -> Standing | None:
    """One proposal of the board, if this person chairs the panel it lies before."""
    panels = select(PanelMember.panel_id).where(PanelMember.person_id == chair_id, PanelMember.seat == "chair")
    row = db.session.execute(_standings().where(Review.panel_id.in_(panels), Proposal.id == proposal_id)).one_or_none()
    return _standing(row) if row else None


def _standings() -> Select[Any]:
    """Counts and sums of each proposal's latest round."""
    newer = Review.__table__.alias("newer")
    latest = select(func.max(newer.c.round)).where(newer.c.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()
    scored, reading = Review.state == "scored", Review.state.in_(OPEN)
    decision = select(Verdict.decision).where(Verdict.proposal_id == Proposal.id).order_by(Verdict.round.desc()).limit(1).correlate(Proposal).scalar_subquery()
    return (select(Proposal.id, Proposal.number, Proposal.title, Proposal.state, Proposal.planned_fen, Season.reviews_needed, Season.pass_line,
                   func.sum(case((scored, 1), else_=0)).label("scored"), func.sum(case((reading, 1), else_=0)).label("open"),
                   func.sum(Review.total_hundredths).label("points"), func.max(Review.total_hundredths).label("highest"),
                   func.min(Review.total_hundredths).label("lowest"), decision.label("decision"))
            .join(Review, Review.proposal_id == Proposal.id).join(Season, Season.id == Proposal.season_id).where(Review.round == latest)
            .group_by(Proposal.id, Proposal.number, Proposal.title, Proposal.state, Proposal.planned_fen, Season.reviews_needed, Season.pass_line)
            .order_by(Proposal.id.desc()))


def _standing(row: Row[Any]) -> Standing:
    """Opens mean and spread only where the round is complete."""
    scored, reading = int(row.scored), int(row.open)
    shown = scored >= row.reviews_needed and not reading
    mean = (2 * int(row.points) + scored) // (2 * scored) if shown else None
    return Standing(id=row.id, number=row.number or "", title=row.title, state=row.state, scored=scored, open=reading, needed=row.reviews_needed,
                    line=row.pass_line, mean=mean, spread=row.highest - row.lowest if shown else None, planned_fen=row.planned_fen or 0,
                    decision=row.decision)


def judges_of(proposal_id: int) -> Sequence[Row[tuple[int, str, str, int, int | None]]]:
    """Who judges, and how far each one is – not what they gave: review id, name, state, round, when scored."""
    query = (select(Review.id, Person.name, Review.state, Review.round, Review.scored_us).join(Person, Person.id == Review.judge_id)
             .where(Review.proposal_id == proposal_id).order_by(Review.round.desc(), Review.id))
    return db.session.execute(query).all()


def waiting_for_chair(chair_id: int) -> list[Standing]:
    """The proposals whose round is complete and which wait for this chair's decision."""
    return [one for one in board(chair_id) if one.state == "reviewing" and one.complete]
