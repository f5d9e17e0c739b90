"""A project that told its spending by vouchers is reported and settled by their sum; the books end with it, to the fen."""
import pytest

from proposals.closeout import actions
from proposals.funding import actions as money
from proposals.funding import verify
from proposals.funding.spending import reports, vouchers
from proposals.funding.spending import verify as papers
from proposals.storage import db, unit_of_work
from tests.drive import closeout
from tests.drive.approval import holder
from tests.rooms.approval.planned import actor
from tests.rooms.closeout.projects import AGREED, PAID, now, reporting
from tests.rooms.funding import spent
from tests.rooms.funding.test_settle import stages
from tests.rooms.funding.test_vouchers import codes

SPENT = 400001


@pytest.fixture
def case(app):
    """Its work is done; vouchers over 4,000.01 yuan are handed in, more than was paid."""
    found = reporting(1)
    spent.entered(found, at=now(), fen=SPENT)
    return found


def report(case, fen):
    closeout.assessing(case, spent_fen=fen, at=now())


def test_the_vouchers_are_reported_settled_paid_and_closed(case):
    accepted = spent.accepted(case, at=now())
    assert (db.session.get_one(spent.ExpenditureReport, accepted).booked_fen, stages(case)["spent"]) == (PAID, PAID)
    closeout.closed(case, spent_fen=SPENT, at=now())
    assert stages(case) == {"commit": 0, "order": 0, "held": 0, "spent": SPENT, "returned": 0}
    assert (verify.findings(db.session), papers.findings(db.session)) == ([], [])


def test_what_was_not_spent_comes_back(app):
    case = reporting(1)
    spent.entered(case, at=now(), fen=1000_01)
    spent.accepted(case, at=now())
    closeout.closed(case, spent_fen=1000_01, at=now())
    assert stages(case) == {"commit": 0, "order": 0, "held": 0, "spent": 1000_01, "returned": PAID - 1000_01}
    assert (verify.findings(db.session), papers.findings(db.session)) == ([], [])


@pytest.mark.parametrize("fen", [SPENT - 1, SPENT + 1])
def test_the_final_report_says_what_the_vouchers_say(case, fen):
    assert codes(lambda: report(case, SPENT)) == ["report-not-handed-in"]
    spent.checked(case, at=now())
    with pytest.raises(Exception) as refusal:
        report(case, fen)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.facts["vouchers"], problem.facts["difference"]) == ("vouchers-differ", "¥4,000.01", "¥0.01")
    report(case, SPENT)


def test_nothing_is_settled_before_the_report_is_decided(case):
    handed_in = spent.checked(case, at=now())
    report(case, SPENT)
    assert codes(lambda: closeout.settled(case, spent_fen=SPENT, at=now())) == ["report-undecided"]
    reports.accept(handed_in, by=actor("陈会计"), at=now())
    closeout.settled(case, spent_fen=SPENT, at=now())
    assert stages(case)["spent"] == PAID


def test_a_voucher_disallowed_while_it_is_assessed_changes_the_sum(case):
    with unit_of_work():
        second = spent.entered(case, at=now(), fen=1_00)
    spent.accepted(case, at=now())
    report(case, SPENT + 1_00)
    vouchers.disallow(second, reason="不是本项目的", by=actor("马理事长"), at=now())
    assert codes(lambda: closeout.settled(case, spent_fen=SPENT + 1_00, at=now())) == ["vouchers-differ"]


def test_a_project_that_ends_early_is_settled_by_its_vouchers(app, case):
    spent.accepted(case, at=now())
    with unit_of_work():
        spent.project(case).state = "terminating"
    assert codes(lambda: money.settle_ended(case, spent_fen=1, by=actor("陈会计"), at=now())) == ["vouchers-differ"]


def test_a_project_without_vouchers_reports_one_sum(app):
    case = reporting(1)
    closeout.closed(case, spent_fen=AGREED, at=now())
    assert stages(case)["spent"] == AGREED
    assert papers.findings(db.session) == []


def test_the_pages_say_what_the_vouchers_come_to(case, enter):
    spent.accepted(case, at=now())
    assert "已提交的票据合计 ¥4,000.01" in enter("刘芳").get(f"/moves/{case}/report").text
    report(case, SPENT)
    text = enter("陈会计").get(f"/closeout/settlements/{closeout.open_case(case, kind='settlement')}").text
    assert "已核定支出" in text and "¥4,000.01" in text
    with pytest.raises(Exception, match="settlement-differs-from-report"):
        actions.settle(closeout.open_case(case, kind="settlement"), by=holder("foundation", proposal=spent.project(case)), at=now(), spent_fen=1, result="x",
                       seq=None)
