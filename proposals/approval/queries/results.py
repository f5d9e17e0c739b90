"""What came of a review, after the panel has decided: the mean, how many scores it counts, who judged – never who gave what."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, select

from ...accounts.models import Person
from ...storage import db
from ..models import Agreement, Notice, Review, Verdict

IN_FORCE_FIRST = (Agreement.voided_us.is_not(None), case((Agreement.voided_us.is_(None), Agreement.version), else_=-Agreement.version))
"""A version that is not void before the void ones: the oldest of the former, since a new one holds only when all have signed; else the last."""


@dataclass(frozen=True, slots=True)
class Result:
    """The latest verdict and what followed; ``judges`` in the order of their names, which says nothing about their scores."""

    verdict: Verdict | None
    judges: tuple[str, ...]
    notice: Notice | None
    agreement: Agreement | None


def result(proposal_id: int) -> Result | None:
    """A proposal's result; None before the first verdict. At most four statements."""
    verdict = db.session.scalars(select(Verdict).where(Verdict.proposal_id == proposal_id).order_by(Verdict.round.desc()).limit(1)).one_or_none()
    if verdict is None:
        return None
    counted = (Review.proposal_id == proposal_id, Review.round == verdict.round, Review.state == "scored")
    names = select(Person.name).join(Review, Review.judge_id == Person.id).where(*counted).order_by(Person.name)
    notice = db.session.scalars(select(Notice).where(Notice.proposal_id == proposal_id, Notice.kind == "panel-result").order_by(Notice.id.desc()).limit(1))
    agreement = db.session.scalars(select(Agreement).where(Agreement.proposal_id == proposal_id).order_by(*IN_FORCE_FIRST).limit(1))
    return Result(verdict=verdict, judges=tuple(db.session.scalars(names)), notice=notice.one_or_none(), agreement=agreement.one_or_none())
