"""Settling on actuals: the last tranche pays what is due, the unneeded goes back to the pools, the overpaid is returned in its shares."""
import pytest

from proposals.errors import Refusal
from proposals.funding import actions, ledger, verify
from proposals.storage import db, unit_of_work
from proposals.machine import engine
from tests.drive import funding, implementation
from tests.drive.approval import holder
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from workflow import Refused

AGREED, FIRST = 4460_00, 3122_00


def paid_once(at):
    case = signed(1, at=at)
    implementation.implementing(case, at=at)
    return case


def stages(case):
    commitment = implementation.project(case) and actions.commitments.of_proposal(db.session, proposal_id=case)
    return ledger.by_stage(db.session, commitment_ids=[commitment.id])[commitment.id]


def codes(case, name):
    with pytest.raises(Refused) as refusal, unit_of_work():
        engine.fire(db.session, case, name, actor("陈会计"), at=1)
    return [problem.code for problem in refusal.value.problems]


def test_spent_in_full_pays_the_last_tranche_in_full(app, at):
    case = paid_once(at)
    done = actions.adjust_final_tranche(case, spent_fen=AGREED, by=actor("陈会计"), at=at)
    assert (done.spent_fen, done.to_pay_fen, done.released_fen, done.to_return_fen) == (AGREED, AGREED - FIRST, 0, 0)
    funding.paid(case, seq=2, at=at)
    assert stages(case) == {"commit": 0, "held": 0, "order": 0, "spent": AGREED, "returned": 0}
    assert verify.findings(db.session) == []


def test_spent_less_lowers_the_last_tranche_and_frees_the_rest(app, at):
    case, pools = paid_once(at), ledger.pool(db.session, fund_ids=[1, 2])
    done = actions.adjust_final_tranche(case, spent_fen=4000_01, by=actor("陈会计"), at=at)
    assert (done.to_pay_fen, done.released_fen) == (878_01, 459_99)
    assert [pools_now - before for pools_now, before in zip(ledger.pool(db.session, fund_ids=[1, 2]).values(), pools.values())] == [275_99, 184_00]
    funding.paid(case, seq=2, at=at)
    assert stages(case)["spent"] == 4000_01
    assert verify.findings(db.session) == []


def test_spent_less_than_paid_cancels_the_rest_and_is_returned_in_the_shares(app, at):
    case = paid_once(at)
    done = actions.adjust_final_tranche(case, spent_fen=3000_00, by=actor("陈会计"), at=at)
    assert (done.to_pay_fen, done.released_fen, done.to_return_fen) == (0, 1338_00, 122_00)
    assert actions.record_refund(case, reference="退-1", by=actor("陈会计"), at=at).amount_fen == 122_00
    commitment = actions.commitments.of_proposal(db.session, proposal_id=case)
    held = ledger.balances(db.session, commitment_id=commitment.id)
    assert [fen for (_fund, stage), fen in sorted(held.items()) if stage == "returned"] == [73_20, 48_80]
    assert verify.findings(db.session) == []


def test_a_second_settlement_corrects_the_first(app, at):
    case = paid_once(at)
    actions.adjust_final_tranche(case, spent_fen=3100_00, by=actor("陈会计"), at=at)
    done = actions.adjust_final_tranche(case, spent_fen=3000_00, by=actor("陈会计"), at=at)
    assert (done.spent_fen, done.to_return_fen) == (3000_00, 122_00)
    assert stages(case) == {"commit": 0, "held": 122_00, "order": 0, "spent": 3000_00, "returned": 0}
    assert verify.findings(db.session) == []


def test_nothing_is_settled_while_a_payment_is_under_way(app, at):
    case = signed(1, at=at)
    funding.sent(case, seq=1, at=at)
    with pytest.raises(Refusal, match="payment-in-flight"):
        actions.adjust_final_tranche(case, spent_fen=1, by=actor("陈会计"), at=at)


def test_a_project_that_ends_early_is_settled_refunded_and_then_terminated(app, at):
    case = paid_once(at)
    with unit_of_work():
        engine.fire(db.session, case, "terminate", actor("李科长"), at=at, note="承接组织停止运营")
    assert codes(case, "settle_termination") == ["settlement-comes-first"]
    actions.settle_ended(case, spent_fen=1000_00, by=actor("陈会计"), at=at)
    assert codes(case, "settle_termination") == ["refund-outstanding"]
    actions.record_refund(case, reference="退-1", by=actor("陈会计"), at=at)
    with unit_of_work():
        engine.fire(db.session, case, "settle_termination", actor("陈会计"), at=at)
    assert implementation.project(case).state == "terminated"
    assert verify.findings(db.session) == []


def test_who_may_not_settle_refund_or_book_a_receipt(app, at):
    case = paid_once(at)
    for code, work in (("settlement-not-yours", lambda by: actions.settle_ended(case, spent_fen=1, by=by, at=at)),
                       ("refund-not-yours", lambda by: actions.record_refund(case, reference="x", by=by, at=at)),
                       ("receipt-not-yours", lambda by: actions.record_receipt(1, fund_code="foundation", amount_fen=1, reference="x", by=by, at=at))):
        with pytest.raises(Refusal, match=code):
            work(holder("organisation", proposal=implementation.project(case)))
    with pytest.raises(Refusal, match="settles-in-closeout"):
        actions.settle_ended(case, spent_fen=1, by=actor("陈会计"), at=at)
    with pytest.raises(Refusal, match="settlement-comes-first"):
        actions.record_refund(case, reference="x", by=actor("陈会计"), at=at)
