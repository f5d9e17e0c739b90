"""Closeout in the demonstration: report, settlement to the fen, evaluation, last payment, outcome notice."""
from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from ..closeout import actions
from ..closeout.models import Settlement
from ..collection.models import Proposal
from ..storage import act, db
from .driving import DAY_US, together
from .troupe import Troupe


@act
def report(spent: Mapping[int, int], *, troupe: Troupe, at: int) -> None:
    """The implementers report what they did and spent (fen, by proposal)."""
    carriers = dict(db.session.execute(select(Proposal.id, Proposal.organisation_id).where(Proposal.id.in_(spent))).all())
    for proposal_id, fen in spent.items():
        data = {"summary": "活动按计划完成，居民参与稳定，队伍可以继续。", "finance": fen, "answers": 40, "satisfied": 38}
        actions.report(proposal_id, name="report", by=troupe.carrier(carriers[proposal_id]), at=at, data=data, note="", seq=None)


@act
def assess(spent: Mapping[int, int], *, points: Mapping[int, int], troupe: Troupe, at: int) -> None:
    """The accountant settles to the fen, the evaluator gives points."""
    wanted = select(Settlement.id, Settlement.proposal_id, Settlement.kind).where(Settlement.proposal_id.in_(spent), Settlement.state == "open")
    for case_id, proposal_id, kind in list(db.session.execute(wanted.order_by(Settlement.id))):
        if kind == "settlement":
            actions.settle(case_id, by=troupe.central["foundation"], at=at, spent_fen=spent[proposal_id], result="凭证齐全，账实相符。", seq=None)
        else:
            actions.evaluate(case_id, by=troupe.central["evaluator"], at=at + DAY_US, points=points[proposal_id], result="需求回应到位，过程资料完整。", seq=None)


@act
def qualify(spent: Mapping[int, int], *, troupe: Troupe, at: int) -> None:
    """The leads declare the projects qualified; the outcome goes on public notice."""
    together(list(spent), "qualify", by=troupe.central["support_lead"], at=at)
