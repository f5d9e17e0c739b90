"""Moving money from one budget head of a project to another: small sums by notice, larger ones once the foundation approved."""
from __future__ import annotations

from sqlalchemy import func, select

from workflow import Actor

from ...collection.models import Proposal
from ...errors import Refusal
from ...optimisation.models import HEADS
from ...storage import act, db
from ..models import HeadTransfer, HeadTransferRuling
from . import heads, rights


@act
def ask(proposal_id: int, *, from_head: str, to_head: str, amount_fen: int, reason: str, by: Actor, at: int) -> int:
    """The implementer moves an amount (fen) from one head to another and says why; returns the transfer.

    It counts at once while all notices together stay within the season's share of the budget, otherwise once it is approved. Refused: within one head
    (``heads-the-same``), more than is free there (``head-has-less``), beyond the season's cap (``head-over-cap``), nothing (``transfer-of-nothing``).
    """
    rights.must_say_why(reason)
    project = db.session.get_one(Proposal, proposal_id)
    person = rights.must_tell(by, project=project)
    commitment = rights.locked(proposal_id)
    if from_head == to_head or not {from_head, to_head} <= set(HEADS):
        raise Refusal("heads-the-same")
    if amount_fen <= 0:
        raise Refusal("transfer-of-nothing")
    standing = heads.of(db.session(), commitment)
    heads.must_have(standing, name=from_head, amount_fen=amount_fen)
    heads.must_stay_under_cap(standing, season=project.season, name=to_head, amount_fen=amount_fen)
    notice = heads.may_be_notice(db.session(), heads=standing, season=project.season, commitment_id=commitment.id, amount_fen=amount_fen)
    last = select(func.coalesce(func.max(HeadTransfer.serial), 0)).where(HeadTransfer.commitment_id == commitment.id)
    row = HeadTransfer(commitment_id=commitment.id, serial=db.session.execute(last).scalar_one() + 1, from_head=from_head, to_head=to_head,
                       amount_fen=amount_fen, by_notice=int(notice), reason=reason, by_id=person, at_us=at)
    db.session.add(row)
    db.session.flush()
    return row.id


@act
def rule(transfer_id: int, *, approved: bool, reason: str, by: Actor, at: int) -> None:
    """The foundation approves a larger transfer, or declines it and says why; once. Not by whoever asked."""
    if not approved:
        rights.must_say_why(reason)
    transfer = db.session.get_one(HeadTransfer, transfer_id)
    project = transfer.commitment.proposal
    person = rights.must_decide(by, project=project)
    commitment = rights.locked(project.id)
    rights.must_be_another(person, than=transfer.by_id)
    if transfer.by_notice or db.session.scalars(select(HeadTransferRuling.id).where(HeadTransferRuling.transfer_id == transfer_id)).first() is not None:
        raise Refusal("transfer-needs-no-ruling")
    if approved:
        heads.must_stay_under_cap(heads.of(db.session(), commitment), season=project.season, name=transfer.to_head, amount_fen=transfer.amount_fen)
    db.session.add(HeadTransferRuling(transfer_id=transfer_id, approved=int(approved), reason=reason, by_id=person, at_us=at))
