"""Three and five sources, capped and bound, the whole way from request to refund; joint and advanced payment."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Agreement
from proposals.errors import Refusal
from proposals.funding import actions, commitments, ledger
from proposals.funding.bank import batching
from proposals.funding.models import Payment
from proposals.funding.sourcing import advancing, naming, receiving
from proposals.funding.sourcing.naming import Source
from proposals.storage import db
from tests.drive import banking, funding, implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from tests.rooms.funding.sourced import FOUNDATION, PUBLIC, SPONSOR, TREASURY, clean, endowed, fund, match, stages
from workflow import Refused

JOINT = Source("treasury", "区财政", 40, "treasury", "treasury", pay_mode="joint")
ADVANCED = Source("treasury", "区财政", 40, "treasury", "treasury", pay_mode="advanced")


def of_each(case, *stages_wanted):
    commitment = commitments.of_proposal(db.session(), proposal_id=case)
    at = ledger.balances(db.session(), commitment_id=commitment.id)
    return {share.fund.code: sum(at.get((share.fund_id, stage), 0) for stage in stages_wanted) for share in commitment.shares}


def whole_way(case, at):
    """Paid once, settled at less than that, and the rest returned."""
    implementation.implementing(case, at=at)
    paid = of_each(case, "held")
    done = actions.adjust_final_tranche(case, spent_fen=3000_01, by=actor("陈会计"), at=at)
    assert (sum(paid.values()), done.to_return_fen) == (3122_00, 121_99)
    actions.record_refund(case, reference="退-1", by=actor("陈会计"), at=at)
    clean()
    return paid


def test_three_sources_one_of_them_capped(app):
    endowed(FOUNDATION, TREASURY, SPONSOR)
    at = clock.now()
    case = signed(1, at=at)
    text = db.session.scalars(select(Agreement.text).where(Agreement.proposal_id == case)).one()
    assert "光明食品（演示）对本项目最多承担500.00元" in text and "光明食品（演示）500.00元" in text and "社区发展基金会2,376.00元" in text
    assert whole_way(case, at) == {"foundation": 1573_20, "treasury": 1048_80, "sponsor": 500_00}
    assert of_each(case, "spent", "returned") == {"foundation": 1573_20, "treasury": 1048_80, "sponsor": 500_00}
    assert of_each(case, "spent") == {"foundation": 1500_01, "treasury": 1000_00, "sponsor": 500_00}
    assert of_each(case, "returned") == {"foundation": 73_19, "treasury": 48_80, "sponsor": 0}


def test_five_sources_of_which_one_is_bound_to_the_street(app):
    endowed(FOUNDATION, TREASURY, SPONSOR, match("XT"), PUBLIC)
    at = clock.now()
    case = signed(1, at=at)
    paid = whole_way(case, at)
    assert list(paid) == ["foundation", "treasury", "sponsor", "match-xt", "public"]
    assert (paid["sponsor"], sum(of_each(case, "spent").values()), sum(of_each(case, "returned").values())) == (455_77, 3000_01, 121_99)


def test_more_than_all_caps_together_is_not_agreed(app):
    endowed(Source("foundation", "基金会", 60, "foundation", "foundation", cap_fen=1000_00), SPONSOR)
    with pytest.raises(Exception, match="caps-too-low|budget-used-up"):
        signed(1, at=clock.now())


def test_a_joint_sources_leg_is_sent_by_the_foundation_and_approved_by_its_own_head(app, enter):
    endowed(FOUNDATION, JOINT)
    at = clock.now()
    case = signed(1, at=at)
    ids = funding.authorised(case, seq=1, at=at)
    approved = "SELECT actor FROM wf_step WHERE name = 'authorise' ORDER BY id"
    assert list(db.session.execute(db.text(approved)).scalars()) == [actor("马理事长").id, actor("沈科长").id]
    banking.ready(case, at=at)
    with pytest.raises(Refused, match="batch-mixed"):
        batching.make_batch([ids[1]], desk="treasury", by=actor("许科员"), at=at)
    page = enter("陈会计").get("/payments?state=authorised").text
    assert f'value="{ids[0]}"' in page and f'value="{ids[1]}"' in page
    assert batching.make_batch(ids, desk="foundation", by=actor("陈会计"), at=at).refused == {}
    assert db.session.get_one(Payment, ids[1], populate_existing=True).state == "sent"


def test_the_foundation_books_what_the_treasury_remits_to_it_and_only_then(app):
    endowed(FOUNDATION, JOINT, fen=0)
    receiving.record_receipt(1, fund_code="treasury", amount_fen=100_00, reference="专户-1", by=actor("陈会计"), at=clock.now())
    assert stages(fund("treasury").id) == {"origin": -100_00, "pool": 100_00}


def lent(fen, *, document="垫-1", by="陈会计"):
    return advancing.advance(fund("foundation").id, borrower_id=fund("treasury").id, amount_fen=fen, document=document, by=actor(by), at=clock.now())


def repaid(fen, *, document="还-1", by="陈会计"):
    return advancing.repay(fund("foundation").id, borrower_id=fund("treasury").id, amount_fen=fen, document=document, by=actor(by), at=clock.now())


def test_the_foundation_advances_and_is_paid_back_when_the_money_has_come(app, enter):
    first, second = endowed(FOUNDATION, ADVANCED, fen=0)
    receiving.record_receipt(1, fund_code="foundation", amount_fen=10_000_00, reference="拨-1", by=actor("陈会计"), at=clock.now())
    typed = {"kind": "advance", "lender": str(first), "borrower": str(second), "amount": "3000", "document": "垫-1"}
    assert enter("陈会计").post("/money/advances/new?season=1", typed).status_code == 303
    db.session.rollback()
    assert (stages(first), stages(second)) == ({"origin": -10_000_00, "pool": 7000_00, "lent": 3000_00}, {"due": -3000_00, "pool": 3000_00})
    whole_way(signed(1, at=clock.now()), clock.now())
    assert "¥3,000.00" in enter("沈科长").get("/money/advances?season=1").text
    receiving.record_receipt(1, fund_code="treasury", amount_fen=3000_00, reference="财-1", by=actor("许科员"), at=clock.now())
    repaid(3000_00)
    assert advancing.debts(1) == [] and "lent" not in stages(first) and "due" not in stages(second)
    clean()


def test_no_more_is_lent_than_there_is_nor_paid_back_than_owed(app):
    endowed(FOUNDATION, ADVANCED, fen=100_00)
    for fen, code in ((100_01, "balance-short"),):
        with pytest.raises(Refusal, match=code):
            lent(fen)
    assert lent(60_00).id == lent(60_00).id
    with pytest.raises(Refusal, match="repay-above-owed"):
        repaid(60_01)
    repaid(20_00)
    with pytest.raises(Refusal, match="repay-above-owed"):
        repaid(40_01, document="还-2")
    assert [debt.fen for debt in advancing.debts(1)] == [40_00]
    clean()


def test_who_and_what_may_not_be_advanced(app, enter):
    endowed(FOUNDATION, TREASURY)
    with pytest.raises(Refusal, match="not-to-be-advanced"):
        lent(1)
    for by in ("许科员", "李科长", "何静"):
        with pytest.raises(Refusal, match="advance-not-yours"):
            lent(1, by=by)
    assert enter("许科员").get("/money/advances/new?season=1").status_code == 403
    naming.change_source(fund("treasury").id, source=ADVANCED, by=actor("李科长"), at=clock.now())
    with pytest.raises(Refusal, match="not-to-be-advanced"):
        advancing.advance(fund("foundation").id, borrower_id=fund("foundation").id, amount_fen=1, document="x", by=actor("陈会计"), at=clock.now())
