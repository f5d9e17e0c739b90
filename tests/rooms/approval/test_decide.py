"""The chair decides: does it, who may not, in which states not, twice, what the record says."""
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from proposals.approval import actions
from proposals.approval.models import Notice, Review, Verdict
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval.asking import levels, put_back, review_of, state_of, steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused


@pytest.mark.parametrize("move, state, decision", [("pass_review", "publicised", "passed"), ("waitlist", "waitlisted", "waitlisted"),
                                                   ("fail_review", "rejected", "rejected"), ("return_review", "revising", "returned")])
def test_the_chair_decides_on_the_page(enter, idea, move, state, decision):
    case = idea("scored")
    fields = {"note": "请补充安全安排。"} if move != "pass_review" else {}
    assert enter("郑国栋").move(case, move, **fields).status_code == 303
    assert state_of(case) == state
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.round, verdict.decision, verdict.mean_hundredths, verdict.scores_counted) == (1, decision, 8000, 5)
    assert steps_of(case)[-1] == (move, actor("郑国栋").id)


@pytest.mark.parametrize("name", ["赵岚", "王主任", "李科长", "林秀梅", "周敏"])
def test_only_the_chair_decides(enter, idea, name):
    case = idea("scored")
    assert enter(name).get(f"/moves/{case}/pass_review").status_code == 404
    with pytest.raises(Refused, match="move-not-yours"):
        actions.decide(case, move="pass_review", reason="", by=actor(name), at=1, seq=None)
    assert state_of(case) == "reviewing"


def test_there_is_no_decision_before_the_scores_are_in(idea, at):
    case = idea("reviewing")
    for name in ("郑国栋", "赵岚", "钱文", "吴芳"):
        review = review_of(case, name)
        actions.take_review(review, by=actor(name), at=at, seq=None)
        actions.cast_score(review, levels=levels(case, 5), comment="", by=actor(name), at=at, seq=None)
    with pytest.raises(Refused, match="reviews-missing.*'have': 4, 'need': 5"):
        actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at, seq=None)


def test_below_the_line_nothing_passes(enter, idea, at):
    case = idea("reviewing")
    drive.scored(case, at=at, level=2)
    page = enter("郑国栋").get(f"/approval/decisions/{case}").text
    assert "平均分 40.00，没有达到 60 分的通过线" in page
    for move in ("pass_review", "waitlist"):
        with pytest.raises(Refused, match="score-below-line"):
            actions.decide(case, move=move, reason="", by=actor("郑国栋"), at=at, seq=None)


def test_a_second_decision_is_refused(idea, at):
    case = idea("publicised")
    with pytest.raises(Refused, match="move-not-from-here"):
        actions.decide(case, move="fail_review", reason="晚了", by=actor("郑国栋"), at=at, seq=None)
    assert len(db.session.scalars(select(Verdict)).all()) == 1


def test_a_returned_proposal_gets_a_second_round_with_its_own_verdict(idea, at):
    case = idea("scored")
    actions.decide(case, move="return_review", reason="补充方案", by=actor("郑国栋"), at=at, seq=None)
    put_back(case)
    drive.reviewing(case, at=at, by=actor("周敏"))
    drive.publicised(case, at=at)
    assert [(one.round, one.decision) for one in db.session.scalars(select(Verdict).order_by(Verdict.round))] == [(1, "returned"), (2, "passed")]
    assert sorted(db.session.scalars(select(Review.round))) == [1] * 5 + [2] * 5


def test_the_notice_numbers_run_on_and_its_words_are_kept_for_good(idea, at):
    first, second = idea("publicised", 1), idea("publicised", 2)
    notices = db.session.scalars(select(Notice).order_by(Notice.serial)).all()
    assert [(one.serial, one.proposal_id) for one in notices] == [(1, first), (2, second)]
    assert all(len(one.digest) == 64 and one.until_us > one.from_us for one in notices)
    for table in ("notice", "verdict", "score", "score_sheet"):
        for change in (f"UPDATE {table} SET id = id + 1000", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
                db.session.connection().exec_driver_sql(change)
