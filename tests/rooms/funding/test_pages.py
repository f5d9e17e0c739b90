"""Money on pages: from asking to arrival through the browser, and every figure the ledger's."""
from sqlalchemy import select

from proposals import shell
from proposals.funding import queries
from proposals.funding.models import Commitment, Payment, Tranche
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import funding, implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.signed import signed


def first_tranche(case):
    return db.session.scalars(select(Tranche).join(Commitment).where(Commitment.proposal_id == case, Tranche.seq == 1)).one()


def test_four_people_pay_a_tranche_on_pages(app, enter, at):
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    tranche, ids = first_tranche(case), funding.legs(case, seq=1)
    assert f"/tranches/{tranche.id}/request" in enter("刘芳").get(f"/projects/{case}").text
    assert enter("刘芳").post(f"/projects/{case}/tranches/{tranche.id}/request", {"evidence": "协议已生效，收据 0012"}).status_code == 303
    for name, move, state in (("何静", "verify", "requested"), ("马理事长", "authorise", "verified"), ("沈科长", "authorise", "verified"),
                              ("陈会计", "send", "authorised"), ("许科员", "send", "authorised")):
        person = enter(name)
        ticked = {"ids": [str(one) for one in ids]}
        answer = person.post(f"/payments/{move}", ticked, page=f"/payments?state={state}")
        assert answer.status_code == 303, (name, answer.text)
    db.session.rollback()
    assert [db.session.get_one(Payment, one).state for one in ids] == ["sent", "sent"]
    assert "¥3,122.00" in enter("李科长").get("/money").text


def test_every_total_on_the_overview_is_the_ledgers(app, enter, at):
    for serial in (1, 2, 3):
        implementation.implementing(signed(serial, at=at), at=at)
    asked = queries.Projects(1)
    agreed, found = queries.totals(asked)
    rows, _page = queries.lines(queries.commitments_asked(asked), after=None, before=None)
    assert (agreed, sum(source.paid for source in found), sum(row.paid_fen for row in rows)) == (3 * 4460_00, 3 * 3122_00, 3 * 3122_00)
    text = enter("马理事长").get("/money").text
    for fen in (agreed, 3 * 3122_00, *(source.paid for source in found), *(source.pool for source in found)):
        assert shell.money(fen) in text
    assert "没有符合条件的项目" in enter("马理事长").get("/money?words=2018-XT-9999&season=1").text


def test_filters_stand_in_the_address_and_narrow_the_totals(app, enter, at):
    implementation.implementing(signed(1, at=at), at=at)
    signed(2, at=at)
    text = enter("李科长").get("/money?state=signed").text
    assert text.count("已签约") >= 1 and "筛选合计" in text
    agreed, found = queries.totals(queries.Projects(1, state="signed"))
    assert (agreed, [source.paid for source in found]) == (4460_00, [0, 0])


def test_a_receipt_is_booked_on_the_page_once(app, enter, at):
    before = [source.received for source in queries.sources(1, commitment_ids=None)]
    person = enter("陈会计")
    answer = person.post("/money/receipts/new", {"fund": "foundation", "amount": "１,234.56", "reference": "拨-2"})
    assert answer.status_code == 303 and person.post("/money/receipts/new", again=person.sent).location == answer.location
    db.session.rollback()
    assert queries.sources(1, commitment_ids=None)[0].received == before[0] + 1234_56
    assert enter("陈会计").post("/money/receipts/new", {"fund": "treasury", "amount": "1", "reference": "拨-3"}).status_code == 409
    assert enter("陈会计").post("/money/receipts/new", {"fund": "foundation", "amount": "0", "reference": "拨-4"}).status_code == 422
    assert "资金到账" in enter("陈会计").get("/money/entries").text


def test_outsiders_do_not_see_the_money_pages(app, enter, at):
    case = signed(1, at=at)
    for url in ("/money", "/money/entries", "/payments", f"/projects/{case}/refund"):
        assert enter("林秀梅").get(url).status_code == 403
    assert enter("林秀梅").get(f"/projects/{case}").status_code == 403
    assert enter("刘芳").get("/money").status_code == 403


def test_the_desks_say_what_waits(app, enter, at):
    case = signed(1, at=at)
    assert "可以申请拨付" in enter("刘芳").get("/desk").text
    funding.requested(case, seq=1, at=at)
    assert "待复核的拨款" in enter("何静").get("/desk").text


def test_a_settlement_that_is_missing_is_the_reason_on_the_button(app, enter, at):
    case = signed(1, at=at)
    implementation.implementing(case, at=at)
    assert "末期款按实际支出结算" in enter("刘芳").get(f"/projects/{case}").text


def test_the_foundation_books_a_refund_on_the_page(app, enter, at):
    case = signed(1, at=at)
    implementation.implementing(case, at=at)
    with unit_of_work():
        engine.fire(db.session, case, "terminate", actor("李科长"), at=at, note="承接组织停止运营")
    assert enter("陈会计").post(f"/projects/{case}/reckoning", {"spent": "3000"}).status_code == 303
    assert "登记退款" in enter("陈会计").get(f"/projects/{case}").text
    assert enter("陈会计").post(f"/projects/{case}/refund", {"reference": "退-7"}).status_code == 303
    db.session.rollback()
    assert [source.returned for source in queries.sources(1, commitment_ids=None)] == [73_20, 48_80]
