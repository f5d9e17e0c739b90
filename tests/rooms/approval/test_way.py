"""From the finished plan to the five signatures."""
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Agreement, Notice, Signature, Verdict
from proposals.collection.models import Proposal
from proposals.storage import db
from tests.drive import approval as drive
from tests.rooms.approval.planned import actor, planned
from workflow import history


def test_a_planned_proposal_is_judged_published_and_signed_by_five(app, at):
    case = planned(1, at=at)
    reviews = drive.reviewing(case, at=at, by=actor("周敏"))
    assert len(reviews) == 5
    drive.publicised(case, at=at)
    notice = db.session.scalars(select(Notice)).one()
    assert "评审平均分：80.00" in notice.text and "肆仟肆佰陆拾元整" in notice.text
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.decision, verdict.mean_hundredths, verdict.scores_counted) == ("passed", 8000, 5)
    drive.signing(case, at=notice.until_us + 1)
    agreement = db.session.scalars(select(Agreement)).one()
    assert agreement.number == f"红金协〔{clock.today(at).year}〕西屯-001号"
    drive.signed(case, at=notice.until_us + 2)
    proposal = db.session.get_one(Proposal, case, populate_existing=True)
    assert (proposal.state, proposal.agreed_fen) == ("signed", 446000)
    assert {one.digest for one in db.session.scalars(select(Signature))} == {agreement.digest}
    assert not history.verify(db.session)
