"""What people do when a project ends: report, settle, evaluate. The other moves of this stage need no more than the engine."""
from __future__ import annotations

from typing import Any

from workflow import Actor, Step

from ..collection.models import Proposal
from ..errors import Refusal
from ..funding import actions as money
from ..funding import commitments, settling
from ..funding.spending import booking
from ..gate import person_id
from ..machine import engine
from ..storage import act, db
from . import assessed
from .models import FinalReport, Settlement


@act
def report(proposal_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """The implementer reports the end of its project; ``report`` opens the settlement and the evaluation.

    ``data``: ``summary`` (text), ``finance`` (spent by vouchers, in fen), ``answers`` and ``satisfied`` (persons asked, persons content).
    The empty report laid out at the end of the work is filled in; one handed in again after a return is a new version. Where spending was
    told by vouchers, the sum is theirs (``vouchers-differ``).
    """
    if int(data.get("satisfied") or 0) > int(data.get("answers") or 0):
        raise Refusal("more-satisfied-than-answers", satisfied=data["satisfied"], answers=data.get("answers") or 0)
    commitment = commitments.of_proposal(db.session(), proposal_id=proposal_id)
    if commitment is not None:
        booking.must_tell_all(db.session(), commitment_id=commitment.id, told_fen=int(data.get("finance") or 0))
    latest = assessed.latest_report(db.session(), proposal_id=proposal_id)
    if latest is None or latest.summary:
        latest = FinalReport(proposal_id=proposal_id, version=latest.version + 1 if latest else 1)
    latest.summary, latest.spent_fen = str(data.get("summary") or ""), int(data.get("finance") or 0)
    latest.answers, latest.satisfied = int(data.get("answers") or 0), int(data.get("satisfied") or 0)
    latest.by_id, latest.at_us = person_id(by) or db.session.get_one(Proposal, proposal_id).proposer_id, at
    db.session.add(latest)
    return engine.fire(db.session, proposal_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def agree(settlement_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """Settle or evaluate: whichever of the two this assessment is. ``data``: ``result`` (opinion) and ``spent`` (fen) or ``points`` (0–100)."""
    case = db.session.get_one(Settlement, settlement_id)
    if case.kind == "settlement":
        return settle(settlement_id, by=by, at=at, spent_fen=data.get("spent"), result=str(data.get("result") or ""), seq=seq)
    return evaluate(settlement_id, by=by, at=at, points=data.get("points"), result=str(data.get("result") or ""), seq=seq)


@act
def settle(settlement_id: int, *, by: Actor, at: int, spent_fen: int | None, result: str, seq: int | None) -> Step:
    """The foundation's accountant settles a project on its actuals, by vouchers; ``agree`` closes the settlement.

    ``spent_fen`` is the accountant's own sum and must equal the reported one to the fen (``settlement-differs-from-report``). What was paid is
    taken from the books; what is still due is paid by the last tranche, what is too much comes back. Sources keep their shares.
    """
    case = db.session.get_one(Settlement, settlement_id)
    commitment = commitments.of_proposal(db.session(), proposal_id=case.proposal_id)
    if commitment is None:
        raise Refusal("nothing-committed")
    case.signed_fen, case.spent_fen, case.comment = commitment.amount_fen, spent_fen, result
    if spent_fen is not None:
        found = settling.reckon(commitment, legs=settling.legs_of(db.session(), commitment), spent_fen=spent_fen, may_pay=True)
        case.paid_fen, case.returned_fen = found.paid_fen + found.to_pay_fen, found.to_return_fen
    step = engine.fire(db.session, settlement_id, "agree", by, at=at, data={"result": result, "spent": spent_fen}, expect=seq)
    money.adjust_final_tranche(case.proposal_id, spent_fen=case.spent_fen or 0, by=by, at=at)
    return step


@act
def evaluate(settlement_id: int, *, by: Actor, at: int, points: int | None, result: str, seq: int | None) -> Step:
    """An evaluator gives 0 to 100 points and an opinion; ``agree`` closes the evaluation. Not published before the outcome is."""
    case = db.session.get_one(Settlement, settlement_id)
    case.points, case.comment = points, result
    return engine.fire(db.session, settlement_id, "agree", by, at=at, data={"result": result, "points": points}, expect=seq)
