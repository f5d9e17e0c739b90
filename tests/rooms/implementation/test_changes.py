"""Changes of what was agreed: by notice, by approval, or by an agreement that all sign anew while the project runs."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Agreement, Signature
from proposals.funding import actions as money
from proposals.funding import amending, changing, commitments, ledger, promises, verify
from proposals.funding.bank import matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankMatch, Entry, Payment
from proposals.funding.sourcing import setting_aside
from proposals.implementation import actions
from proposals.implementation.changing import Wanted, way_of
from proposals.implementation.models import Amendment
from proposals.storage import db
from tests.drive import approval, banking, funding, implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding.sourced import stages, street
from tests.rooms.implementation.test_supervision import codes, fire, only
from workflow import Refused
from workflow.tables import timer


def asked(case, at, **heads):
    """刘芳 asks for another amount; the rest of the budget stays as it is planned."""
    planned = {head.name: head.planned_fen for head in changing.heads.of(db.session(), commitment(case))} | heads
    return changing.ask_amount(case, planned=planned, wish="多办十场", new_ends_on=None, by=actor("刘芳"), at=at)


def commitment(case):
    db.session.rollback()
    return commitments.of_proposal(db.session, proposal_id=case)


def state(amendment):
    return db.session.get_one(Amendment, amendment, populate_existing=True).state


def in_force(case, amendment, at):
    fire(amendment, "renew", "周敏", at)
    approval.signed(case, at=at)
    assert state(amendment) == "granted" and verify.findings(db.session) == []
    return commitment(case)


def legs(case):
    found = db.session.scalars(select(Payment).where(Payment.proposal_id == case, Payment.state != "cancelled").order_by(Payment.id))
    return [(leg.tranche.seq, leg.tranche.condition, leg.fund.code, leg.amount_fen, leg.state) for leg in found]


def test_three_ways_measured_against_the_agreement(at):
    end = clock.today(at) + timedelta(days=60)

    def way(kind, **when):
        later = end + timedelta(days=when["later"]) if "later" in when else None
        return way_of(Wanted(kind, "", later), agreed_end=end, ends_on=end, today=end - timedelta(days=when.get("left", 60)))

    assert [way("place"), way("people"), way("schedule", later=30), way("schedule", later=30, left=6), way("schedule", later=31), way("scope")] == [
        "notice", "notice", "notice", "approval", "agreement", "agreement"]


def test_a_small_change_is_told_and_in_force_at_once(app, enter, running, at):
    case = running()
    answer = enter("刘芳").post(f"/projects/{case}/amendments/new", {"kind": "place", "wish": "换到楼下", "new_ends_on": ""})
    amendment = only(Amendment)
    assert (answer.status_code, amendment.state, amendment.way) == (303, "noted", "notice")
    assert "办理了变更备案" in enter("周敏").get(f"/ideas/{case}").text
    assert codes(amendment.id, "note", "刘芳", at) == ["move-not-from-here"]


def test_a_change_is_decided_by_others_and_one_at_a_time(app, running, at):
    case, ask = running(), {"kind": "scope", "wish": "改教书法", "new_ends_on": None, "by": actor("刘芳"), "at": at}
    amendment = actions.ask_change(case, **ask)
    assert [codes(amendment, move, who, at) for move, who in (("renew", "刘芳"), ("grant", "周敏"), ("note", "刘芳"))] == [
        ["move-not-yours"], ["change-needs-agreement"], ["change-needs-approval"]]
    with pytest.raises(Refused, match="amendment-undecided"):
        actions.ask_change(case, **ask)
    fire(amendment, "deny", "李科长", at, "与立项内容不符")
    assert codes(amendment, "renew", "李科长", at) == ["move-not-from-here"]
    with pytest.raises(Refused, match="activity-not-yours"):
        actions.ask_change(case, **(ask | {"by": actor("何静")}))


def test_the_form_wants_a_new_end_for_a_longer_period_only(app, enter, running, at):
    case = running()
    answer = enter("刘芳").post(f"/projects/{case}/amendments/new", {"kind": "schedule", "wish": "汛期停工", "new_ends_on": ""})
    assert answer.status_code == 422 and "延长实施期要写新的结束日期" in answer.text


def test_a_longer_period_is_granted_signed_and_moves_the_deadline(app, enter, running, at):
    case, later = running(), clock.today(at) + timedelta(days=200)
    answer = enter("刘芳").post(f"/projects/{case}/amendments/new", {"kind": "schedule", "wish": "汛期停工", "new_ends_on": later.isoformat()})
    amendment = only(Amendment).id
    assert answer.status_code == 303 and codes(case, "finish", "刘芳", at)[0] == "amendment-undecided"
    assert enter("周敏").move(amendment, "renew").status_code == 303
    before = legs(case)
    assert codes(case, "finish", "刘芳", at)[0] == "amendment-undecided" and implementation.project(case).ends_on != later
    approval.signed(case, at=at)
    old, new = db.session.scalars(select(Agreement).order_by(Agreement.version))
    assert (implementation.project(case).ends_on, old.voided_us, new.voided_us, legs(case)) == (later, at, None, before)
    assert f"变更{old.number}协议的项目期限：汛期停工" in new.text and verify.findings(db.session) == []
    due = select(timer.c.due_us).where(timer.c.instance_id == case, timer.c.kind == "deadline", timer.c.done_us.is_(None))
    assert clock.today(db.session.scalars(due).one()) == later


def test_more_money_is_bound_once_all_have_signed(app, enter, running, at):
    case = running()
    amendment = asked(case, at, activity=5000_00)
    assert "还没有汇出的款项先暂缓" in enter("周敏").get(f"/moves/{amendment}/renew").text and enter("周敏").move(amendment, "renew").status_code == 303
    number = db.session.scalars(select(Agreement.number).order_by(Agreement.version.desc()).limit(1)).one()
    assert number.endswith("-2") and number in enter("李科长").get("/approval/agreements").text
    assert number not in enter("周敏").get(f"/ideas/{case}").text
    assert "agreement-being-changed" in codes(funding.legs(case, seq=2)[0], "request", "刘芳", at) and commitment(case).amount_fen == 4460_00
    approval.signed(case, at=at)
    found, total = commitment(case), only(Amendment).new_amount_fen
    parts = [share.amount_fen for share in found.shares]
    assert (found.version, found.amount_fen, sum(parts), parts[0] * 5) == (2, total, total, total * 3)
    assert legs(case)[:2] == [(1, "signing", "foundation", 1873_20, "paid"), (1, "signing", "treasury", 1248_80, "paid")]
    assert sum(leg[3] for leg in legs(case)) == total == implementation.project(case).agreed_fen
    assert [tranche.seq for tranche in found.tranches if tranche.paid_us is None] == list(range(2, len(found.tranches) + 1))
    page = enter("周敏").get(f"/ideas/{case}").text
    assert "原协议作废" in page and number in page and verify.findings(db.session) == []
    assert (found.agreement_id, db.session.scalars(select(Entry.kind).order_by(Entry.id.desc()).limit(1)).one()) == (only(Amendment).agreement_id, "amend")


def test_less_money_goes_back_and_never_below_what_is_paid(app, running, at):
    case = running()
    pools = ledger.pool(db.session, fund_ids=[share.fund_id for share in commitment(case).shares])
    with pytest.raises(Refused, match="paid-beyond-new-amount"):
        changing.ask_amount(case, planned={"activity": 3121_99}, wish="少办", new_ends_on=None, by=actor("刘芳"), at=at)
    found = in_force(case, changing.ask_amount(case, planned={"activity": 3122_00}, wish="少办", new_ends_on=None, by=actor("刘芳"), at=at), at)
    assert ledger.by_stage(db.session, commitment_ids=[found.id])[found.id] == {"commit": 0, "order": 0, "held": 3122_00, "spent": 0, "returned": 0}
    after = ledger.pool(db.session, fund_ids=list(pools))
    assert sum(after.values()) - sum(pools.values()) == 4460_00 - 3122_00 and [leg[0] for leg in legs(case)] == [1, 1]


def test_other_shares_fall_on_what_has_not_gone_yet(app, running, at):
    case = running()
    funds = [share.fund_id for share in commitment(case).shares]
    with pytest.raises(Refused, match="shares-not-yours"):
        changing.ask_shares(case, weights=dict(zip(funds, (50, 50))), wish="财政增加", by=actor("刘芳"), at=at)
    with pytest.raises(Refused, match="nothing-changes"):
        changing.ask_shares(case, weights=dict(zip(funds, (3, 2))), wish="财政增加", by=actor("陈会计"), at=at)
    found = in_force(case, changing.ask_shares(case, weights=dict(zip(funds, (0, 1))), wish="财政增加", by=actor("陈会计"), at=at), at)
    assert [(share.weight, share.amount_fen) for share in found.shares] == [(0, 1873_20), (1, 2586_80)]
    assert legs(case)[2:] == [(2, "settlement", "treasury", 1338_00, "planned")]
    assert "其中已拨付和已进入拨付的3,122.00元" in db.session.get_one(Agreement, found.agreement_id).text


def test_a_change_that_is_given_up_leaves_the_old_version_in_force(app, running, at):
    case = running()
    amendment = asked(case, at, activity=5000_00)
    fire(amendment, "renew", "周敏", at)
    fire(amendment, "deny", "李科长", at, "资金不足")
    old, new = db.session.scalars(select(Agreement).order_by(Agreement.version))
    assert (old.voided_us, new.voided_us, commitment(case).version, commitment(case).amount_fen) == (None, at, 1, 4460_00)
    assert {one.state for one in db.session.scalars(select(Signature).where(Signature.agreement_id == new.id))} == {"void"}
    assert codes(funding.legs(case, seq=2)[0], "request", "刘芳", at)[-1] == "settlement-comes-first" and verify.findings(db.session) == []


def pay_what_comes(case, *, condition, at):
    for tranche in [tranche.seq for tranche in commitment(case).tranches if tranche.paid_us is None and tranche.condition == condition]:
        funding.paid(case, seq=tranche, at=at)


@pytest.mark.slow
def test_a_project_changed_twice_is_paid_matched_anew_and_settled_to_the_fen(app, running, at):
    case = running()
    first = funding.legs(case, seq=1)
    line = db.session.scalars(select(BankMatch.line_id).where(BankMatch.payment_id == first[0])).one()
    in_force(case, asked(case, at, activity=5000_00), at)
    matching.undo(line, note="看错了行", by=actor("陈会计"), at=at)
    assert verify.findings(db.session) == []
    leg = db.session.get_one(Payment, first[0], populate_existing=True)
    matching.confirm(Match("pay", (line,), (leg.id,), (leg.amount_fen,), certain=True, reason=""), by=actor("陈会计"), at=at)
    pay_what_comes(case, condition="signing", at=at)
    funds = [share.fund_id for share in commitment(case).shares]
    found = in_force(case, changing.ask_shares(case, weights=dict(zip(funds, (1, 1))), wish="财政增加", by=actor("陈会计"), at=at), at)
    spent = found.amount_fen - 1_01
    assert found.version == 3 and money.adjust_final_tranche(case, spent_fen=spent, by=actor("陈会计"), at=at).spent_fen == spent
    pay_what_comes(case, condition="settlement", at=at)
    paid = {leg[2]: sum(one[3] for one in legs(case) if one[2] == leg[2]) for leg in legs(case)}
    assert sum(paid.values()) == spent and all(paid[share.fund.code] <= share.amount_fen for share in commitment(case).shares)
    assert {leg[4] for leg in legs(case)} == {"paid"} and verify.findings(db.session) == []


def topped_up(case, at):
    """A first change is in force, and its additional tranche due at once is approved and ordered; returns its two payments."""
    in_force(case, asked(case, at, activity=5000_00), at)
    return funding.authorised(case, seq=2, at=at)


def payment(leg):
    found = db.session.get_one(Payment, leg, populate_existing=True)
    return found.state, found.order_id is not None


def test_what_is_ordered_and_not_sent_is_taken_back_while_the_new_version_is_signed(app, running, at):
    case = running()
    ids = topped_up(case, at)
    amendment = asked(case, at, activity=4600_00)
    fire(amendment, "renew", "周敏", at)
    assert [payment(leg) for leg in ids] == [("held", False)] * 2 and verify.findings(db.session) == []
    approval.signed(case, at=at)
    found = commitment(case)
    assert [payment(leg)[0] for leg in ids] == ["cancelled"] * 2 and found.amount_fen == 4600_00 and verify.findings(db.session) == []
    assert [leg[:2] for leg in legs(case)[2:]] == [(2, "signing")] * 2 + [(3, "settlement")] * 2


def test_what_one_source_has_sent_stays_and_the_other_follows(app, running, at):
    case = running()
    first, second = topped_up(case, at)
    banking.sent(first, at=at)
    with pytest.raises(Refused, match="paid-beyond-new-amount"):
        asked(case, at, activity=3400_00)
    fire(asked(case, at, activity=4600_00), "renew", "周敏", at)
    assert (payment(first), payment(second)) == (("sent", True), ("held", False))
    banking.seen(first, at=at)
    approval.signed(case, at=at)
    assert (payment(first), payment(second)) == (("paid", True), ("planned", False)) and verify.findings(db.session) == []
    assert sum(leg[3] for leg in legs(case)) == 4600_00 == commitment(case).amount_fen


def test_a_project_that_ends_early_gives_the_change_up(app, running, at):
    case = running()
    amendment = asked(case, at, activity=5000_00)
    fire(amendment, "renew", "周敏", at)
    fire(case, "terminate", "李科长", at, "承接组织停止运营")
    assert (state(amendment), commitment(case).version) == ("cancelled", 1)
    assert db.session.scalars(select(Agreement.voided_us).order_by(Agreement.version)).all() == [None, at] and verify.findings(db.session) == []


def free(case):
    found = commitment(case)
    funds = promises.funds_of(db.session, season_id=found.proposal.season_id)
    purse = promises.left(db.session, season_id=found.proposal.season_id, funds=funds)
    return [purse.available(fund, amending.wish_of(found)) for fund in funds]


def test_what_a_change_needs_more_is_promised_while_it_is_signed(app, running, at):
    case = running()
    before = free(case)
    amendment = asked(case, at, activity=100_000_00)
    assert codes(amendment, "renew", "周敏", at) == ["budget-used-up"]
    fire(amendment, "cancel", "刘芳", at)
    fire(asked(case, at, activity=5000_00), "renew", "周敏", at)
    assert [was - now for was, now in zip(before, free(case))] == [324_00, 216_00]
    approval.signed(case, at=at)
    assert [was - now for was, now in zip(before, free(case))] == [324_00, 216_00]


def test_what_is_set_aside_for_the_street_gives_first_and_is_given_back_last(app, running, at):
    case = running()
    fund, place = commitment(case).shares[0].fund_id, {"place": (street("XT"), None), "document": "批-1", "at": at}
    setting_aside.plan_allotment(fund, planned_fen=200_00, by=actor("李科长"), **place)
    setting_aside.allot(fund, amount_fen=200_00, by=actor("李科长"), **place)
    before = stages(fund)
    found = in_force(case, asked(case, at, activity=5000_00), at)
    now = stages(fund)
    assert (now.get("allot", 0), before["pool"] - now["pool"]) == (0, 124_00) and [share.amount_fen for share in found.shares] == [3000_00, 2000_00]
    in_force(case, asked(case, at, activity=3200_00), at)
    assert (stages(fund).get("allot", 0), stages(fund)["pool"] - now["pool"], stages(fund)["commit"]) == (0, 1080_00, 46_80)
