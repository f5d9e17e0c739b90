"""One payment: four different people, nothing before its condition, nothing above what was signed, once."""
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from proposals.accounts.models import Post
from proposals.funding import actions, ledger
from proposals.funding.bank import batching, verify
from proposals.funding.models import BankLine, Entry, Payment
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import banking, funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from workflow import Refused
from workflow.tables import step


def codes(payment_id, name, who, at, **data):
    with pytest.raises(Refused) as refusal, unit_of_work():
        engine.fire(db.session, payment_id, name, actor(who), at=at, data=data)
    return [problem.code for problem in refusal.value.problems]


def history(payment_id):
    return db.session.execute(select(step.c.name, step.c.actor).where(step.c.instance_id == payment_id).order_by(step.c.seq)).all()


def test_four_people_and_two_sources_pay_a_tranche_and_the_books_say_so(app, at):
    case = signed(1, at=at)
    foundation, treasury = funding.paid(case, seq=1, at=at)
    steps = history(foundation)
    assert [row.name for row in steps] == ["@start", "request", "verify", "authorise", "send", "arrive"]
    assert [row.actor for row in steps[1:]] == [actor(name).id for name in ("刘芳", "何静", "马理事长", "陈会计", "陈会计")]
    booked = db.session.execute(select(Entry.payment_id, Entry.amount_fen).where(Entry.kind == "pay").order_by(Entry.id)).all()
    assert [tuple(row) for row in booked] == [(foundation, 1873_20), (treasury, 1248_80)]


@pytest.mark.parametrize("state, name, who", [
    ("planned", "request", "林秀梅"), ("planned", "request", "何静"), ("requested", "verify", "刘芳"), ("requested", "verify", "陈会计"),
    ("verified", "authorise", "何静"), ("verified", "authorise", "陈会计"), ("verified", "authorise", "沈科长"), ("authorised", "send", "许科员"),
    ("authorised", "send", "马理事长"), ("sent", "arrive", "许科员"), ("sent", "arrive", "刘芳")])
def test_nobody_else_moves_the_foundations_payment(app, at, state, name, who):
    case = signed(1, at=at)
    if state != "planned":
        getattr(funding, state)(case, seq=1, at=at)
    assert codes(funding.legs(case, seq=1)[0], name, who, at, evidence="x", bank_reference="x") == ["move-not-yours"]


@pytest.mark.parametrize("state, wrong", [("requested", "authorise"), ("verified", "send"), ("authorised", "arrive"), ("paid", "send")])
def test_no_step_is_skipped_or_made_twice(app, at, state, wrong):
    case = signed(1, at=at)
    leg = getattr(funding, state)(case, seq=1, at=at)[0]
    assert codes(leg, wrong, "陈会计", at, bank_reference="x") == ["move-not-from-here"]


def test_a_person_with_two_posts_may_not_check_their_own_request(app, at):
    case = signed(1, at=at)
    leg = funding.requested(case, seq=1, at=at)[0]
    with unit_of_work():
        db.session.add(Post(person_id=int(actor("刘芳").id[1:]), kind="support", since_us=at))
    assert codes(leg, "verify", "刘芳", at) == ["needs-second-person"]


def test_nothing_is_paid_before_its_condition(app, at):
    case = signed(1, at=at)
    assert codes(funding.legs(case, seq=2)[0], "request", "刘芳", at, evidence="x") == ["settlement-comes-first"]
    with unit_of_work():
        engine.fire(db.session, case, "suspend", actor("周敏"), at=at, note="等待整改")
    assert {leg.state for leg in db.session.scalars(select(Payment))} == {"held"}


def test_an_amount_above_the_plan_or_off_the_shares_is_refused(app, at):
    case = signed(1, at=at)
    leg = funding.verified(case, seq=1, at=at)[0]
    with unit_of_work():
        db.session.get_one(Payment, leg).amount_fen -= 1_00
    assert codes(leg, "authorise", "马理事长", at) == ["legs-off-their-shares"]
    with unit_of_work():
        found = db.session.get_one(Payment, leg)
        found.planned_fen, found.amount_fen = 9999_00, 9999_00
    assert "payments-exceed-agreement" in codes(leg, "authorise", "马理事长", at)


def test_a_bounced_payment_is_approved_and_sent_again(app, at):
    case = signed(1, at=at)
    leg = funding.sent(case, seq=1, at=at)[0]
    assert actions.advance([leg], name="bounce", by=actor("陈会计"), at=at, note="户名不符").moved == [leg]
    assert actions.advance([leg], name="resend", by=actor("马理事长"), at=at, note="已更正户名").moved == [leg]
    assert db.session.scalar(select(func.count()).where(Entry.kind == "pay")) == 0


def test_a_batch_leaves_those_that_may_not_and_says_why(app, at):
    case = signed(1, at=at)
    legs = funding.authorised(case, seq=1, at=at)
    banking.ready(case, at=at)
    made = batching.make_batch(legs, desk="foundation", by=actor("陈会计"), at=at)
    assert {key: [problem.code for problem in problems] for key, problems in made.refused.items()} == {legs[1]: ["move-not-yours"]}
    assert [(leg.state, leg.batch_id) for leg in db.session.scalars(select(Payment).where(Payment.id.in_(legs)).execution_options(populate_existing=True))] == [
        ("sent", made.batch_id), ("authorised", None)]


def test_nothing_is_sent_but_in_a_batch_of_its_own(app, at):
    leg = funding.authorised(signed(1, at=at), seq=1, at=at)[0]
    assert codes(leg, "send", "陈会计", at, batch="2018-F-001") == ["payment-not-in-batch"]
    banking.sent(leg, at=at)
    actions.advance([leg], name="bounce", by=actor("陈会计"), at=at, note="户名不符")
    actions.advance([leg], name="resend", by=actor("马理事长"), at=at, note="已更正户名")
    assert codes(leg, "send", "陈会计", at, batch="2018-F-001") == ["payment-not-in-batch"]
    banking.sent(leg, at=at)
    assert db.session.get_one(Payment, leg, populate_existing=True).state == "sent"


def test_nothing_arrives_but_by_a_line_of_the_banks(app, at):
    legs = funding.sent(signed(1, at=at), seq=1, at=at)
    line = db.session.get_one(BankLine, banking.lined(legs[0], at=at))
    for reference, code in ((None, ["no-bank-line"]), ("made up", ["no-bank-line"]), (line.reference, None)):
        with unit_of_work():
            db.session.get_one(Payment, legs[0]).bank_reference = reference
        if code:
            assert codes(legs[0], "arrive", "陈会计", at) == code
    with unit_of_work():
        engine.fire(db.session, legs[0], "arrive", actor("陈会计"), at=at)
    assert [finding.kind for finding in verify.findings(db.session())] == ["match-payment"]


def test_nothing_comes_back_but_by_a_line_that_came_in(app, at):
    leg = funding.paid(signed(1, at=at), seq=1, at=at)[0]
    for reference in (None, "made up", db.session.get_one(Payment, leg).bank_reference):
        with unit_of_work():
            db.session.get_one(Payment, leg).return_reference = reference
        assert "no-return-line" in codes(leg, "return_payment", "陈会计", at)


@pytest.mark.parametrize("state, change", [("authorised", "state = 'sent'"), ("sent", "state = 'paid', paid_us = 1, bank_reference = 'made up'")])
def test_the_database_lets_no_payment_past_its_batch_or_its_line(app, at, state, change):
    leg = getattr(funding, state)(signed(1, at=at), seq=1, at=at)[0]
    with pytest.raises(IntegrityError, match="bank: a payment"), unit_of_work():
        db.session.execute(text(f"UPDATE payment SET {change} WHERE id = {leg}"))


def test_the_same_voucher_books_once_and_never_something_else(app, at):
    before = ledger.pool(db.session, fund_ids=[1])[1]
    again = {"fund_code": "foundation", "reference": "拨-1", "by": actor("李科长"), "at": at}
    actions.record_receipt(1, amount_fen=30_000_00, **again)
    assert ledger.pool(db.session, fund_ids=[1])[1] == before
    with pytest.raises(Refused, match="booked-otherwise"):
        actions.record_receipt(1, amount_fen=1, **again)


@pytest.mark.parametrize("wrong, error", [(1.0, TypeError), (True, TypeError), ("5", TypeError), (0, ValueError), (-5, ValueError)])
def test_the_books_take_whole_fen_only(app, at, wrong, error):
    with pytest.raises(error):
        actions.record_receipt(1, fund_code="foundation", amount_fen=wrong, reference="拨-9", by=actor("李科长"), at=at)
