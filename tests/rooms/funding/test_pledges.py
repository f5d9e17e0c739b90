"""Promised is not received: pools, pledges, what is outstanding and since when."""
from datetime import date, timedelta

import pytest

from proposals import clock
from proposals.errors import Refusal
from proposals.funding import ledger
from proposals.funding.models import PledgeReceipt
from proposals.funding.sourcing import receiving
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding.figures import figures, untrue
from tests.rooms.funding.signed import signed
from tests.rooms.funding.sourced import FOUNDATION, SPONSOR, TREASURY, clean, endowed, fund, last_entry, stages

PAGE, RECEIPT = "/money/pledges/new?season=1", "/money/receipts/new?season=1"
PLEDGE = {"fund": "sponsor", "giver": "光明食品", "amount": "1,000.00", "document": "捐协-1", "due_on": "2018-03-01"}


def pledged(**changes):
    told = {"fund_code": "sponsor", "giver": "光明食品", "amount_fen": 1000_00, "due_on": None, "document": "捐协-1"} | changes
    return receiving.record_pledge(1, by=actor("陈会计"), at=clock.now(), **told)


def received(number, *, fen, reference="B-1", code="sponsor"):
    return receiving.record_receipt(1, fund_code=code, amount_fen=fen, reference=reference, by=actor("陈会计"), at=clock.now(), pledge_id=number)


def test_a_pledge_is_written_down_once_and_is_in_no_pool(app, enter):
    number = endowed(SPONSOR, fen=0)[0]
    person = enter("陈会计")
    answer = person.post(PAGE, PLEDGE)
    assert answer.status_code == 303 and person.post(PAGE, again=person.sent).location == answer.location
    db.session.rollback()
    assert stages(number) == {"origin": -1000_00, "pledged": 1000_00}
    assert last_entry() == ("pledge", 1000_00, actor("陈会计").id)
    page = enter("马理事长").get("/money/pledges?season=1").text
    assert "光明食品" in page and "¥1,000.00" in page and "已逾期" in page
    clean()


def test_nothing_is_signed_on_a_promise(app):
    endowed(FOUNDATION, TREASURY, fen=0)
    for code, by in (("foundation", "陈会计"), ("treasury", "许科员")):
        receiving.record_pledge(1, fund_code=code, giver="x", amount_fen=10_000_00, due_on=None, document="承诺", by=actor(by), at=clock.now())
    with pytest.raises(Exception, match="budget-used-up"):
        signed(1, at=clock.now())


def test_what_arrives_fulfils_the_pledge_part_by_part(app, enter):
    number = endowed(SPONSOR, fen=0)[0]
    pledge = pledged()
    assert enter("陈会计").post(RECEIPT, {"fund": "sponsor", "pledge": str(pledge), "amount": "400", "reference": "B-1"}).status_code == 303
    received(pledge, fen=100_00, reference="B-2")
    db.session.rollback()
    assert stages(number) == {"origin": -1000_00, "pledged": 500_00, "pool": 500_00}
    assert [one.outstanding_fen for one in receiving.pledges(1, desks=None)] == [500_00]
    assert enter("陈会计").post(RECEIPT, {"fund": "sponsor", "amount": "5", "reference": "B-3"}).status_code == 303
    db.session.rollback()
    assert stages(number) == {"origin": -1005_00, "pledged": 500_00, "pool": 505_00}
    clean()


def test_no_more_than_was_pledged_and_only_to_its_own_source(app):
    endowed(SPONSOR, FOUNDATION, fen=0)
    pledge = pledged()
    with pytest.raises(Refusal, match="receipt-above-pledge"):
        received(pledge, fen=1000_01)
    with pytest.raises(Refusal, match="pledge-of-another"):
        received(pledge, fen=1, code="foundation")
    assert stages(fund("sponsor").id) == {"origin": -1000_00, "pledged": 1000_00}


def test_the_same_reference_books_once_and_another_amount_is_refused(app):
    endowed(SPONSOR, fen=0)
    pledge = pledged()
    first = received(pledge, fen=1000_00)
    assert received(pledge, fen=1000_00).id == first.id
    with pytest.raises(Refusal, match="booked-otherwise"):
        received(pledge, fen=999_00)
    assert pledged() == pledge
    with pytest.raises(Refusal, match="booked-otherwise"):
        pledged(giver="别家")
    assert db.session.query(PledgeReceipt).count() == 1


def test_a_reversed_receipt_is_outstanding_again(app):
    endowed(SPONSOR, fen=0)
    pledge = pledged()
    entry = received(pledge, fen=1000_00)
    with unit_of_work():
        ledger.reverse(db.session(), entry_id=entry.id, idem_key="back", actor=actor("陈会计"), at=clock.now())
    assert [one.outstanding_fen for one in receiving.pledges(1, desks=None)] == [1000_00]
    received(pledge, fen=1000_00, reference="B-2")
    assert [one.outstanding_fen for one in receiving.pledges(1, desks=None)] == [0]
    clean()


def test_who_may_not(app, enter):
    endowed(SPONSOR, FOUNDATION, TREASURY, fen=0)
    for name in ("何静", "刘芳", "林秀梅", "王主任"):
        assert enter(name).get(PAGE).status_code == 403
    assert enter("许科员").post(PAGE, PLEDGE).status_code == 409
    with pytest.raises(Refusal, match="pledge-not-yours"):
        receiving.record_pledge(1, fund_code="treasury", giver="x", amount_fen=1, due_on=None, document="x", by=actor("陈会计"), at=clock.now())


def test_an_overdue_pledge_waits_on_the_desk_of_its_source(app, enter):
    endowed(SPONSOR, TREASURY, fen=0)
    pledge = pledged(due_on=date(2018, 3, 1))
    pledged(due_on=clock.today(clock.now()) + timedelta(days=1), document="捐协-2")
    assert enter("陈会计").get("/desk").text.count("逾期未到账的认捐") == 1
    assert "逾期未到账的认捐" not in enter("许科员").get("/desk").text
    received(pledge, fen=1000_00)
    assert "逾期未到账的认捐" not in enter("陈会计").get("/desk").text


def test_a_promise_that_will_not_be_kept_is_mirrored(app, enter):
    number = endowed(SPONSOR, fen=0)[0]
    pledge = pledged()
    assert enter("陈会计").post(f"/money/pledges/{pledge}/withdrawal", {"reason": "企业来函"}).status_code == 303
    db.session.rollback()
    assert stages(number) == {} and [one.outstanding_fen for one in receiving.pledges(1, desks=None)] == [0]
    other = pledged(document="捐协-2")
    received(other, fen=1)
    with pytest.raises(Refusal, match="pledge-partly-received"):
        receiving.withdraw_pledge(other, reason="x", by=actor("陈会计"), at=clock.now())
    clean()


def test_the_part_that_will_not_come_is_written_off_with_its_reason(app, enter):
    number = endowed(SPONSOR, fen=0)[0]
    pledge = pledged()
    received(pledge, fen=300_00)
    person, page = enter("陈会计"), f"/money/pledges/{pledge}/withdrawal"
    assert 'value="700.00"' in person.get(page).text
    assert person.post(page, {"amount": "250", "reason": "企业来函减少"}).status_code == 303
    db.session.rollback()
    assert stages(number) == {"origin": -750_00, "pledged": 450_00, "pool": 300_00}
    assert [(one.promised_fen, one.outstanding_fen, one.withdrawn) for one in receiving.pledges(1, desks=None)] == [(750_00, 450_00, False)]
    assert person.post(page, {"amount": "450", "reason": "余下的也不来了"}).status_code == 303
    db.session.rollback()
    assert (stages(number), receiving.pledges(1, desks=None)[0].outstanding_fen) == ({"origin": -300_00, "pool": 300_00}, 0)
    shown = enter("马理事长").get("/money/pledges?season=1").text
    assert ("核销 ¥250.00：企业来函减少" in shown, "已到齐" in shown, untrue(app, figures(shown))) == (True, True, [])
    clean()


def test_no_more_is_written_off_than_is_to_come(app, enter):
    endowed(SPONSOR, TREASURY, fen=0)
    pledge = pledged()
    for fen, by, code in ((1000_01, "陈会计", "write-off-above-open"), (1000_00, "陈会计", "pledge-to-be-withdrawn"), (1, "许科员", "pledge-not-yours")):
        with pytest.raises(Refusal, match=code):
            receiving.write_off(pledge, amount_fen=fen, reason="x", by=actor(by), at=clock.now())
    receiving.write_off(pledge, amount_fen=400_00, reason="x", by=actor("陈会计"), at=clock.now())
    with pytest.raises(Refusal, match="receipt-above-pledge"):
        received(pledge, fen=600_01)
    receiving.withdraw_pledge(pledge, reason="x", by=actor("陈会计"), at=clock.now())
    assert [one.withdrawn for one in receiving.pledges(1, desks=None)] == [True]
    clean()
