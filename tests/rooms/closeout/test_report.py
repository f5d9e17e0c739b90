"""The implementer reports the end of a project."""
import pytest
from sqlalchemy import select

from proposals.closeout.models import FinalReport, Settlement
from proposals.storage import db
from tests.drive import closeout
from tests.rooms.closeout.history import afresh, names_of, state_of
from tests.rooms.closeout.projects import now

GOOD = {"summary": closeout.SUMMARY, "finance": "4,000.00", "answers": "60", "satisfied": "57"}


def reports(case):
    afresh()
    return [(one.version, one.spent_fen, one.answers, one.satisfied) for one in db.session.scalars(select(FinalReport).where(FinalReport.proposal_id == case))]


def test_it_fills_the_empty_report_and_opens_both_assessments(enter, finished):
    answer = enter("刘芳").move(finished, "report", **GOOD)
    assert (answer.status_code, answer.location) == (303, f"/ideas/{finished}")
    assert state_of(finished) == "assessing"
    assert reports(finished) == [(1, 4000_00, 60, 57)]
    opened = select(Settlement.kind).where(Settlement.proposal_id == finished, Settlement.state == "open").order_by(Settlement.kind)
    assert list(db.session.scalars(opened)) == ["evaluation", "settlement"]


@pytest.mark.parametrize("other", ["林秀梅", "陈会计", "王主任", "杨评估", "李科长"])
def test_nobody_but_the_implementer_may_report(enter, finished, other):
    assert enter(other).get(f"/moves/{finished}/report").status_code == 404
    assert state_of(finished) == "reporting"


@pytest.mark.parametrize(("field", "typed", "told"), [
    ("summary", "好", "请至少写 20 个字"), ("finance", "4000.001", "金额最多两位小数"), ("finance", "-1", "不能为负"),
    ("satisfied", "61", "不能多于回答的人数"), ("answers", "", "没有就填 0")])
def test_what_cannot_be_true_is_told_at_the_field_and_kept(enter, finished, field, typed, told):
    answer = enter("刘芳").move(finished, "report", **{**GOOD, field: typed})
    assert (answer.status_code, told in answer.text) == (422, True)
    assert reports(finished) == [(1, 0, 0, 0)]


def test_more_than_agreed_is_refused_with_the_difference(enter, finished):
    answer = enter("刘芳").move(finished, "report", **{**GOOD, "finance": "4460.01"})
    assert (answer.status_code, "多出 0.01 元" in answer.text) == (409, True)
    assert state_of(finished) == "reporting"


def test_it_cannot_be_reported_before_the_work_is_done_or_after_it_was(enter, finished):
    org = enter("刘芳")
    org.move(finished, "report", **GOOD)
    page = org.get(f"/moves/{finished}/report")
    assert (page.status_code, "<form" in page.text) == (200, False)


def test_twice_the_same_form_is_one_report(enter, finished):
    org = enter("刘芳")
    org.move(finished, "report", **GOOD)
    again = org.post(f"/moves/{finished}/report", again=org.sent)
    assert (again.status_code, again.location) == (303, f"/ideas/{finished}")
    assert reports(finished) == [(1, 4000_00, 60, 57)]


def test_the_history_says_it_once(finished):
    closeout.assessing(finished, spent_fen=4000_00, at=now())
    assert names_of(finished)[-2:] == ["finish", "report"]
