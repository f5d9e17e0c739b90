"""Batches: numbered without gaps, with files that stay as they were made, and never to an account that nobody checked."""
import hashlib

import pytest
from sqlalchemy import Engine, event, func, select

from proposals.accounts.models import Post
from proposals.funding.bank import accounts, batching
from proposals.funding.models import BatchFile, BatchRow, Payment, PaymentBatch
from proposals.storage import db, unit_of_work
from tests.bench.counting import counted, sent
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.signed import signed
from workflow import Refused


@pytest.fixture
def case(app, at):
    found = signed(1, at=at)
    banking.opened(at=at)
    return found


def code(work):
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.problems[0].code


def test_a_batch_sends_its_payments_and_keeps_both_files(case, at):
    banking.checked(case, at=at)
    foundation, treasury = funding.authorised(case, seq=1, at=at)
    made = batching.make_batch([foundation], desk="foundation", by=actor("陈会计"), at=at)
    batch = db.session.get_one(PaymentBatch, made.batch_id)
    assert (batch.number[4:], batch.total_fen, batch.size, banking.state(foundation), banking.state(treasury)) == ("-F-001", 1873_20, 1, "sent", "authorised")
    assert [(row.holder, row.number, row.amount_fen) for row in batch.rows] == [(*banking.PAYEE, 1873_20)]
    assert [(file.kind, file.name[4:], file.sha256 == hashlib.sha256(file.content).hexdigest()) for file in batch.files] == [
        ("bank", "-F-001.csv", True), ("sheet", "-F-001.xlsx", True)]
    assert batch.rows[0].purpose in batch.files[0].content.decode("gb18030") and db.session.get_one(Payment, foundation).batch_id == batch.id


def test_each_desk_counts_its_own_batches(case, at):
    banking.checked(case, at=at)
    banking.at_the_bank(case, seq=1, at=at)
    assert [number[4:] for number in db.session.scalars(select(PaymentBatch.number).order_by(PaymentBatch.number))] == ["-F-001", "-T-001"]


def test_nothing_goes_to_an_account_that_nobody_checked(case, at):
    ids = funding.authorised(case, seq=1, at=at)
    assert code(lambda: batching.make_batch(ids[:1], desk="foundation", by=actor("陈会计"), at=at)) == "payee-unchecked"
    assert (banking.state(ids[0]), db.session.scalar(select(func.count()).select_from(PaymentBatch))) == ("authorised", 0)


@pytest.mark.parametrize("who, desk, refusal", [("马理事长", "foundation", "batch-not-yours"), ("许科员", "foundation", "batch-not-yours"),
                                                ("许科员", "treasury", "batch-mixed")])
def test_only_the_desks_own_cashier_sends_its_payments(case, at, who, desk, refusal):
    banking.checked(case, at=at)
    ids = funding.authorised(case, seq=1, at=at)
    assert code(lambda: batching.make_batch(ids[:1], desk=desk, by=actor(who), at=at)) == refusal


def test_what_may_not_be_sent_stays_with_its_reasons(case, at):
    banking.checked(case, at=at)
    other = signed(2, at=at)
    ready, waiting = funding.authorised(case, seq=1, at=at)[0], funding.legs(other, seq=1)[0]
    made = batching.make_batch([ready, waiting], desk="foundation", by=actor("陈会计"), at=at)
    assert {key: problems[0].code for key, problems in made.refused.items()} == {waiting: "move-not-from-here"}
    assert list(db.session.scalars(select(BatchRow.payment_id))) == [ready]
    assert code(lambda: batching.make_batch([waiting], desk="foundation", by=actor("陈会计"), at=at)) == "move-not-from-here"
    assert code(lambda: batching.make_batch([], desk="foundation", by=actor("陈会计"), at=at)) == "batch-mixed"


def test_a_larger_batch_asks_the_database_no_more_than_a_small_one(case, at):
    banking.checked(case, at=at)
    ids = [funding.authorised(each, seq=1, at=at)[0] for each in (case, signed(2, at=at), signed(3, at=at), signed(4, at=at))]
    asked = []
    for batch in (ids[:1], ids[1:]):
        db.session.rollback()
        with counted() as count:
            event.listen(Engine, "before_cursor_execute", sent)
            assert batching.make_batch(batch, desk="foundation", by=actor("陈会计"), at=at).refused == {}
            event.remove(Engine, "before_cursor_execute", sent)
        asked.append(count.asked)
    assert len(asked[0]) == len(asked[1]) > 10, [statement for statement in asked[1] if asked[1].count(statement) != asked[0].count(statement)]


def test_an_account_is_checked_by_another_and_the_new_one_retires_the_old(case, at):
    banking.checked(case, at=at)
    organisation = next(iter(accounts.payees({funding_commitment(case)}).values()))
    fresh = accounts.record_payee(organisation, holder="新户名", bank="演示银行", number="4201888866660002", demonstration=True, by=actor("陈会计"), at=at)
    assert code(lambda: accounts.verify_payee(fresh, by=actor("陈会计"), at=at)) == "needs-another-checker"
    assert accounts.in_use([organisation])[organisation].holder == banking.PAYEE[0]
    accounts.verify_payee(fresh, by=actor("许科员"), at=at)
    db.session.rollback()
    assert accounts.in_use([organisation])[organisation].holder == "新户名"
    assert code(lambda: accounts.verify_payee(fresh, by=actor("许科员"), at=at)) == "payee-checked-already"


def funding_commitment(case):
    from_leg = db.session.get_one(Payment, funding.legs(case, seq=1)[0])
    return from_leg.tranche.commitment_id


def test_somebody_else_is_paid_where_the_foundation_says_so(case, at):
    banking.checked(case, at=at)
    commitment = funding_commitment(case)
    other = db.session.scalars(select(Post.organisation_id).where(Post.kind == "support", Post.organisation_id.is_not(None))).first()
    accounts.name_payee(commitment, organisation_id=other, reason="社团没有账户", by=actor("陈会计"), at=at)
    assert accounts.payees({commitment}) == {commitment: other}
    ids = funding.authorised(case, seq=1, at=at)
    assert code(lambda: batching.make_batch(ids[:1], desk="foundation", by=actor("陈会计"), at=at)) == "payee-unchecked"
    assert code(lambda: accounts.name_payee(commitment, organisation_id=other, reason="x", by=actor("刘芳"), at=at)) == "payee-not-yours"


@pytest.mark.parametrize("who, work", [("刘芳", "account"), ("林秀梅", "payee")])
def test_outsiders_enter_no_accounts(case, at, who, work):
    if work == "account":
        new = {"title": "x", "holder": "x", "bank": "x", "number": "1", "demonstration": True}
        assert code(lambda: accounts.open_account("foundation", **new, by=actor(who), at=at)) == "account-not-yours"
    else:
        assert code(lambda: accounts.record_payee(1, holder="x", bank="x", number="1", demonstration=True, by=actor(who), at=at)) == "payee-not-yours"


def test_the_same_account_is_not_opened_twice(case, at):
    again = {"title": "x", "holder": "x", "bank": "x", "number": banking.NUMBER["foundation"], "demonstration": True, "by": actor("马理事长"), "at": at}
    assert code(lambda: accounts.open_account("foundation", **again)) == "account-known"


@pytest.mark.parametrize("table, change", [("payment_batch", "total_fen = 1"), ("batch_row", "number = '1'"), ("batch_file", "name = 'x'"),
                                           ("payee_account", "number = '1'"), ("bank_account", "number = '1'")])
def test_what_went_to_the_bank_is_never_rewritten(case, at, table, change):
    banking.checked(case, at=at)
    banking.at_the_bank(case, seq=1, at=at)
    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="append-only|never rewritten|keeps its rows"), unit_of_work() as session:
            session.connection().exec_driver_sql(statement)
    assert db.session.scalar(select(func.count()).select_from(BatchFile)) == 4
