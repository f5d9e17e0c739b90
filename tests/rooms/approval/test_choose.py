"""Offers are opened together, compared side by side, chosen from with a reason by a second person, and published before it counts."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.calling import acts, store, verify
from proposals.optimisation.models import Plan
from proposals.storage import db
from tests.cast import IMPLEMENTER
from tests.rooms.approval import called
from tests.rooms.approval.asking import steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused

WHY = "方案细，价格低。"


@pytest.fixture
def at(app):
    return clock.now()


def offers(call):
    return f"/approval/calls/{call}/offers"


def choice(name):
    return {"organisation": str(called.body(name)), "note": WHY}


def test_the_lead_reads_all_offers_side_by_side_and_chooses(enter, at):
    call, lead = called.comparing(at=at), enter("王主任")
    shown = lead.get(offers(call)).text
    assert shown.index(IMPLEMENTER) < shown.index(called.SECOND)
    assert [words in shown for words in ("¥4,280.00", "¥4,460.00", "低于上限 ¥180.00", "两名持证社工。", "评估等级 3A", "本届其他项目")] == [True] * 6
    assert lead.post(offers(call), choice(IMPLEMENTER)).status_code == 303
    found = called.call_of(call)
    assert (found.state, found.organisation_id, found.reason) == ("chosen", called.body(IMPLEMENTER), WHY)
    assert steps_of(call)[1:] == [("announce", actor("何静").id), ("close_bids", "system"), ("choose", actor("王主任").id)]


def test_a_second_choice_finds_the_first(enter, at):
    call, lead = called.comparing(at=at), enter("王主任")
    lead.post(offers(call), choice(IMPLEMENTER))
    again = lead.client.post(offers(call), data=lead.sent | {"key": "another-key-of-16-signs", "organisation": str(called.body(called.SECOND))})
    assert (again.status_code, called.call_of(call).organisation_id) == (409, called.body(IMPLEMENTER))


def test_who_may_read_the_opened_offers(enter, at):
    page = offers(called.comparing(at=at))
    assert [enter(name).get(page).status_code for name in ("刘芳", "林秀梅", "赵岚", "李科长", "何静")] == [403, 403, 403, 200, 200]


def test_only_a_lead_who_did_not_announce_it_chooses(at):
    call, chosen = called.comparing(at=at), {"note": WHY, "organisation": called.body(IMPLEMENTER)}
    called.give("何静", "support_lead", at=at)
    for name, why in (("李科长", "move-not-yours"), ("刘芳", "move-not-yours"), ("孙干事", "move-not-yours"), ("何静", "needs-second-person")):
        with pytest.raises(Refused, match=why):
            called.fire(call, "choose", at=at + 11 * called.DAY, by=name, **chosen)


def test_nobody_is_chosen_who_made_no_offer_or_may_not_take_on_more(at):
    call, later = called.comparing(at=at), at + 11 * called.DAY
    with pytest.raises(Refused, match="choice-made-no-offer"):
        called.fire(call, "choose", at=later, by="王主任", note=WHY, organisation=called.body("区民政局（演示）"))
    for serial, state in ((2, "publicised"), (3, "closed"), (4, "signing"), (5, "reviewing")):
        called.put_project(serial, state, at=at)
    assert store.projects_of(db.session(), organisation_ids=[called.body(IMPLEMENTER)], season_id=called.call_of(call).season_id, but=0) == {
        called.body(IMPLEMENTER): 3}
    with pytest.raises(Refused, match="bidder-too-many-projects"):
        called.fire(call, "choose", at=later, by="王主任", note=WHY, organisation=called.body(IMPLEMENTER))


def test_who_belongs_to_a_bidder_does_not_choose(at):
    call = called.comparing(at=at)
    called.join("王主任", called.SECOND, at=at)
    with pytest.raises(Refused, match="chooser-bids"):
        called.fire(call, "choose", at=at + 11 * called.DAY, by="王主任", note=WHY, organisation=called.body(IMPLEMENTER))


def test_everybody_reads_who_offered_what_and_why_one_was_chosen(enter, at):
    shown = enter().get(f"/approval/calls/{called.chosen(at=at)}").text
    assert [words in shown for words in (f"选定：{IMPLEMENTER}", WHY, called.SECOND, "¥4,280.00", "¥4,460.00", "未选定")] == [True] * 6
    assert "两名持证社工。" not in shown


def test_after_the_days_of_objection_the_winner_carries_the_project_out_at_its_own_prices(at):
    call = called.chosen(at=at)
    called.fire(call, "settle", at=at + 20 * called.DAY)
    package = called.package_of(call)
    plan = db.session.scalars(select(Plan).where(Plan.proposal_id == package.id).order_by(Plan.version.desc()).limit(1)).one()
    assert (called.call_of(call).state, package.organisation_id, package.planned_fen) == ("settled", called.body(IMPLEMENTER), 428_000)
    assert (plan.version, plan.organisation_id, [line.unit_price_fen for line in plan.lines], plan.frozen_us) == (
        2, called.body(IMPLEMENTER), [3000, 30000, 68000], at + 20 * called.DAY)


def test_an_objection_holds_the_choice_and_the_bureau_keeps_it(enter, at):
    call = called.chosen(at=at)
    assert enter("周建国").move(call, "dispute", note="我们的方案没有被细看。").status_code == 303
    with pytest.raises(Refused, match="move-not-from-here"):
        called.fire(call, "settle", at=at + 20 * called.DAY)
    assert enter("李科长").move(call, "keep", note="逐份核对过，理由成立。").status_code == 303
    assert (called.call_of(call).state, called.deadlines(call)) == ("chosen", ["settle"])
    with pytest.raises(Refused, match="disputed-before"):
        called.fire(call, "dispute", at=at + 13 * called.DAY, by="周建国", note="还是不服。")


def test_an_overturned_choice_leaves_the_comparison_and_the_others_stay(enter, at):
    call = called.chosen(at=at)
    called.fire(call, "dispute", at=at + 12 * called.DAY, by="孙干事", note="居民反映其场地是借的。")
    called.fire(call, "overturn", at=at + 13 * called.DAY, by="李科长", note="场地证明不实。")
    assert (called.call_of(call).state, called.call_of(call).organisation_id, called.last_bid(call, IMPLEMENTER).word) == ("comparing", None, "场地证明不实。")
    shown = enter("王主任").get(offers(call)).text
    assert (called.SECOND in shown, IMPLEMENTER in shown) == (True, False)


def test_the_digest_of_the_opened_offers_is_that_of_all_that_stood(at):
    call = called.comparing(at=at)
    bids = store.bids_of(db.session(), call_id=call)
    assert (len(bids), called.call_of(call).bids_digest) == (2, store.digest_of_all(bids))


def test_the_way_goes_on_to_the_signing_once_somebody_is_named(at):
    call = called.chosen(at=at)
    package = called.call_of(call).proposal_id
    called.put(package, "publicised")
    called.fire(call, "settle", at=at + 20 * called.DAY)
    called.fire(package, "confirm", at=at + 21 * called.DAY)
    assert called.package_of(call).state == "signing"


def test_a_package_that_went_another_way_gets_no_implementer(at):
    call = called.chosen(at=at)
    called.put(called.call_of(call).proposal_id, "rejected")
    with pytest.raises(Refused, match="package-not-waiting"):
        called.fire(call, "settle", at=at + 20 * called.DAY)


def test_an_offer_put_in_behind_the_program_is_found(at):
    call = called.comparing(at=at)
    assert verify.findings(db.session()) == []
    smuggled = called.smuggle(call, price_fen=100, at=at)
    assert [(one.kind, one.where) for one in verify.findings(db.session())] == [("offer-changed", (call, smuggled)), ("offers-differ", (call,))]


def test_everybody_finds_on_the_desk_what_waits_for_them(enter, at):
    call = called.announced(at=at)
    assert "1 个项目在征集承接组织，您可以应征。" in enter("刘芳").get("/desk").text
    acts.make_offer(call, offer=called.offer(called.body(IMPLEMENTER)), by=actor("刘芳"), at=at)
    assert "您可以应征" not in enter("刘芳").get("/desk").text
    called.fire(call, "close_bids", at=at + 11 * called.DAY)
    assert "1 个征集已经截止，请比选并选定承接组织。" in enter("王主任").get("/desk").text
    called.fire(call, "choose", at=at + 11 * called.DAY, by="王主任", note=WHY, organisation=called.body(IMPLEMENTER))
    called.fire(call, "dispute", at=at + 12 * called.DAY, by="孙干事", note="居民有意见。")
    assert "1 个选定结果有异议，请核实答复。" in enter("李科长").get("/desk").text
