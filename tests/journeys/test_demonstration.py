"""The demonstration: forty ideas find the fates that ideas.tsv names, at every stage, and nothing is left unexplained."""
import pytest
from sqlalchemy import select

from proposals import clock, create_app, integrity, migrate
from proposals.accounts.models import Message
from proposals.approval.models import ResidentVote
from proposals.collection import queries
from proposals.collection.answering.lists import letters_of
from proposals.collection.models import Lineage, Proposal, Referral
from proposals.demonstration import demo
from proposals.demonstration.ideas import forty
from proposals.implementation.models import Amendment
from proposals.storage import db
from tests.databases import sqlite_url

FATES = {"入选": "planned", "合并": "merged", "部分转办": "split", "转协商": "not_accepted", "转办": "not_accepted", "不予受理(个人诉求)并转12345": "not_accepted",
         "需监护人同意": "needs_info", "退回补充": "needs_info", "不符合(商业推广)": "not_accepted"}
REASONS = {"转协商": "deliberation", "转办": "transferred", "不予受理(个人诉求)并转12345": "personal-claim", "不符合(商业推广)": "commercial"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    app = create_app({"DATABASE_URL": sqlite_url(folder), "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
    migrate.upgrade(app)
    with app.app_context():
        demo.play(stage="optimisation", seed=1, at=clock.now())
        yield {proposal.title: proposal for proposal in db.session.scalars(select(Proposal).where(Proposal.origin == "collected"))}
        db.session.remove()
        db.engine.dispose()


def test_each_idea_finds_its_fate(played):
    assert {idea.id: played[idea.title].state for idea in forty()} == {idea.id: FATES[idea.triage] for idea in forty()}


def test_each_exit_has_its_reason(played):
    left = [idea for idea in forty() if idea.triage in REASONS]
    assert {idea.id: played[idea.title].reason for idea in left} == {idea.id: REASONS[idea.triage] for idea in left}


def test_like_joins_like(played):
    titles = {proposal.id: title for title, proposal in played.items()}
    cluster = {idea.title: idea.cluster for idea in forty()}
    joined = db.session.execute(select(Lineage.source_id, Lineage.target_id).where(Lineage.kind == "merge")).all()
    assert len(joined) == 13
    assert [pair for pair in joined if cluster[titles[pair.source_id]] != cluster[titles[pair.target_id]]] == []


def test_what_is_handed_on_has_a_unit_and_a_day(played):
    referrals = db.session.scalars(select(Referral)).all()
    assert sorted(referral.kind for referral in referrals) == ["deliberation", "hotline", "transfer", "transfer"]
    assert [referral for referral in referrals if not referral.handling_unit or referral.due_us <= 0] == []
    assert [referral.number[-4:] for referral in referrals] == ["0001", "0002", "0003", "0004"]
    lamp = next(referral for referral in referrals if played["赤平路口路灯坏了半个月"].id == referral.proposal_id)
    assert (lamp.kind, lamp.standing, lamp.rating) == ("transfer", "closed", "satisfied")


def test_the_private_claim_is_declined_and_sent_to_the_hotline(played):
    claim = played["我家暖气不热,要求退费"]
    handed = db.session.scalars(select(Referral).where(Referral.proposal_id == claim.id)).one()
    assert (queries.fate(claim), handed.kind, handed.case_number) == (queries.Fate("declined", "personal-claim"), "hotline", "CF2018012600371")


def test_who_is_answered_reads_a_letter_and_hears_once(played):
    answered = [proposal for proposal in played.values() if proposal.state == "not_accepted"]
    assert {proposal.title for proposal in answered if len(letters_of(proposal.id)) == 1} == {proposal.title for proposal in answered}
    told = db.session.execute(select(Message.person_id, Message.template).where(Message.template == "answer_out")).all()
    assert sorted(row.person_id for row in told) == sorted(proposal.proposer_id for proposal in answered)


def test_all_fates_add_up_to_forty(played):
    counted = queries.funnel(next(iter(played.values())).season_id)
    assert (counted.collected, sum(counted.fates.values())) == (40, 40)
    assert {name: counted.fates[name] for name in ("merged", "split", "referred", "declined", "screening", "improving")} == {
        "merged": 13, "split": 1, "referred": 2, "declined": 2, "screening": 2, "improving": 20}


@pytest.mark.parametrize("stage", demo.STAGES)
def test_every_stage_adds_up(tmp_path, stage):
    app = create_app({"DATABASE_URL": sqlite_url(tmp_path), "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
    migrate.upgrade(app)
    with app.app_context():
        demo.play(stage=stage, seed=7, at=clock.now())
        assert integrity.findings(db.session(), root=None) == []
        later = demo.STAGES.index(stage)
        assert db.session.query(ResidentVote).count() == (later >= 2)
        assert db.session.scalars(select(Amendment.state)).all() == ["granted"] * (later >= 3)
        db.session.remove()
        db.engine.dispose()
