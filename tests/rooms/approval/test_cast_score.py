"""A judge scores: does it, who may not, in which states not, twice, what the history says."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Review, Score, ScoreSheet
from proposals.storage import db
from tests.rooms.approval.asking import levels, review_of, send, sheet, steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused


@pytest.fixture
def taken(idea, at):
    case = idea("reviewing")
    review = review_of(case, "赵岚")
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    return case, review


def test_a_judge_scores_and_goes_on_to_the_next(enter, idea, taken, at):
    case, review = taken
    following = review_of(idea("reviewing", 2), "赵岚")
    answer = enter("赵岚").post(f"/approval/reviews/{review}", sheet(case, 4))
    assert (answer.status_code, answer.location) == (303, f"/approval/reviews/{following}")
    db.session.rollback()
    found = db.session.get_one(Review, review)
    assert (found.state, found.total_hundredths) == ("scored", 8000)
    assert sorted((score.criterion_id, score.level, score.version) for score in found.scores) == sorted((key, 4, 1) for key in levels(case))


def test_a_missing_criterion_is_asked_for_and_what_was_chosen_is_kept(enter, taken):
    case, review = taken
    half = dict(list(sheet(case, 3, "先评一半").items())[1:])
    page = enter("赵岚").post(f"/approval/reviews/{review}", half)
    assert (page.status_code, "这一项还没有打分" in page.text, "先评一半" in page.text, page.text.count(" checked")) == (422, True, True, len(levels(case)) - 1)


def test_a_total_below_the_line_needs_a_comment(enter, taken):
    case, review = taken
    page = enter("赵岚").post(f"/approval/reviews/{review}", sheet(case, 2))
    assert (page.status_code, "总分低于 60 分时，须写明评语" in page.text) == (409, True)
    assert enter("赵岚").post(f"/approval/reviews/{review}", sheet(case, 2, "预算没有依据。")).status_code == 303


@pytest.mark.parametrize("name", ["钱文", "褚玉"])
def test_nobody_scores_in_anothers_place(enter, taken, name):
    case, review = taken
    assert send(enter(name), f"/approval/reviews/{review}", sheet(case)).status_code in (400, 404)
    with pytest.raises(Refused, match="review-not-yours"):
        actions.cast_score(review, levels=levels(case), comment="", by=actor(name), at=1, seq=None)
    assert db.session.scalars(select(ScoreSheet)).all() == []


def test_a_review_that_was_not_accepted_is_not_scored(idea, at):
    case = idea("reviewing")
    with pytest.raises(Refused, match="move-not-from-here"):
        actions.cast_score(review_of(case, "赵岚"), levels=levels(case), comment="", by=actor("赵岚"), at=at, seq=None)


def test_a_second_score_is_refused_and_says_what_to_do(enter, taken):
    case, review = taken
    judge = enter("赵岚")
    shown = judge.get(f"/approval/reviews/{review}")
    judge.post(f"/approval/reviews/{review}", sheet(case, 4))
    fields = {**judge.sent, **sheet(case, 1, "改主意了"), "key": "k" * 24}
    answer = send(judge, f"/approval/reviews/{review}", fields)
    assert (shown.status_code, answer.status_code, "请联系评审组组长退回重评" in answer.text) == (200, 409, True)
    db.session.rollback()
    assert [(score.level, score.version) for score in db.session.scalars(select(Score))] == [(4, 1)] * len(levels(case))


def test_a_double_click_is_one_score(enter, taken):
    case, review = taken
    judge = enter("赵岚")
    first = judge.post(f"/approval/reviews/{review}", sheet(case, 4))
    second = send(judge, f"/approval/reviews/{review}", judge.sent)
    assert (first.status_code, second.status_code, first.location == second.location) == (303, 303, True)
    db.session.rollback()
    assert len(db.session.scalars(select(ScoreSheet)).all()) == 1


def test_the_history_names_the_judge_and_not_the_points(enter, taken):
    case, review = taken
    enter("赵岚").post(f"/approval/reviews/{review}", sheet(case, 5))
    me = actor("赵岚").id
    assert steps_of(review) == [("@start", actor("周敏").id), ("take", me), ("score", me)]
    assert steps_of(case)[-1] == ("send_review", actor("周敏").id)
