"""One project's money: its commitment with tranches and legs, what each source gave, where every leg is and by when it is somebody's turn."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from workflow.tables import instance, timer

from ...storage import db
from ..models import Commitment, Payment, PaymentBatch
from .projects import Line, with_money
from .sources import Source, sources


@dataclass(frozen=True, slots=True)
class Batch:
    """The batch in which a leg last went to the bank: its key, its number and whose it is."""

    id: int
    number: str
    desk: str


@dataclass(frozen=True, slots=True)
class Story:
    """A commitment's money in the ledger, the moment by which each leg should move on (UTC microseconds), and the batches of those that were sent."""

    line: Line
    due: dict[int, int]
    batches: dict[int, Batch]


def of_project(proposal_id: int) -> tuple[Commitment | None, list[Source]]:
    """A project's commitment with tranches and legs, and its money by source."""
    commitment = db.session.scalars(select(Commitment).where(Commitment.proposal_id == proposal_id).order_by(Commitment.id.desc()).limit(1)).one_or_none()
    if commitment is None:
        return None, []
    season_id = commitment.shares[0].fund.season_id
    return commitment, sources(season_id, commitment_ids=select(Commitment.id).where(Commitment.id == commitment.id))


def story(commitment: Commitment) -> Story:
    """What the project page tells beyond the sums; four statements."""
    deadlines = (select(timer.c.instance_id, func.min(timer.c.due_us)).join(instance, instance.c.id == timer.c.instance_id)
                 .join(Payment, Payment.id == instance.c.id)
                 .where(Payment.proposal_id == commitment.proposal_id, timer.c.kind == "deadline", timer.c.due_us > instance.c.entered_us)
                 .group_by(timer.c.instance_id))
    sent = (select(PaymentBatch.id, PaymentBatch.number, PaymentBatch.desk).join(Payment, Payment.batch_id == PaymentBatch.id)
            .where(Payment.proposal_id == commitment.proposal_id).distinct())
    return Story(with_money([commitment])[0], {key: int(due) for key, due in db.session.execute(deadlines)},
                 {row.id: Batch(row.id, row.number, row.desk) for row in db.session.execute(sent)})
