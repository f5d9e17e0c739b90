"""Qualify, disqualify, dispute, close and reopen: who, from where, with what."""
import pytest
from sqlalchemy import func, select

from proposals.approval.models import Notice
from proposals.closeout.models import ArchiveFile
from proposals.storage import db
from tests.drive import closeout
from tests.rooms.closeout.history import names_of, state_of
from tests.rooms.closeout.projects import now


@pytest.fixture
def assessed(finished):
    closeout.assessing(finished, spent_fen=4000_00, at=now())
    closeout.settled(finished, spent_fen=4000_00, at=now())
    closeout.evaluated(finished, points=92, at=now())
    return finished


def test_the_lead_qualifies_when_money_and_work_are_settled(enter, assessed):
    closeout.balanced(assessed, at=now())
    assert enter("王主任").move(assessed, "qualify").status_code == 303
    assert (state_of(assessed), names_of(assessed)[-1]) == ("announcing", "qualify")


def test_the_page_says_what_is_still_missing(enter, finished):
    closeout.assessing(finished, spent_fen=4000_00, at=now())
    page = enter("王主任").get(f"/ideas/{finished}").text
    assert ("结算还没有确认" in page, "结项评估还没有完成" in page) == (True, True)


def test_a_payment_still_due_stands_in_the_way(enter, assessed):
    assert enter("王主任").move(assessed, "qualify").status_code == 409
    assert state_of(assessed) == "assessing"


@pytest.mark.parametrize("other", ["刘芳", "陈会计", "杨评估", "孙干事"])
def test_nobody_else_qualifies(enter, assessed, other):
    assert enter(other).get(f"/moves/{assessed}/qualify").status_code == 404


def test_below_the_line_only_the_bureau_ends_it_and_claims_the_money(enter, finished):
    closeout.assessing(finished, spent_fen=3000_00, at=now())
    closeout.settled(finished, spent_fen=3000_00, at=now())
    closeout.evaluated(finished, points=59, at=now())
    assert enter("王主任").move(finished, "qualify").status_code == 409
    assert enter("李科长").move(finished, "disqualify", note="活动大多没有开展。").status_code == 303
    assert state_of(finished) == "failed"


def test_a_dispute_opens_the_settlement_again(enter, assessed):
    closeout.balanced(assessed, at=now())
    closeout.fired(assessed, "qualify", post="street_lead", at=now())
    assert enter("孙干事").move(assessed, "dispute", note="有居民说数目不对。").status_code == 303
    assert (state_of(assessed), closeout.open_case(assessed, kind="settlement") > 0) == ("assessing", True)


def test_a_closed_project_reopened_and_closed_again_has_two_files(enter, finished):
    closeout.closed(finished, spent_fen=4000_00, at=now())
    assert enter("韩副局长").move(finished, "reopen", note="发现一张重复的发票。").status_code == 303
    assert state_of(finished) == "assessing"
    closeout.settled(finished, spent_fen=4000_00, at=now())
    closeout.fired(finished, "qualify", post="support_lead", at=now())
    closeout.closed_after_notice(finished, at=now())
    assert db.session.scalar(select(func.count()).where(ArchiveFile.proposal_id == finished)) == 2
    assert db.session.scalar(select(func.count()).where(Notice.proposal_id == finished, Notice.kind == "outcome")) == 2
