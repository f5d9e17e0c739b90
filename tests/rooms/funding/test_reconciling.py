"""From the bank's line to the books and back: arrivals, returns, refunds, receipts; undone with everything kept, and never twice."""
import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.funding import actions, ledger
from proposals.funding.bank import batching, matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankLine, BankMatch, Commitment, Entry, Payment, Tranche
from proposals.funding.sourcing import receiving
from proposals.implementation import actions as work
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive.funding import DAY
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed
from workflow import Refused

FEN = 1873_20
"""The foundation's part of the first tranche of 4,460.00 yuan."""


@pytest.fixture
def case(app, at):
    found = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(found, at=at)
    return found


@pytest.fixture
def sent(case, at):
    """The foundation's payment, at the bank."""
    return banking.at_the_bank(case, seq=1, at=at)[0]


def line(reference):
    return db.session.scalars(select(BankLine.id).where(BankLine.reference == reference)).one()


def booked(payment_id):
    return list(db.session.scalars(select(Entry.kind).where(Entry.payment_id == payment_id).order_by(Entry.id)))


def undo(reference, *, at, who="陈会计"):
    return matching.undo(line(reference), note="对错了", by=actor(who), at=at)


def test_a_line_on_the_statement_is_the_arrival(sent, at):
    assert (banking.state(sent), booked(sent)) == ("sent", [])
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    assert banking.confirmed(at=at) == ["pay"]
    assert (banking.state(sent), booked(sent)) == ("paid", ["pay"])
    match = db.session.scalars(select(BankMatch)).one()
    entry = db.session.get_one(Entry, match.entry_id)
    assert (match.payment_id, match.amount_fen, entry.document, entry.payment_id) == (sent, FEN, "B1", sent)
    assert (banking.proposed(), db.session.get_one(Payment, sent).bank_reference) == ([], "B1")


def test_an_arrival_that_was_matched_wrongly_is_taken_back_and_matched_anew(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    assert undo("B1", at=at) == 1
    assert (banking.state(sent), booked(sent)) == ("sent", ["pay", "reverse"])
    assert banking.confirmed(at=at) == ["pay"]
    assert (banking.state(sent), booked(sent)) == ("paid", ["pay", "reverse", "pay"])
    kept = db.session.scalars(select(BankMatch).order_by(BankMatch.id)).all()
    assert [(each.undone_by, each.undone_us is None) for each in kept] == [(actor("陈会计").id, False), (None, True)]
    with pytest.raises(Refused, match="line-not-matched"):
        matching.undo(kept[0].line_id, note="x", by=actor("陈会计"), at=at) and undo("B1", at=at)


def test_a_payment_that_came_back_is_mirrored_approved_and_sent_again(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    banking.imported([("B2", FEN, PAYEE[0], "退汇 户名不符")], opening=50_000_00 - FEN, at=at, days=1)
    assert banking.confirmed(at=at + DAY) == ["return"]
    assert (banking.state(sent), booked(sent)) == ("bounced", ["pay", "reverse"])
    tranche = db.session.get_one(Payment, sent).tranche_id
    assert db.session.get_one(Tranche, tranche, populate_existing=True).paid_us is None
    assert actions.advance([sent], name="resend", by=actor("马理事长"), at=at, note="已更正户名").moved == [sent]


def test_what_went_out_and_came_back_in_one_statement_was_never_paid(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at)
    assert banking.confirmed(at=at) == ["bounce"]
    assert (banking.state(sent), booked(sent), db.session.scalar(select(func.count()).select_from(BankMatch))) == ("bounced", [], 2)
    assert undo("B2", at=at) == 1 and banking.state(sent) == "sent"
    assert [each.undone_us is None for each in db.session.scalars(select(BankMatch))] == [False, False]


def test_undoing_a_return_takes_back_the_arrival_too(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", 1, "", "利息")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    banking.imported([("B3", FEN, PAYEE[0], "退汇")], opening=50_000_00 - FEN + 1, at=at, days=1)
    banking.confirmed(at=at + DAY)
    with pytest.raises(Refused, match="payment-moved-on"):
        undo("B1", at=at + DAY)
    undo("B3", at=at + DAY)
    assert (banking.state(sent), [each.kind for each in banking.proposed() if each.certain]) == ("sent", ["bounce"])


def test_what_was_done_after_it_stands_in_the_way(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    actions.advance([sent], name="resend", by=actor("马理事长"), at=at, note="再汇")
    with pytest.raises(Refused, match="payment-moved-on"):
        undo("B1", at=at)


def test_one_line_pays_several_of_one_payee(case, at):
    other = signed(2, at=at)
    first, second = (banking.at_the_bank(each, seq=1, at=at)[0] for each in (case, other))
    banking.imported([("B1", -2 * FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    assert banking.confirmed(at=at) == ["pay"] and (banking.state(first), banking.state(second)) == ("paid", "paid")
    assert undo("B1", at=at) == 2 and (banking.state(first), banking.state(second)) == ("sent", "sent")


def test_a_funders_money_is_received_from_the_line_and_given_back_by_undoing(case, at):
    before = ledger.pool(db.session, fund_ids=[1])[1]
    banking.imported([("B1", 777_00, "社区发展基金会", "捐赠")], opening=50_000_00, at=at)
    found = [each for each in banking.proposed() if each.kind == "receipt"]
    assert [each.certain for each in found] == [False]
    matching.confirm(found[0], by=actor("陈会计"), at=at)
    assert ledger.pool(db.session, fund_ids=[1])[1] == before + 777_00
    undo("B1", at=at)
    assert ledger.pool(db.session, fund_ids=[1])[1] == before


def test_what_was_taken_back_is_booked_anew_and_not_found_as_booked(case, at):
    before = ledger.pool(db.session, fund_ids=[1])[1]
    banking.imported([("B1", 777_00, "某公司", "捐赠")], opening=50_000_00, at=at)
    by_hand = Match("receipt", (line("B1"),), (1,), (777_00,), certain=False, reason="")
    for _turn in range(3):
        matching.confirm(by_hand, by=actor("陈会计"), at=at)
        assert ledger.pool(db.session, fund_ids=[1])[1] == before + 777_00
        undo("B1", at=at)
        assert ledger.pool(db.session, fund_ids=[1])[1] == before
    documents = db.session.scalars(select(Entry.document).where(Entry.kind == "receipt", Entry.amount_fen == 777_00).order_by(Entry.id))
    assert list(documents) == ["B1", "B1#2", "B1#3"]


def test_what_was_pledged_is_a_certain_receipt_and_fulfils_the_pledge(case, at):
    day = clock.today(at)
    receiving.record_pledge(1, fund_code="foundation", giver="某某商贸公司", amount_fen=888_00, due_on=day, document="捐-1", by=actor("陈会计"), at=at)
    banking.imported([("B1", 888_00, "某某商贸公司", "捐赠")], opening=50_000_00, at=at)
    assert banking.confirmed(at=at) == ["receipt"]
    assert [(found.received_fen, found.outstanding_fen) for found in receiving.pledges(1, desks=None)] == [(888_00, 0)]
    undo("B1", at=at)
    assert [found.outstanding_fen for found in receiving.pledges(1, desks=None)] == [888_00]


def test_what_was_booked_from_a_paper_is_only_ticked_off(case, at):
    actions.record_receipt(1, fund_code="foundation", amount_fen=777_00, reference="鄂财 12 号", by=actor("陈会计"), at=at)
    count = db.session.scalar(select(func.count()).select_from(Entry))
    banking.imported([("B1", 777_00, "某公司", "鄂财 12 号")], opening=50_000_00, at=at)
    assert banking.confirmed(at=at) == ["booked"] and db.session.scalar(select(func.count()).select_from(Entry)) == count
    undo("B1", at=at)
    assert db.session.scalar(select(func.count()).select_from(Entry)) == count


def test_an_implementers_refund_is_booked_from_the_line(case, at):
    for payment_id, desk in zip(banking.at_the_bank(case, seq=1, at=at), ("foundation", "treasury"), strict=True):
        fen = db.session.get_one(Payment, payment_id).amount_fen
        banking.imported([(f"B-{desk}", -fen, PAYEE[0], "")], opening=50_000_00, at=at, desk=desk)
        banking.confirmed(at=at, desk=desk)
    work.start(case, start_on=clock.today(at), by=actor("刘芳"), at=at)
    with unit_of_work():
        engine.fire(db.session, case, "terminate", actor("李科长"), at=at, note="承接组织停止运营")
    actions.settle_ended(case, spent_fen=3000_00, by=actor("陈会计"), at=at)
    banking.imported([("R1", 122_00, PAYEE[0], "结余退款")], opening=50_000_00 - FEN, at=at, days=1)
    assert banking.confirmed(at=at + DAY) == ["refund"]
    commitment = db.session.scalars(select(Commitment.id)).one()
    assert [fen for (_fund, stage), fen in sorted(ledger.balances(db.session, commitment_id=commitment).items()) if stage == "returned"] == [73_20, 48_80]


def test_only_the_accounts_own_cashier_confirms_and_undoes(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    found = banking.proposed()
    for who in ("许科员", "马理事长", "李科长", "刘芳"):
        with pytest.raises(Refused, match="match-not-yours"):
            matching.confirm(found[0], by=actor(who), at=at)
    banking.confirmed(at=at)
    with pytest.raises(Refused, match="match-not-yours"):
        undo("B1", at=at, who="许科员")


def test_a_line_is_not_used_twice(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    found = banking.proposed()[0]
    matching.confirm(found, by=actor("陈会计"), at=at)
    with pytest.raises(Refused, match="line-spent"):
        matching.confirm(found, by=actor("陈会计"), at=at)
    assert booked(sent) == ["pay"]


def test_the_second_arrival_of_a_payment_that_came_back_is_undone_alone(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    banking.imported([("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00 - FEN, at=at, days=1)
    banking.confirmed(at=at + DAY)
    actions.advance([sent], name="resend", by=actor("马理事长"), at=at + DAY, note="再汇")
    batching.make_batch([sent], desk="foundation", by=actor("陈会计"), at=at + DAY)
    banking.imported([("B3", -FEN, PAYEE[0], "")], opening=50_000_00, at=at, days=2)
    assert banking.confirmed(at=at + 2 * DAY) == ["pay"]
    with pytest.raises(Refused, match="payment-moved-on"):
        undo("B2", at=at + 2 * DAY)
    assert undo("B3", at=at + 2 * DAY) == 1 and banking.state(sent) == "sent"
    assert [each.undone_us is None for each in db.session.scalars(select(BankMatch).order_by(BankMatch.id))] == [True, True, False]
