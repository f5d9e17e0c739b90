"""From five signatures to a finished project: every fen committed, paid and in the books."""
from sqlalchemy import select

from proposals.collection.models import Proposal
from proposals.funding import ledger, verify
from proposals.funding.models import Commitment, Payment
from proposals.storage import db
from tests.drive import implementation
from tests.rooms.funding.signed import signed


def legs(case):
    found = db.session.scalars(select(Payment).where(Payment.proposal_id == case).order_by(Payment.id))
    return [(leg.tranche.seq, leg.fund.code, leg.amount_fen) for leg in found]


def test_a_signed_project_binds_both_sources_and_is_paid_by_four_people(app, at):
    case = signed(1, at=at)
    commitment = db.session.scalars(select(Commitment)).one()
    assert [(share.fund.code, share.amount_fen) for share in commitment.shares] == [("foundation", 2676_00), ("treasury", 1784_00)]
    assert legs(case) == [(1, "foundation", 1873_20), (1, "treasury", 1248_80), (2, "foundation", 802_80), (2, "treasury", 535_20)]
    implementation.implementing(case, at=at)
    stages = ledger.by_stage(db.session, commitment_ids=[commitment.id])[commitment.id]
    assert stages == {"commit": 1338_00, "held": 3122_00, "order": 0, "spent": 0, "returned": 0}
    implementation.reporting(case, at=at)
    assert db.session.get_one(Proposal, case, populate_existing=True).state == "reporting"
    assert verify.findings(db.session) == []
