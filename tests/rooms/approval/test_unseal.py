"""Giving a sealed score back to its judge: exceptional, by the chair, for a reason; the old version stays."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Review, Score, ScoreSheet
from proposals.storage import db
from tests.rooms.approval.asking import levels, review_of, sheet, steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused


def test_the_old_version_stays_and_the_new_one_counts(enter, idea):
    case = idea("scored")
    review = review_of(case, "赵岚")
    assert enter("郑国栋").move(review, "unseal", note="漏看了预算附件").status_code == 303
    assert enter("赵岚").post(f"/approval/reviews/{review}", sheet(case, 5, "看过附件后重评")).status_code == 303
    db.session.rollback()
    sheets = [(one.version, one.total_hundredths, one.comment) for one in db.session.scalars(select(ScoreSheet).where(ScoreSheet.review_id == review))]
    assert sheets == [(1, 8000, "按评分标准评定。"), (2, 10000, "看过附件后重评")]
    assert sorted({tuple(row) for row in db.session.execute(select(Score.version, Score.level).where(Score.review_id == review))}) == [(1, 4), (2, 5)]
    assert [name for name, _ in steps_of(review)] == ["@start", "take", "score", "unseal", "score"]
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=1_800_000_000_000_000, seq=None)
    assert db.session.query(Review).count() == 5


def test_a_reason_is_needed(enter, idea):
    answer = enter("郑国栋").move(review_of(idea("scored"), "赵岚"), "unseal", note="")
    assert (answer.status_code, "这一项还没有填写" in answer.text) == (422, True)


def test_the_chairs_own_score_is_not_the_chairs_to_reopen(idea, at):
    with pytest.raises(Refused, match="needs-second-person"):
        actions.unseal(review_of(idea("scored"), "郑国栋"), reason="想改", by=actor("郑国栋"), at=at, seq=None)


@pytest.mark.parametrize("name", ["赵岚", "王主任", "周敏"])
def test_nobody_else_reopens_a_score(idea, at, name):
    with pytest.raises(Refused, match="move-not-yours"):
        actions.unseal(review_of(idea("scored"), "赵岚"), reason="想改", by=actor(name), at=at, seq=None)


def test_after_the_verdict_nothing_is_reopened(idea, at):
    with pytest.raises(Refused, match="panel-has-decided"):
        actions.unseal(review_of(idea("publicised"), "赵岚"), reason="想改", by=actor("郑国栋"), at=at, seq=None)


def test_while_one_score_is_open_the_panel_does_not_decide(idea, at):
    case = idea("scored")
    actions.unseal(review_of(case, "赵岚"), reason="漏看附件", by=actor("郑国栋"), at=at, seq=None)
    with pytest.raises(Refused, match="reviews-missing"):
        actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at, seq=None)
    assert len(levels(case)) == 6
