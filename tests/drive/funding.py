"""Drives payments from request to arrival by four different people, and settles projects."""
from __future__ import annotations

from sqlalchemy import select

from proposals.collection.models import Proposal
from proposals.funding import actions
from proposals.funding.models import Commitment, Payment, Tranche
from proposals.storage import db
from tests.drive import banking
from tests.drive.approval import holder
from tests.remembered import remembered
from workflow import Batch

DAY = 86_400_000_000


def legs(proposal_id: int, *, seq: int) -> list[int]:
    """The payments of one tranche, in the order of their funds; of those that hold."""
    asked = select(Payment.id).join(Tranche).join(Commitment).where(Commitment.proposal_id == proposal_id, Tranche.seq == seq, Tranche.voided_us.is_(None))
    return list(db.session.scalars(asked.order_by(Payment.fund_id)))


def all_of(batch: Batch) -> list[int]:
    """Those moved; an AssertionError names what was refused."""
    assert batch.refused == {}, batch.refused
    return batch.moved


def requested(proposal_id: int, *, seq: int, at: int) -> list[int]:
    """The implementer asks for a tranche."""
    ids = legs(proposal_id, seq=seq)
    by = holder("organisation", proposal=db.session.get_one(Proposal, proposal_id))
    return all_of(actions.request_all(ids, evidence="协议与收据", by=by, at=at))


def verified(proposal_id: int, *, seq: int, at: int) -> list[int]:
    """… and the support organisation checks it."""
    ids = requested(proposal_id, seq=seq, at=at)
    return all_of(actions.advance(ids, name="verify", by=holder("support", proposal=db.session.get_one(Proposal, proposal_id)), at=at, note=""))


@remembered
def authorised(proposal_id: int, *, seq: int, at: int) -> list[int]:
    """… and the head of each source approves its leg, and the bureau where the amount asks for it."""
    ids = verified(proposal_id, seq=seq, at=at)
    for leg_id in ids:
        leg = db.session.get_one(Payment, leg_id)
        all_of(actions.approve_all([leg_id], by=holder(leg.fund.desk + "_lead", proposal=leg.proposal), at=at))
        if db.session.get_one(Payment, leg_id, populate_existing=True).state == "endorsed":
            all_of(actions.advance([leg_id], name="countersign", by=holder("bureau", proposal=leg.proposal), at=at, note=""))
    return ids


@remembered
def sent(proposal_id: int, *, seq: int, at: int) -> list[int]:
    """… and the cashier of each source sends it, in a batch."""
    ids = authorised(proposal_id, seq=seq, at=at)
    for leg_id in ids:
        banking.sent(leg_id, at=at)
    return ids


@remembered
def paid(proposal_id: int, *, seq: int, at: int) -> list[int]:
    """… and it is seen on the bank's statement."""
    ids = sent(proposal_id, seq=seq, at=at)
    for leg_id in ids:
        banking.seen(leg_id, at=at)
    return ids
