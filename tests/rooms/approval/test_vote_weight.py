"""A vote that weighs: nothing is decided while it goes on, and afterwards it can lift a project over the line, or not."""
import pytest
from sqlalchemy import select, update

from proposals import clock
from proposals.approval import actions
from proposals.approval.actions.minutes import draw_up_minutes
from proposals.approval.models import Notice, Panel, Verdict
from proposals.approval.rules import candidates
from proposals.collection.models import Proposal
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval import polling
from tests.rooms.approval.planned import actor
from workflow import Refused


@pytest.fixture
def contested(idea, at):
    """``contested(3, "over")``: a project whose judges give 60 points and three of five residents support, with a line of 62 and a vote of 20 %."""

    def one(supporters, stage):
        case, vote = idea("planned"), None
        with unit_of_work() as session:
            session.execute(update(Proposal).where(Proposal.id == case).values(community_id=polling.communities()[0]))
            session.execute(update(Season).values(pass_line=62))
        vote = polling.vote(stage, at=at)
        polling.cast(vote, [[case]] * supporters + [[]] * (5 - supporters), at=at if stage == "open" else at - 2 * polling.DAY)
        drive.reviewing(case, at=at, by=actor("周敏"))
        drive.scored(case, at=at, level=3)
        return case

    return one


def decide(case, *, at):
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at, seq=None)


def refusals(case, *, at):
    with pytest.raises(Refused) as refused:
        decide(case, at=at)
    return {problem.code: problem.facts for problem in refused.value.problems}


def test_residents_lift_a_project_over_the_line(contested, enter, at):
    case = contested(4, "over")
    panel = db.session.scalars(select(Panel.id).where(Panel.street_id == db.session.get_one(Proposal, case).street_id)).one()
    field = candidates.field(db.session(), season_id=polling.season()[0], panels=[panel], at=at)
    assert [(one.mean, one.figure("mean"), one.support) for one in field.candidates] == [(6000, 6400, 8000)]
    db.session.rollback()
    assert "居民 80.0%" in enter("郑国栋").get("/approval/ranking").text
    decide(case, at=at)
    assert db.session.execute(select(Verdict.decision, Verdict.mean_hundredths, Verdict.figure_hundredths)).all() == [("passed", 6000, 6400)]
    notice = db.session.scalars(select(Notice.text)).one()
    assert "评审平均分：60.00（满分100分）\n居民支持率：80.00%（占总分20%）\n总分：64.00（满分100分）" in notice
    minutes = draw_up_minutes(panel, by=actor("郑国栋"), at=at)
    assert "居民支持率占总分的 20%" in enter("郑国栋").get(f"/approval/minutes/{minutes}").text


def test_residents_who_do_not_support_it_keep_it_below(contested, at):
    assert refusals(contested(1, "over"), at=at) == {"figure-below-line": {"mean": "52.00", "line": 62}}


def test_nothing_passes_while_a_vote_that_weighs_goes_on(contested, at):
    assert refusals(contested(5, "open"), at=at) == {"vote-goes-on": {}}


def test_a_vote_that_is_advice_holds_nothing_up(idea, at):
    case = idea("scored")
    polling.vote("before", at=at, weight=0)
    decide(case, at=clock.now())
    assert db.session.scalars(select(Verdict.decision)).all() == ["passed"]
