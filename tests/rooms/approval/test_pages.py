"""Every page of the room opens for those it is for, and for nobody else."""
import pytest
from sqlalchemy import select

from proposals.approval.models import Agreement, Appeal, Review
from proposals.directory.models import Area
from proposals.seasons.models import Season
from proposals.storage import db
from tests.rooms.approval.planned import actor


def first_review(case, name):
    return db.session.scalars(select(Review.id).where(Review.proposal_id == case, Review.judge_id == int(actor(name).id[1:]))).one()


@pytest.mark.parametrize("who, status", [("王主任", 200), ("周敏", 200), ("李科长", 200), ("赵岚", 403), ("林秀梅", 403)])
def test_the_panels_are_the_leads_and_the_bureaus(enter, at, who, status):
    assert enter(who).get("/approval/panels").status_code == status


def test_a_panel_shows_its_members_and_that_it_is_complete(enter, at):
    year, street = db.session.scalars(select(Season.year)).one(), db.session.scalars(select(Area).where(Area.letters == "XT")).one().id
    page = enter("王主任").get(f"/approval/{year}/panels/{street}")
    assert page.status_code == 200
    assert all(name in page.text for name in ("郑国栋", "赵岚", "钱文", "吴芳", "冯涛", "褚玉", "可以送审"))


def test_a_judge_sees_queue_and_screen(enter, idea):
    case = idea("reviewing")
    judge = enter("赵岚")
    assert "巷口口袋花园" in judge.get("/approval/reviews").text
    screen = judge.get(f"/approval/reviews/{first_review(case, '赵岚')}")
    assert (screen.status_code, "接受评审" in screen.text, "座椅" in screen.text) == (200, True, True)


def test_anothers_review_is_not_found(enter, idea):
    assert enter("赵岚").get(f"/approval/reviews/{first_review(idea('reviewing'), '钱文')}").status_code == 404


def test_the_chair_sees_board_and_proposal(enter, idea):
    case = idea("scored")
    chair = enter("郑国栋")
    board, page = chair.get("/approval/decisions"), chair.get(f"/approval/decisions/{case}")
    assert (board.status_code, "80" in board.text, page.status_code, "评审通过" in page.text) == (200, True, 200, True)


def test_the_parties_see_the_workbench_and_the_text(enter, idea):
    idea("signing")
    agreement = db.session.scalars(select(Agreement)).one()
    for name in ("李科长", "马理事长", "王主任", "刘芳", "周敏"):
        party = enter(name)
        assert agreement.number in party.get("/approval/agreements").text, name
        assert "我已通读全文" in party.get(f"/approval/agreements/{agreement.id}").text, name
    assert "我已通读全文" not in enter("陈会计").get(f"/approval/agreements/{agreement.id}").text


def test_the_bureau_sees_an_objection(enter, idea):
    case = idea("publicised")
    enter("孙干事").move(case, "object", note="金额与实际不符，附照片。")
    appeal = db.session.scalars(select(Appeal)).one()
    bureau = enter("李科长")
    assert "巷口口袋花园" in bureau.get("/approval/appeals").text
    page = bureau.get(f"/approval/appeals/{appeal.id}")
    assert (page.status_code, "金额与实际不符" in page.text, "孙干事" in page.text) == (200, True, True)
    assert enter("王主任").get(f"/approval/appeals/{appeal.id}").status_code == 404


@pytest.mark.parametrize("who", ["赵岚", "郑国栋", "李科长", "王主任", "周敏"])
def test_the_desk_opens_with_this_rooms_entries(enter, idea, who):
    idea("reviewing")
    assert enter(who).get("/desk").status_code == 200
