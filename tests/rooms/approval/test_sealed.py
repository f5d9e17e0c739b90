"""Nobody but the judge sees a score before the verdict: a canary in the sheet must turn up nowhere else."""
from dataclasses import asdict

import pytest
from sqlalchemy import text

from proposals.approval import actions, queries
from proposals.approval.models import Review
from proposals.approval.rules.reviewing import rubric_of
from proposals.collection.models import Proposal
from proposals.storage import db
from tests.rooms.approval.asking import review_of
from tests.rooms.approval.planned import actor

CANARY = "金丝雀评语"


@pytest.fixture
def sung(idea, at):
    """One judge of five has scored, with an odd total and a comment that cannot be overlooked."""
    case = idea("reviewing")
    season = db.session.get_one(Proposal, case).season_id
    odd = {one.id: (5, 3, 4, 2, 5, 1)[number % 6] for number, one in enumerate(rubric_of(db.session, season_id=season))}
    review = review_of(case, "赵岚")
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    actions.cast_score(review, levels=odd, comment=CANARY, by=actor("赵岚"), at=at, seq=None)
    total = db.session.get_one(Review, review).total_hundredths
    return case, review, f"{total / 100:g}"


def pages(case, review):
    return ["/desk", "/approval/reviews", f"/approval/reviews/{review}", "/approval/decisions", f"/approval/decisions/{case}", f"/ideas/{case}", "/ideas/",
            f"/moves/{case}/pass_review", f"/moves/{case}/waitlist", f"/moves/{case}/fail_review", f"/moves/{review}/unseal", "/approval/agreements",
            "/messages", f"/approval/paper/{review}", "/approval/paper", "/approval/meetings", "/approval/ranking", "/approval/scores.csv", "/approval/minutes"]


@pytest.mark.parametrize("who", ["郑国栋", "钱文", "王主任", "周敏", "李科长", "林秀梅", "刘芳", None])
def test_no_page_of_anybody_else_shows_the_score(enter, sung, who):
    case, review, total = sung
    visitor = enter(who)
    shown = [(url, answer.text) for url in pages(case, review) if (answer := visitor.get(url)).status_code == 200]
    assert [url for url, page in shown if CANARY in page] == []
    assert [url for url, page in shown if f">{total}<" in page or f"平均分 {total}" in page] == []


def test_the_judge_sees_the_own_score(enter, sung):
    _case, review, total = sung
    page = enter("赵岚").get(f"/approval/reviews/{review}").text
    assert (CANARY in page, total in page) == (True, True)


def test_the_chairs_queries_hold_it_back(sung, at):
    case, _review, _total = sung
    chair = int(actor("郑国栋").id[1:])
    row = queries.standing(case, chair_id=chair)
    assert (row.scored, row.mean, row.spread) == (1, None, None)
    judges = queries.judges_of(case)
    assert [tuple(asdict(judge)) for judge in judges] == [("id", "name", "state", "round", "scored_us", "far")] * 5
    assert [judge.far for judge in judges] == [False] * 5
    assert queries.result(case) is None


def test_the_history_does_not_hold_the_points(sung):
    written = db.session.execute(text("SELECT body, payload FROM wf_step")).all() + db.session.execute(text("SELECT topic, payload FROM wf_outbox")).all()
    assert [row for row in written if CANARY in f"{row[0]}{row[1]}"] == []


def test_a_mean_that_would_miss_the_line_is_not_told_before_the_quorum(enter, sung):
    case, _review, _total = sung
    page = enter("郑国栋").get(f"/approval/decisions/{case}").text
    assert ("已收到 1 份评分" in page, "没有达到" in page) == (True, False)


def test_after_the_verdict_the_mean_is_public_and_single_scores_are_not(enter, idea):
    case = idea("publicised")
    found = queries.result(case)
    assert (found.verdict.mean_hundredths, found.verdict.scores_counted, len(found.judges)) == (8000, 5, 5)
    assert "按评分标准评定。" not in enter().get(f"/ideas/{case}").text
