"""An evaluator judges the work of a finished project."""
import pytest

from proposals.closeout.models import Settlement
from proposals.closeout.assessed import grade
from proposals.storage import db
from tests.drive import closeout
from tests.rooms.closeout.history import afresh, names_of
from tests.rooms.closeout.projects import now


@pytest.fixture
def case(finished):
    closeout.assessing(finished, spent_fen=4000_00, at=now())
    return closeout.open_case(finished, kind="evaluation")


@pytest.mark.parametrize(("points", "name"), [
    (100, "excellent"), (90, "excellent"), (89, "good"), (75, "good"), (74, "passed"), (60, "passed"), (59, "failed"), (0, "failed")])
def test_the_grade_follows_the_points(points, name):
    assert grade(points) == name


def test_points_and_opinion_are_kept(enter, case):
    answer = enter("杨评估").post(f"/closeout/evaluations/{case}", {"points": "86", "result": "活动扎实。"})
    assert (answer.status_code, answer.location) == (303, f"/closeout/evaluations/{case}")
    afresh()
    found = db.session.get_one(Settlement, case)
    assert (found.state, found.points, found.comment) == ("agreed", 86, "活动扎实。")


@pytest.mark.parametrize("typed", ["101", "-1", "八十", ""])
def test_points_outside_the_scale_are_told_at_the_field(enter, case, typed):
    assert enter("杨评估").post(f"/closeout/evaluations/{case}", {"points": typed, "result": "活动扎实。"}).status_code == 422
    assert names_of(case) == ["@start"]


@pytest.mark.parametrize("other", ["刘芳", "陈会计", "林秀梅", "王主任"])
def test_nobody_else_sees_an_evaluation_under_way(enter, case, other):
    assert enter(other).get(f"/closeout/evaluations/{case}").status_code == 403


def test_a_settlement_is_not_found_under_evaluations(enter, finished, case):
    assert enter("杨评估").get(f"/closeout/evaluations/{closeout.open_case(finished, kind='settlement')}").status_code == 404


def test_the_points_stay_off_the_public_page_until_the_outcome(enter, finished, case):
    enter("杨评估").post(f"/closeout/evaluations/{case}", {"points": "86", "result": "只给自己人看的意见。"})
    page = enter().get(f"/ideas/{finished}").text
    assert ("结项等级" in page, "只给自己人看的意见" in page) == (False, False)
