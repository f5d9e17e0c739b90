"""An organisation's offer: sealed until the last day is over, mended by new versions, within the ceiling and by who may carry it out."""
import io

import pytest

from proposals import clock
from proposals.approval.calling import acts
from proposals.directory import record
from proposals.storage import db, unit_of_work
from tests.cast import IMPLEMENTER
from tests.rooms.approval import called
from tests.rooms.approval.planned import actor
from tests.rooms.collection.test_tracking import photograph
from workflow import Refused

WORDS = {"summary": "分四步做，居民自己种。", "team": "两名持证社工。", "proof": "", "price_1": "30.00", "price_2": "300.00", "price_3": "680.00"}


@pytest.fixture
def at(app):
    return clock.now()


@pytest.fixture
def call(at):
    return called.announced(at=at)


def page(call):
    return f"/approval/calls/{call}/organisations/{called.body(IMPLEMENTER)}/offer"


def test_an_organisation_offers_and_the_sum_is_reckoned_from_its_prices(enter, call):
    bidder = enter("刘芳")
    assert bidder.post(page(call), WORDS).status_code == 303
    bid = called.last_bid(call, IMPLEMENTER)
    assert (bid.version, bid.standing, bid.price_fen, [line.unit_price_fen for line in bid.lines]) == (1, 1, 428_000, [3000, 30000, 68000])
    assert "¥4,280.00" in bidder.get(f"/approval/calls/{call}").text


def test_nobody_else_sees_who_offered_or_what_before_the_last_day_is_over(enter, at):
    call = called.answered(at=at)
    for name in (None, "周建国", "王主任", "李科长"):
        shown = enter(name).get(f"/approval/calls/{call}").text
        assert (IMPLEMENTER in shown, "4,280.00" in shown) == (False, False)
    package = called.call_of(call).proposal_id
    assert [enter("王主任").get(url).status_code for url in (f"/approval/calls/{call}/offers", page(call))] == [404, 403]
    assert "应征书" not in enter().get(f"/ideas/{package}").text


def test_an_offer_above_the_ceiling_is_not_taken_and_keeps_what_was_typed(enter, call):
    answer = enter("刘芳").post(page(call), WORDS | {"price_3": "900.00"})
    assert (answer.status_code, "多出 40.00 元" in answer.text, "两名持证社工。" in answer.text, "900.00" in answer.text) == (409, True, True, True)


def test_a_new_version_stands_for_the_old_and_a_second_click_makes_none(enter, call):
    bidder = enter("刘芳")
    bidder.post(page(call), WORDS)
    again = bidder.post(page(call), again=bidder.sent)
    bidder.post(page(call), WORDS | {"price_1": "20.00"})
    bid = called.last_bid(call, IMPLEMENTER)
    assert (again.status_code, bid.version, bid.price_fen) == (303, 2, 368_000)


def test_an_offer_is_taken_back_and_made_again(enter, call):
    bidder, back = enter("刘芳"), page(call).replace("offer", "withdrawal")
    bidder.post(page(call), WORDS)
    assert [bidder.post(back).status_code, bidder.post(back).status_code] == [303, 409]
    assert called.last_bid(call, IMPLEMENTER).standing == 0
    bidder.post(page(call), WORDS)
    assert (called.last_bid(call, IMPLEMENTER).version, called.last_bid(call, IMPLEMENTER).standing) == (3, 1)


def test_nobody_offers_for_another_organisation(enter, call):
    for name, status in (("林秀梅", 403), ("周建国", 404), ("王主任", 403)):
        assert enter(name).get(page(call)).status_code == status
        with pytest.raises(Refused, match="offer-not-yours"):
            acts.make_offer(call, offer=called.offer(called.body(IMPLEMENTER)), by=actor(name), at=clock.now())


def test_nothing_is_offered_after_the_last_day_even_before_the_clock_has_rung(call, at):
    first = called.body(IMPLEMENTER)
    acts.make_offer(call, offer=called.offer(first), by=actor("刘芳"), at=at + 9 * called.DAY)
    for late in (acts.make_offer, acts.take_back):
        given = {"offer": called.offer(first)} if late is acts.make_offer else {"organisation_id": first}
        with pytest.raises(Refused, match="call-not-open"):
            late(call, **given, by=actor("刘芳"), at=at + 11 * called.DAY)


def test_who_is_debarred_is_told_until_when_and_may_after_it(enter, call, at):
    record.debar(called.body(IMPLEMENTER), until=called.in_days(3, at=at), reason="上届逾期未结项。", by=actor("李科长"), at=at)
    shown = enter("刘芳").get(f"/approval/calls/{call}").text
    assert ("以前不能承接新的项目" in shown, "我们来承接" in shown) == (True, False)
    with pytest.raises(Refused, match="bidder-debarred"):
        acts.make_offer(call, offer=called.offer(called.body(IMPLEMENTER)), by=actor("刘芳"), at=at)
    assert acts.make_offer(call, offer=called.offer(called.body(IMPLEMENTER)), by=actor("刘芳"), at=at + 4 * called.DAY).version == 1


def test_offers_are_kept_as_they_were_made_by_the_database_itself(at):
    call = called.answered(at=at)
    with pytest.raises(Exception, match="append-only"), unit_of_work():
        db.session.execute(db.text("UPDATE bid SET price_fen = 1 WHERE call_id = :call"), {"call": call})


def test_photographs_back_an_offer_until_the_last_day(enter, call):
    bidder, shown = enter("刘芳"), page(call).replace("offer", "pictures")
    bidder.post(page(call), WORDS)
    assert bidder.post(shown, {"title": "登记证书", "photos": (io.BytesIO(photograph(size=(640, 480))), "证书.jpg")}).status_code == 303
    address = bidder.get(shown).text.split('href="/approval/calls/pictures/')[1].split('"')[0]
    picture = f"/approval/calls/pictures/{address}"
    assert (bidder.get(picture).mimetype, enter("王主任").get(picture).status_code, enter("周建国").get(picture).status_code) == ("image/jpeg", 404, 404)
    assert bidder.post(f"{picture}/removal", page=shown).status_code == 303
    assert bidder.get(picture).status_code == 404
