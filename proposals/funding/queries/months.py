"""What was to be paid month by month by the agreements: each tranche in the month in which its condition is due. Amounts in fen."""
from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select

from ... import clock
from ...collection.models import Proposal
from ...storage import db
from ..models import Commitment, Payment, Tranche
from .projects import Projects, commitments_asked


def planned(asked: Projects) -> dict[str, int]:
    """By month ("2018-03"), what the agreements of these projects plan to pay; of one source where one is asked for. One statement.

    The tranche due on signing counts in the month of signing, the one due at midterm half-way through the project, the one due on
    settlement when the project ends. A payment that was cancelled was not to be paid any more.
    """
    within = commitments_asked(asked).with_only_columns(Commitment.id).order_by(None)
    wanted = (select(Tranche.condition, Commitment.at_us, Proposal.starts_on, Proposal.ends_on, func.sum(Payment.planned_fen))
              .join(Tranche, Tranche.id == Payment.tranche_id).join(Commitment, Commitment.id == Tranche.commitment_id)
              .join(Proposal, Proposal.id == Commitment.proposal_id)
              .where(Tranche.commitment_id.in_(within), Payment.state != "cancelled")
              .group_by(Tranche.condition, Commitment.at_us, Proposal.starts_on, Proposal.ends_on))
    if asked.fund_id is not None:
        wanted = wanted.where(Payment.fund_id == asked.fund_id)
    found: dict[str, int] = defaultdict(int)
    for condition, at_us, starts_on, ends_on, fen in db.session.execute(wanted):
        found[due(condition, signed=clock.local(at_us).date(), starts_on=starts_on, ends_on=ends_on).isoformat()[:7]] += int(fen)
    return dict(found)


def due(condition: str, *, signed: date, starts_on: date | None, ends_on: date | None) -> date:
    """The day on which a tranche's condition is due by plan; the day of signing where the project's days are not known."""
    if condition == "signing" or starts_on is None or ends_on is None:
        return signed
    return ends_on if condition == "settlement" else starts_on + (ends_on - starts_on) / 2
