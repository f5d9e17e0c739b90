"""Taking back what was typed wrong: a receipt, by the head of its desk, who did not book it, with a reason, once."""
import pytest
from sqlalchemy import select, update

from proposals.accounts.models import Post
from proposals.funding import actions, correcting, ledger
from proposals.funding.bank import matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankLine, BankMatch, Entry
from proposals.storage import db, unit_of_work
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.signed import signed
from workflow import Refused


@pytest.fixture
def wrong(app, at):
    """A receipt of the foundation's with a zero too many, typed by its cashier."""
    return actions.record_receipt(1, fund_code="foundation", amount_fen=10_000_00, reference="拨-9", by=actor("陈会计"), at=at).id


def codes(entry_id, who, at):
    with pytest.raises(Refused) as refusal:
        correcting.reverse_entry(entry_id, reason="多打了一个零", by=actor(who), at=at)
    return [problem.code for problem in refusal.value.problems]


def test_the_head_takes_it_back_on_the_page(enter, wrong, at):
    before, head = ledger.pool(db.session, fund_ids=[1])[1], enter("马理事长")
    assert f"/money/entries/{wrong}/reversal" in head.get(f"/money/entries/{wrong}").text
    answer = head.post(f"/money/entries/{wrong}/reversal", {"reason": "多打了一个零"})
    assert (answer.status_code, answer.location) == (303, f"/money/entries/{wrong + 1}")
    db.session.rollback()
    done = db.session.get_one(Entry, wrong + 1)
    assert (done.kind, done.reverses_id, done.document, done.amount_fen, done.actor) == ("reverse", wrong, "多打了一个零", 10_000_00, actor("马理事长").id)
    assert ledger.pool(db.session, fund_ids=[1])[1] == before - 10_000_00
    assert f"/money/entries/{wrong}/reversal" not in head.get(f"/money/entries/{wrong}").text


def test_what_a_bank_line_proves_is_not_taken_back_before_the_cashier_takes_back_the_line(enter, at):
    banking.opened(at=at)
    banking.imported([("B1", 500_00, "某某公司", "捐款")], opening=0, at=at)
    line = db.session.scalars(select(BankLine.id)).one()
    matching.confirm(Match("receipt", (line,), (1,), (500_00,), certain=False, reason=""), by=actor("陈会计"), at=at)
    entry = db.session.scalars(select(BankMatch.entry_id).where(BankMatch.line_id == line)).one()
    assert codes(entry, "马理事长", at) == ["entry-matched"]
    head = enter("马理事长")
    assert "已经和银行流水核对过" in head.get(f"/money/entries/{entry}").text
    assert head.post(f"/money/entries/{entry}/reversal", {"reason": "多打了一个零"}).status_code == 409
    db.session.rollback()
    assert db.session.scalar(select(Entry.id).where(Entry.reverses_id == entry)) is None
    matching.undo(line, note="对错了", by=actor("陈会计"), at=at)
    assert codes(entry, "马理事长", at) == ["reversed-already"]


def test_it_happens_once(enter, wrong, at):
    head = enter("马理事长")
    first = head.post(f"/money/entries/{wrong}/reversal", {"reason": "多打了一个零"})
    assert head.post(f"/money/entries/{wrong}/reversal", again=head.sent).location == first.location
    assert codes(wrong, "马理事长", at) == ["reversed-already"]
    assert head.post(f"/money/entries/{wrong}/reversal", {"reason": "再来"}).status_code == 409
    assert len(db.session.scalars(select(Entry.id).where(Entry.reverses_id == wrong)).all()) == 1


def test_a_reason_is_needed(enter, wrong):
    answer = enter("马理事长").post(f"/money/entries/{wrong}/reversal", {"reason": "  "})
    assert answer.status_code == 422 and "这一项还没有填写" in answer.text


def test_nobody_else_may(enter, wrong, at):
    assert [codes(wrong, name, at) for name in ("陈会计", "沈科长", "李科长", "刘芳")] == [["reversal-not-yours"]] * 4
    assert [enter(name).get(f"/money/entries/{wrong}/reversal").status_code for name in ("陈会计", "李科长", "刘芳")] == [403] * 3
    assert enter("沈科长").post(f"/money/entries/{wrong}/reversal", {"reason": "不是我们的"}).status_code == 409


def test_not_by_the_one_who_booked_it(enter, wrong, at):
    with unit_of_work():
        db.session.add(Post(person_id=int(actor("陈会计").id[1:]), kind="foundation_lead", since_us=at))
    assert codes(wrong, "陈会计", at) == ["reversal-by-another"]
    assert "冲正要由另一个人办理" in enter("陈会计").get(f"/money/entries/{wrong}").text


def test_only_what_was_typed_is_taken_back_here(app, at):
    funding.paid(signed(1, at=at), seq=1, at=at)
    kinds = {kind: number for number, kind in db.session.execute(select(Entry.id, Entry.kind).where(Entry.kind != "receipt"))}
    assert set(kinds) == {"commit", "order", "pay"}
    assert [codes(number, "马理事长", at) for number in kinds.values()] == [["entry-not-reversible"]] * 3


def test_money_that_is_used_already_stays(app, at):
    signed(1, at=at)
    assert codes(1, "马理事长", at) == ["balance-short"]
    with unit_of_work():
        db.session.execute(update(Post).where(Post.kind == "foundation_lead").values(ended_us=at))
    assert codes(1, "马理事长", at) == ["reversal-not-yours"]
