"""A signed score sheet on paper: two people enter it, and only when they agree is it sealed."""
import json

import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.actions.paper import enter_sheet
from proposals.approval.models import PaperEntry, Review
from proposals.approval.rules.reviewing import Sheet
from proposals.storage import db, unit_of_work
from tests.rooms.approval.asking import levels, review_of, send, sheet, state_of, steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused

CANARY = "金丝雀评语"


@pytest.fixture
def paper(idea):
    case = idea("reviewing")
    return case, review_of(case, "赵岚")


def entered(visitor, case, review, level=4, comment="", **others):
    return visitor.post(f"/approval/paper/{review}", {**sheet(case, level, comment), "signed": "y", **others})


def total(review):
    db.session.rollback()
    return db.session.get_one(Review, review).total_hundredths


def test_two_people_who_agree_seal_it_and_the_history_names_them(enter, paper):
    case, review = paper
    first, second = enter("王主任"), enter("何静")
    answers = [entered(first, case, review, 4, "好，很好。"), entered(first, case, review, 4, "好，很好。")]
    assert ([answer.status_code for answer in answers], total(review)) == ([303, 303], None)
    assert ["等第二个人录入" in each.get("/desk").text for each in (first, second)] == [False, True]
    assert (entered(second, case, review, 4, "好 很好").status_code, send(second, f"/approval/paper/{review}", second.sent).status_code) == (303, 303)
    assert (total(review), steps_of(review)[1:]) == (8000, [("take", actor("何静").id), ("score", actor("何静").id)])
    assert ("已经有了结果" in first.get(f"/approval/paper/{review}").text, state_of(case)) == (True, "reviewing")


def test_two_who_differ_are_shown_where_and_not_what(enter, paper):
    case, review = paper
    key = next(iter(levels(case)))
    entered(enter("王主任"), case, review, 4, CANARY)
    second = enter("何静")
    entered(second, case, review, 4, "另一句", **{f"criterion_{key}": "5"})
    page = second.get(f"/approval/paper/{review}").text
    assert (total(review), page.count("与另一次录入不一样"), CANARY in page, "两次不一致" in second.get("/approval/paper?q=赵岚&half=1").text) == (None, 2, False, True)
    entered(second, case, review, 4, CANARY)
    assert total(review) == 8000


@pytest.mark.parametrize("who", ["赵岚", "张小雨", "陈会计", "林秀梅"])
def test_nobody_else_enters_a_sheet(enter, paper, at, who):
    case, review = paper
    assert enter(who).get(f"/approval/paper/{review}").status_code == 403
    with pytest.raises(Refused, match="review-not-yours"):
        enter_sheet(review, sheet=Sheet(levels(case), ""), by=actor(who), at=at)
    assert db.session.scalars(select(PaperEntry)).all() == []


def test_a_sheet_that_is_not_signed_or_not_complete_is_asked_for(enter, paper):
    case, review = paper
    page = enter("王主任").post(f"/approval/paper/{review}", dict(list(sheet(case, 4, "抄到一半").items())[1:]))
    assert (page.status_code, "没有签名或者没有声明" in page.text, "请照着评分表选" in page.text, "抄到一半" in page.text) == (422, True, True, True)
    assert "总分低于 60 分时，须写明评语" in entered(enter("王主任"), case, review, 2).text


def test_a_third_reader_and_a_sealed_review_are_refused(idea, paper, at):
    case, review = paper
    for name, level in (("王主任", 4), ("何静", 5)):
        assert enter_sheet(review, sheet=Sheet(levels(case, level), ""), by=actor(name), at=at) is False
    with pytest.raises(Refused, match="paper-entered-twice"):
        enter_sheet(review, sheet=Sheet(levels(case, 5), ""), by=actor("周敏"), at=at)
    scored = idea("scored", 2)
    with pytest.raises(Refused, match="paper-not-open"):
        enter_sheet(review_of(scored, "赵岚"), sheet=Sheet(levels(scored), ""), by=actor("周敏"), at=at)


@pytest.mark.parametrize("move, fields", [("take", {"declaration": "y"}), ("score", {"scores": "5 5 5 5 5 5", "comment": ""})])
def test_the_page_of_all_moves_is_no_way_round_the_second_reader(enter, paper, move, fields):
    _case, review = paper
    lead = enter("王主任")
    if move == "score":
        enter("赵岚").move(review, "take", declaration="y")
    page = lead.get(f"/moves/{review}/{move}")
    answer = lead.post(f"/moves/{review}/{move}", fields) if page.status_code == 200 and "<form" in page.text.partition("<main")[2] else page
    assert ("两次一致才生效" in answer.text, total(review)) == (True, None)


def test_a_reopened_review_is_not_sealed_again_by_old_readings_nor_by_other_levels(enter, paper, at):
    case, review = paper
    for name in ("王主任", "何静"):
        enter_sheet(review, sheet=Sheet(levels(case), ""), by=actor(name), at=at)
    actions.unseal(review, reason="漏看了附件", by=actor("郑国栋"), at=at, seq=None)
    assert db.session.scalars(select(PaperEntry)).all() == []
    with unit_of_work():
        same = json.dumps({str(key): 4 for key in levels(case)})
        db.session.add_all(PaperEntry(review_id=review, by_id=int(actor(name).id[1:]), levels=same, comment="", at_us=at) for name in ("王主任", "何静"))
    with pytest.raises(Refused, match="paper-not-read-twice"):
        actions.cast_score(review, levels=levels(case, 5), comment="", by=actor("何静"), at=at, seq=None)
