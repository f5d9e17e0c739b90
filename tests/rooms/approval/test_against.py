"""Deciding against the ranking: a reason is asked exactly then, by page and bulk alike, kept with the verdict and told in public."""
import json

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval import actions
from proposals.approval.actions.minutes import draw_up_minutes
from proposals.approval.models import Minutes, ResultCap, Verdict
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.rooms.approval.announced import notice_of
from tests.rooms.approval.asking import state_of, steps_of
from tests.rooms.approval.planned import actor
from tests.rooms.approval.ranked import home_panel, scored_five
from workflow import Refused

CHAIR, WHY = "郑国栋", "第一名与区里的项目重复，\n电话 13812345678 核实过。"


@pytest.fixture
def five(app):
    """Of 100, 80, 80, 60 and 40 points; money for two of them."""
    cases = scored_five(at=clock.now())
    with unit_of_work():
        db.session.add(ResultCap(season_id=db.session.scalars(select(Season.id)).one(), amount_fen=1_000_000))
    return cases


def verdicts():
    db.session.rollback()
    return {one.proposal_id: (one.decision, one.reason) for one in db.session.scalars(select(Verdict))}


def decide(cases, *, move, reason="", dry_run=False, by=CHAIR):
    return actions.decide_many(cases, move=move, reason=reason, by=actor(by), at=clock.now(), key=None, dry_run=dry_run)


def test_passing_what_the_ranking_leaves_out_asks_why_at_the_field(enter, five):
    chair, page = enter(CHAIR), f"/moves/{five[3]}/pass_review"
    assert 'name="note"' not in chair.get(page).text
    asked = chair.post(page)
    assert (asked.status_code, 'id="note-error"' in asked.text, "排名没有列入“" in asked.text, state_of(five[3])) == (409, True, True, "reviewing")
    assert (chair.post(page, again=chair.sent | {"note": WHY}).status_code, state_of(five[3])) == (303, "publicised")
    assert (verdicts(), steps_of(five[3])[-1]) == ({five[3]: ("passed", WHY)}, ("pass_review", actor(CHAIR).id))
    assert "排名未列入而通过的理由：第一名与区里的项目重复， 电话 138" in notice_of(five[3]).text
    assert "13812345678" not in notice_of(five[3]).text


def test_without_a_contradiction_nothing_is_asked_in_any_order(enter, five):
    chair = enter(CHAIR)
    moves = ((2, "waitlist"), (1, "pass_review"), (3, "waitlist"), (0, "pass_review"))
    assert [chair.move(five[place], move).status_code for place, move in moves] == [303] * 4
    assert [state_of(case) for case in five] == ["publicised", "publicised", "waitlisted", "waitlisted", "reviewing"]
    assert set(verdicts().values()) == {("passed", ""), ("waitlisted", "")}
    assert "理由" not in notice_of(five[0]).text


def test_a_bulk_asks_in_its_trial_and_when_it_is_done(enter, five):
    chair, board, typed = enter(CHAIR), "/approval/decisions", {"cases": [str(five[0]), str(five[2])], "move": "waitlist"}
    tried = chair.post(f"{board}/trial", typed, page=board)
    assert (tried.status_code, 'id="note-error"' in tried.text, tried.text.count(" checked")) == (409, True, 2)
    for dry_run in (True, False):
        with pytest.raises(Refused, match="waits-against-ranking.*'count': 1"):
            decide([five[0], five[2]], move="waitlist", dry_run=dry_run)
    assert decide([five[0], five[2]], move="waitlist", reason=WHY).moved == [five[0], five[2]]
    assert verdicts() == {five[0]: ("waitlisted", WHY), five[2]: ("waitlisted", "")}


def test_who_may_not_decide_is_not_asked(enter, five):
    below = enter(CHAIR).post(f"/moves/{five[4]}/pass_review")
    assert (below.status_code, "没有达到 60 分的通过线" in below.text, 'name="note"' in below.text) == (409, True, False)
    with pytest.raises(Refused, match="move-not-yours"):
        actions.decide(five[3], move="pass_review", reason="", by=actor("赵岚"), at=clock.now(), seq=None)
    with pytest.raises(Refused, match="score-below-line"):
        actions.decide(five[4], move="pass_review", reason="", by=actor(CHAIR), at=clock.now(), seq=None)


def test_the_minutes_tell_why(enter, five):
    decide([five[3]], move="pass_review", reason=WHY)
    decide([five[4]], move="fail_review", reason="受益面不够清楚。")
    one = db.session.get_one(Minutes, draw_up_minutes(home_panel(), by=actor(CHAIR), at=clock.now()))
    rows = [(row["id"], row["aside"], row["reason"]) for row in json.loads(one.facts)["rows"]]
    assert rows == [(five[3], True, WHY), (five[4], False, "受益面不够清楚。")]
    page = enter(CHAIR).get(f"/approval/minutes/{one.id}").text
    assert ("组长另行决定。 理由：第一名与区里的项目重复" in page, "由评审组逐项决定。 理由：受益面不够清楚。" in page) == (True, True)
