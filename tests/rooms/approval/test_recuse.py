"""Stepping aside, being barred, and the reserve who steps in."""
import pytest
from sqlalchemy import select, update

from proposals.accounts.models import Person
from proposals.approval import actions
from proposals.approval.models import Panel, PanelMember, Review
from proposals.collection.models import CoProposer
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval.asking import review_of, steps_of
from tests.rooms.approval.planned import actor, planned
from workflow import SYSTEM, Refused


def judges(case, *states):
    db.session.rollback()
    query = select(Person.name).join(Review, Review.judge_id == Person.id).where(Review.proposal_id == case, Review.state.in_(states)).order_by(Review.id)
    return list(db.session.scalars(query))


def test_a_judge_takes_a_review_with_the_declaration(enter, idea):
    review = review_of(idea("reviewing"), "赵岚")
    judge = enter("赵岚")
    assert "请先勾选声明" in judge.post(f"/approval/reviews/{review}/acceptance", {}).text
    assert judge.post(f"/approval/reviews/{review}/acceptance", {"declaration": "y"}).status_code == 303
    assert steps_of(review)[-1] == ("take", actor("赵岚").id)


def test_who_steps_aside_is_replaced_by_the_reserve(enter, idea):
    case = idea("reviewing")
    assert enter("赵岚").move(review_of(case, "赵岚"), "recuse", note="提案人是我的亲戚").status_code == 303
    assert (judges(case, "recused"), judges(case, "assigned")) == (["赵岚"], ["郑国栋", "钱文", "吴芳", "冯涛", "褚玉"])


def test_an_expired_review_goes_to_the_reserve_and_then_to_nobody(idea, at):
    case = idea("reviewing")
    for name in ("赵岚", "钱文"):
        with unit_of_work():
            engine.fire(db.session, review_of(case, name), "expire", SYSTEM, at=at)
    assert (judges(case, "expired"), judges(case, "assigned")) == (["赵岚", "钱文"], ["郑国栋", "吴芳", "冯涛", "褚玉"])


@pytest.mark.parametrize("name", ["钱文", "王主任", "林秀梅"])
def test_nobody_recuses_another(idea, at, name):
    with pytest.raises(Refused, match="move-not-yours"):
        actions.recuse(review_of(idea("reviewing"), "赵岚"), reason="不合适", by=actor(name), at=at, seq=None)


def test_a_co_proposer_is_not_asked_and_the_reserve_is(at):
    case = planned(1, at=at)
    with unit_of_work():
        db.session.add(CoProposer(proposal_id=case, person_id=int(actor("吴芳").id[1:]), from_id=case))
    drive.reviewing(case, at=at, by=actor("周敏"))
    assert judges(case, "assigned") == ["郑国栋", "赵岚", "钱文", "冯涛", "褚玉"]


def test_a_chair_with_an_interest_stops_the_sending(at):
    case = planned(1, at=at, proposer="郑国栋")
    with pytest.raises(Refused, match="chair-in-conflict"):
        drive.reviewing(case, at=at, by=actor("周敏"))


def test_too_few_free_judges_stop_the_sending(at):
    case = planned(1, at=at)
    with unit_of_work():
        db.session.add_all(CoProposer(proposal_id=case, person_id=int(actor(name).id[1:]), from_id=case) for name in ("吴芳", "钱文"))
    with pytest.raises(Refused, match="too-few-free-judges.*'free': 4, 'need': 5"):
        drive.reviewing(case, at=at, by=actor("周敏"))


def test_a_street_without_a_panel_does_not_send(at):
    with pytest.raises(Refused, match="panel-missing"):
        drive.reviewing(planned(1, at=at, letters="SZJ"), at=at, by=actor("周敏"))


def test_an_incomplete_panel_does_not_send(at):
    case = planned(1, at=at)
    with unit_of_work():
        db.session.execute(update(PanelMember).where(PanelMember.side == "finance").values(side="external"))
    with pytest.raises(Refused, match="panel-no-finance"):
        drive.reviewing(case, at=at, by=actor("周敏"))


def test_the_chair_fills_an_empty_place_from_a_longer_panel(enter, idea, at):
    case = idea("reviewing")
    for name in ("赵岚", "钱文"):
        actions.recuse(review_of(case, name), reason="有利害关系", by=actor(name), at=at, seq=None)
    chair, url = enter("郑国栋"), f"/approval/decisions/{case}"
    page = chair.post(f"{url}/judges", page=url)
    assert (page.status_code, "评审组里没有还可以指派的评委" in page.text) == (409, True)
    with unit_of_work():
        db.session.add(PanelMember(panel_id=db.session.query(Panel.id).scalar(), person_id=int(actor("杨评估").id[1:]), seat="reserve", side="external"))
    assert chair.post(f"{url}/judges", page=url).status_code == 303
    assert judges(case, "assigned") == ["郑国栋", "吴芳", "冯涛", "褚玉", "杨评估"]
