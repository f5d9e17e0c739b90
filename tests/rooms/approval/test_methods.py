"""The season's method decides who passes, and where the adjusted figures would decide otherwise a project is marked."""
from fractions import Fraction

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval import actions
from proposals.approval.actions.limits import settle_ranking
from proposals.approval.models import Review, Verdict
from proposals.approval.rules.caps import Left
from proposals.approval.rules.figures import Equal
from proposals.approval.rules.ranking import Candidate, Field, Rule
from proposals.approval.statistics import Adjusted
from proposals.approval.voting.weights import NOTHING
from proposals.seasons.models import Season
from proposals.storage import db
from tests.drive import approval as drive
from tests.remembered import remembered
from tests.rooms.approval.asking import levels
from tests.rooms.approval.planned import actor, planned
from tests.rooms.approval.ranked import filled
from workflow import Refused

MODEL = Adjusted({}, {}, {}, (0.0, 0.0, 0.0))


@remembered
def one_against_four(method, *, at):
    """A proposal to which one judge gave 20 points and four gave 60, in a season of this method."""
    filled(at=at)
    settle_ranking(db.session.scalars(select(Season.id)).one(), method=method, order=["cost"], seed="2018", by=actor("李科长"), at=at)
    case = planned(1, at=at)
    drive.reviewing(case, at=at, by=actor("周敏"))
    reviews = [(one.id, one.judge_id) for one in db.session.scalars(select(Review).where(Review.proposal_id == case).order_by(Review.id))]
    for (review, judge), level in zip(reviews, (1, 3, 3, 3, 3), strict=True):
        actions.take_review(review, by=drive.actor(judge), at=at, seq=None)
        actions.cast_score(review, levels=levels(case, level), comment="按标准评定。", by=drive.actor(judge), at=at, seq=None)
    return case


@pytest.mark.parametrize("method, figure", [("trimmed", 6000), ("median", 6000)])
def test_what_the_method_says_passes(app, method, figure):
    case = one_against_four(method, at=clock.now())
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=clock.now(), seq=None)
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.method, verdict.figure_hundredths, verdict.mean_hundredths) == (method, figure, 5200)


@pytest.mark.parametrize("method, code", [("mean", "score-below-line"), ("adjusted", "figure-below-line")])
def test_what_the_method_does_not_say_does_not(app, method, code):
    case = one_against_four(method, at=clock.now())
    with pytest.raises(Refused, match=f"{code}.*52.00"):
        actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=clock.now(), seq=None)


def test_the_chair_is_told_whose_score_is_far_off_and_not_what_it_is(enter, app):
    case = one_against_four("median", at=clock.now())
    page = enter("郑国栋").get(f"/approval/decisions/{case}").text
    row = page[page.rindex("<tr>", 0, page.index("偏离平均分</span>")):page.index("偏离平均分</span>")]
    assert (page.count("偏离平均分</span>"), db.session.scalars(select(Review).order_by(Review.id)).first().judge.name in row, "20" in row) == (1, True, False)


def candidate(number, *, scores, adjusted, cost=100):
    return Candidate(number, f"N{number}", f"项目{number}", 1, "西屯街道", None, "", Equal(scores, {}, cost, f"N{number}"), adjusted, NOTHING)


def test_where_the_adjusted_figures_decide_otherwise_it_is_marked():
    rivals = [candidate(1, scores=(8000,) * 5, adjusted=7000), candidate(2, scores=(7500,) * 5, adjusted=8500), candidate(3, scores=(9000,) * 5, adjusted=9000)]
    field = Field(1, Rule("mean", "cost", "s", 60), rivals, 0, Left({("street", 1): 2}, {}), None, MODEL)
    rows = field.rows(field.official)
    assert [(row.candidate.id, row.choice.chosen, row.flagged) for row in rows] == [(3, True, False), (1, True, True), (2, False, True)]


def test_a_figure_just_under_the_line_stays_under_it():
    just = candidate(1, scores=(6000,) * 6 + (5999,), adjusted=0)
    field = Field(1, Rule("mean", "cost", "s", 60), [just], 0, Left({}, {}), None, MODEL)
    row = field.rows(field.official)[0]
    assert (just.figure("mean"), row.figure, row.choice.reason.code) == (Fraction(41999, 7), 6000, "below-line")
