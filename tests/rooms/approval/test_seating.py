"""Seats given back, changed, and panels of several streets."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.convening import seating
from proposals.approval.models import Panel, PanelChange, PanelMember, Review
from proposals.storage import db
from tests.drive import approval as drive
from tests.rooms.approval.asking import review_of, steps_of
from tests.rooms.approval.convened import KEEPER, asked, key, panel, season, seats, street
from tests.rooms.approval.planned import actor, planned
from workflow import Refused

ONE_DATABASE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
"""The pages and the words; the acts behind them are tried on both databases."""


def test_a_judge_declines_and_a_reserve_moves_up_and_reads_on(enter, idea):
    case = idea("reviewing")
    panel_id = db.session.scalars(select(Panel.id)).one()
    judge, url = enter("赵岚"), f"/approval/my-panels/{panel_id}/declining"
    assert "这一项还没有填写" in judge.post(url, {"reason": " "}).text
    assert judge.post(url, {"reason": "下月住院"}).status_code == 303
    assert seats(panel_id) == {"郑国栋": "chair", "钱文": "member", "吴芳": "member", "冯涛": "member", "褚玉": "member"}
    assert (asked(case, "recused"), asked(case, "assigned")) == (["赵岚"], ["郑国栋", "钱文", "吴芳", "冯涛", "褚玉"])
    assert steps_of(review_of(case, "赵岚"))[-1] == ("recuse", actor("赵岚").id)
    log = [(one.what, one.person.name, one.reason, one.by_id) for one in db.session.scalars(select(PanelChange).order_by(PanelChange.id.desc()).limit(2))]
    assert log == [("promoted", "褚玉", "", key("赵岚")), ("declined", "赵岚", "下月住院", key("赵岚"))]
    assert judge.get(url).status_code == 404
    assert ["递补" in enter(name).get("/messages").text for name in ("褚玉", "王主任", "钱文")] == [True, True, False]
    with pytest.raises(Refused, match="not-on-panel"):
        seating.decline_seat(panel_id, reason="再辞", by=actor("赵岚"), at=1)


@ONE_DATABASE
def test_a_declined_chair_leaves_a_gap_and_the_leads_are_told(enter, idea, at):
    idea("reviewing")
    panel_id = db.session.scalars(select(Panel.id)).one()
    assert seating.decline_seat(panel_id, reason="调离", by=actor("郑国栋"), at=at) is None
    assert "chair" not in seats(panel_id).values()
    assert [("郑国栋辞席，没有人递补" in enter(name).get("/messages").text) for name in ("王主任", KEEPER, "赵岚")] == [True, True, False]


def test_a_chair_who_steps_aside_does_not_decide_and_the_eldest_judge_does(enter, idea, at):
    case = idea("reviewing")
    actions.recuse(review_of(case, "郑国栋"), reason="提案人是我的学生", by=actor("郑国栋"), at=at, seq=None)
    drive.scored(case, at=at, level=drive.GOOD)
    assert ["代为作出决定" in enter(name).get("/desk").text for name in ("赵岚", "钱文", "郑国栋")] == [True, False, False]
    for name in ("郑国栋", "钱文"):
        with pytest.raises(Refused, match="move-not-yours"):
            actions.decide(case, move="pass_review", reason="", by=actor(name), at=at, seq=None)
    actions.decide(case, move="pass_review", reason="", by=actor("赵岚"), at=at, seq=None)
    assert steps_of(case)[-1] == ("pass_review", actor("赵岚").id)


@ONE_DATABASE
def test_the_lead_appoints_another_chair(enter, at):
    found = db.session.scalars(select(Panel)).one()
    url = f"/approval/{season().year}/panels/{found.street_id}/members"
    chair, other = (member.id for member in found.members[:2])
    lead = enter("王主任")
    assert lead.post(f"{url}/{other}/seat", {"seat": "chair", "side": "resident"}).status_code == 303
    assert "也只能有一位" in lead.get(f"/approval/{season().year}/panels/{found.street_id}").text
    assert lead.post(f"{url}/{chair}/seat", {"seat": "member", "reason": "轮换"}).status_code == 303
    assert "没有变化" in lead.post(f"{url}/{chair}/seat", {}).text
    assert (seats(found.id)["郑国栋"], seats(found.id)["赵岚"]) == ("member", "chair")
    with pytest.raises(Refused, match="panel-not-yours"):
        seating.reseat_member(chair, seat="chair", side="external", reason="", by=actor("孙干事"), at=at)


def test_two_streets_judge_together(enter, at):
    home, url = panel("XT", at=at), f"/approval/{season().year}/panels/{street('XT')}/streets"
    lead = enter(KEEPER)
    assert lead.post(url, {"street": str(street("SZJ"))}).status_code == 303
    assert "已经加入联合评审组" in lead.post(url, {"street": str(street("SZJ"))}).text
    case = planned(1, at=at, letters="SZJ")
    drive.reviewing(case, at=at, by=actor(KEEPER))
    assert db.session.scalars(select(Review.panel_id).where(Review.proposal_id == case).distinct()).all() == [home]
    drive.scored(case, at=at, level=drive.GOOD)
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at, seq=None)
    assert lead.post(f"{url}/{street('SZJ')}/removal", page=url).status_code == 303
    with pytest.raises(Refused, match="panel-missing"):
        drive.reviewing(planned(2, at=at, letters="SZJ"), at=at, by=actor(KEEPER))


@ONE_DATABASE
def test_a_street_with_members_of_its_own_is_not_joined(at):
    own = panel("SZJ", at=at)
    actions.seat_member(own, judge_id=key("赵岚"), seat="chair", side="external", by=actor(KEEPER), at=at)
    for name, code in ((KEEPER, "street-judged-already"), ("王主任", "joint-not-yours")):
        with pytest.raises(Refused, match=code):
            seating.join_street(panel("XT", at=at), street_id=street("SZJ"), by=actor(name), at=at)
    actions.unseat_member(db.session.scalars(select(PanelMember.id).where(PanelMember.panel_id == own)).one(), by=actor(KEEPER), at=at)
    seating.join_street(panel("XT", at=at), street_id=street("SZJ"), by=actor(KEEPER), at=at)
    assert panel("SZJ", at=at) == panel("XT", at=at)
