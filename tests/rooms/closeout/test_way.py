"""From the final report to a closed project: every fen settled, every paper in the file."""
import json

from sqlalchemy import select

from proposals.approval.models import Notice
from proposals.closeout.models import ArchiveFile, FinalReport, Settlement
from proposals.funding import verify
from proposals.funding.models import Payment
from proposals.storage import db
from tests.drive import closeout
from tests.drive.implementation import project
from tests.rooms.closeout.projects import PAID, now, reporting


def settlement(case):
    found = db.session.scalars(select(Settlement).where(Settlement.proposal_id == case, Settlement.kind == "settlement").order_by(Settlement.id.desc())).first()
    return found.state, found.signed_fen, found.paid_fen, found.spent_fen, found.returned_fen


def test_a_project_is_settled_on_actuals_and_closed(app):
    case = reporting(1)
    closeout.closed(case, spent_fen=4000_00, at=now())
    assert project(case).state == "closed"
    assert settlement(case) == ("agreed", 4460_00, 4000_00, 4000_00, 0)
    assert sum(leg.amount_fen for leg in db.session.scalars(select(Payment).where(Payment.proposal_id == case, Payment.state == "paid"))) == 4000_00
    assert verify.findings(db.session) == []
    filed = db.session.scalars(select(ArchiveFile).where(ArchiveFile.proposal_id == case)).one()
    assert sorted(json.loads(filed.contents)) == ["agreements", "assessments", "head", "notices", "number", "plans", "reports", "steps", "verdicts"]


def test_what_was_paid_and_not_spent_comes_back_before_the_outcome(app):
    case = reporting(1)
    closeout.announcing(case, spent_fen=3000_00, at=now())
    assert settlement(case) == ("agreed", 4460_00, PAID, 3000_00, PAID - 3000_00)
    assert verify.findings(db.session) == []


def test_the_outcome_notice_tells_grade_and_figures_and_names_nobody(app):
    case = reporting(1)
    closeout.announcing(case, spent_fen=4000_00, at=now())
    notice = db.session.scalars(select(Notice).where(Notice.proposal_id == case, Notice.kind == "outcome")).one()
    assert [line for line in notice.text.split("\n") if "：" in line][3:8] == [
        "结项等级：优（92分，满分100分）", "协议金额：4,460.00元", "实付金额：4,000.00元", "支出金额：4,000.00元", "退回金额：0.00元"]
    assert "林秀梅" not in notice.text


def test_a_report_sent_back_is_a_new_version_and_starts_both_assessments_anew(app):
    case = reporting(1)
    closeout.assessing(case, spent_fen=4000_00, at=now())
    closeout.evaluated(case, points=88, at=now())
    closeout.fired(case, "return_report", post="foundation", at=now(), note="发票缺一张。")
    closeout.assessing(case, spent_fen=3900_00, at=now())
    versions = db.session.scalars(select(FinalReport).where(FinalReport.proposal_id == case).order_by(FinalReport.version)).all()
    assert [(one.version, one.spent_fen) for one in versions] == [(1, 4000_00), (2, 3900_00)]
    kinds = db.session.execute(select(Settlement.kind, Settlement.state).where(Settlement.proposal_id == case).order_by(Settlement.id)).all()
    assert [tuple(row) for row in kinds] == [("settlement", "void"), ("evaluation", "agreed"), ("settlement", "open"), ("evaluation", "open")]
