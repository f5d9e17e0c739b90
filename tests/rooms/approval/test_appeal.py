"""Objections and appeals: who may ask, who may rule, what becomes of it."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Appeal, Panel, PanelMember, Review
from proposals.collection.models import Proposal
from proposals.directory.models import Area
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.rooms.approval.asking import state_of, steps_of
from tests.rooms.approval.planned import actor
from workflow import SYSTEM, Refused

DAY = 86_400_000_000


def fire(case, move, by, *, at, note=""):
    with unit_of_work():
        return engine.fire(db.session, case, move, by, at=at, note=note)


def test_an_objection_stops_the_signing_until_the_bureau_rules(enter, idea, at):
    case = idea("publicised")
    assert enter("孙干事").move(case, "object", note="金额不符").status_code == 303
    assert state_of(case) == "appealing"
    appeal = db.session.scalars(select(Appeal)).one()
    assert (appeal.kind, appeal.came_from, appeal.grounds, appeal.state) == ("objection", "publicised", "金额不符", "open")
    assert enter("李科长").move(case, "clear", note="已核对，金额无误").status_code == 303
    db.session.rollback()
    found = db.session.get_one(Appeal, appeal.id, populate_existing=True)
    assert (state_of(case), found.state, found.ruling, found.ruling_reason) == ("publicised", "decided", "clear", "已核对，金额无误")
    fire(case, "confirm", SYSTEM, at=at)
    assert state_of(case) == "signing"


def test_an_upheld_objection_ends_the_project(enter, idea):
    case = idea("publicised")
    enter("王主任").move(case, "object", note="与在建项目重复")
    bureau = enter("韩副局长")
    page = bureau.get(f"/moves/{case}/uphold").text
    assert ("异议成立：取消入选" in page, "维持原决定" in page) == (True, False)
    assert bureau.move(case, "uphold", note="查实重复").status_code == 303
    assert (state_of(case), db.session.scalars(select(Appeal.ruling)).one()) == ("rejected", "uphold")


def test_who_objected_does_not_rule(idea, at):
    case = idea("publicised")
    fire(case, "object", actor("李科长"), at=at, note="有疑问")
    for move in ("uphold", "clear"):
        with pytest.raises(Refused, match="judge-in-own-cause"):
            fire(case, move, actor("李科长"), at=at, note="我来定")
    fire(case, "clear", actor("韩副局长"), at=at, note="另一位来定")


def test_the_proposer_appeals_once_and_within_the_days(enter, idea, at):
    case = idea("rejected")
    assert enter("林秀梅").move(case, "appeal", grounds="评委没有看到补充材料。").status_code == 303
    appeal = db.session.scalars(select(Appeal)).one()
    assert (state_of(case), appeal.kind, appeal.grounds) == ("appealing", "appeal", "评委没有看到补充材料。")
    fire(case, "uphold", actor("李科长"), at=at, note="材料齐全，维持")
    with pytest.raises(Refused, match="appealed-before"):
        actions.lodge_appeal(case, grounds="再来一次", by=actor("林秀梅"), at=at, seq=None)


def test_after_the_days_an_appeal_is_too_late(idea, at):
    case = idea("rejected")
    with pytest.raises(Refused, match="appeal-too-late.*'days': 10"):
        actions.lodge_appeal(case, grounds="晚了", by=actor("林秀梅"), at=at + 40 * DAY, seq=None)


@pytest.mark.parametrize("name", ["周建国", "赵岚", "王主任"])
def test_a_stranger_does_not_appeal(idea, at, name):
    with pytest.raises(Refused, match="move-not-yours"):
        actions.lodge_appeal(idea("rejected"), grounds="不服", by=actor(name), at=at, seq=None)


def test_the_appellant_may_follow_and_withdraw_the_appeal(enter, idea):
    case = idea("rejected")
    enter("林秀梅").move(case, "appeal", grounds="请复核。")
    appeal = db.session.scalars(select(Appeal.id)).one()
    page = enter("林秀梅").get(f"/approval/appeals/{appeal}")
    assert (page.status_code, "请复核。" in page.text, enter("周建国").get(f"/approval/appeals/{appeal}").status_code) == (200, True, 404)


@pytest.mark.parametrize("move", ["clear", "remand_accept", "remand_optimise"])
def test_a_ruling_must_fit_what_was_decided(idea, at, move):
    case = idea("rejected")
    actions.lodge_appeal(case, grounds="请复核。", by=actor("林秀梅"), at=at, seq=None)
    with pytest.raises(Refused, match="ruling-does-not-fit"):
        fire(case, move, actor("李科长"), at=at, note="改判")


def second_panel():
    """Five others of another street."""
    street = db.session.scalars(select(Area).where(Area.letters == "SZJ")).one()
    season = db.session.query(Panel.season_id).scalar()
    with unit_of_work():
        panel = Panel(season_id=season, street_id=street.id)
        db.session.add(panel)
        db.session.flush()
        for name, seat, side in (("褚玉", "chair", "external"), ("杨评估", "member", "finance"), ("周建国", "member", "resident"),
                                 ("张小雨", "member", "resident"), ("何静", "member", "external")):
            db.session.add(PanelMember(panel_id=panel.id, person_id=int(actor(name).id[1:]), seat=seat, side=side))
    return panel.id


def test_a_remand_is_judged_by_other_people_and_decided_by_their_chair(idea, at):
    case, panel = idea("rejected"), second_panel()
    actions.lodge_appeal(case, grounds="请复核。", by=actor("林秀梅"), at=at, seq=None)
    fire(case, "remand_review", actor("李科长"), at=at, note="发回重评")
    rows = db.session.execute(select(Review.round, Review.panel_id, Review.state).where(Review.proposal_id == case).order_by(Review.id)).all()
    assert [(row.round, row.state) for row in rows] == [(1, "scored")] * 5 + [(2, "assigned")] * 5
    assert {row.panel_id for row in rows if row.round == 2} == {panel}
    with pytest.raises(Refused, match="move-not-yours"):
        actions.decide(case, move="fail_review", reason="旧组长", by=actor("郑国栋"), at=at, seq=None)
    with pytest.raises(Refused, match="reviews-missing"):
        actions.decide(case, move="fail_review", reason="新组长", by=actor("褚玉"), at=at, seq=None)
    assert steps_of(case)[-1] == ("remand_review", actor("李科长").id)
    assert db.session.get_one(Proposal, case).state == "reviewing"
