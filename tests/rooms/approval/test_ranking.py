"""The chair ranks and decides: does it, who may not, what has moved on, twice, and what is kept."""
import json

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.actions import ranking as acts
from proposals.approval.models import Panel, Ranking, ResultCap, Verdict
from proposals.approval.rules import candidates
from proposals.approval.rules.ranking import Asked, digest, snapshot
from proposals.collection.models import Proposal
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.kit import Forms
from tests.rooms.approval.asking import send, state_of
from tests.rooms.approval.planned import actor, planned
from tests.rooms.approval.ranked import home_panel, scored_five
from workflow import Refused

PAGE, DECISION = "/approval/ranking", "/approval/ranking/decision"


@pytest.fixture
def at(app):
    """Now."""
    return clock.now()


@pytest.fixture
def five(at):
    """Five of 4,460 yuan, scored 100, 80, 80, 60 and 40 points."""
    return scored_five(at=at)


@pytest.fixture
def panel(five):
    """The home panel's number."""
    return home_panel()


def limited(**limits):
    with unit_of_work():
        season = db.session.scalars(select(Season.id)).one()
        street = db.session.scalars(select(Proposal.street_id).limit(1)).one()
        db.session.add(ResultCap(season_id=season, **({"street_id": street} if "places" in limits else {}), **limits))


def field(panel):
    return candidates.field(db.session(), season_id=db.session.get_one(Panel, panel).season_id, panels=[panel], at=clock.now())


def decide(panel, at, *, name="郑国栋", seen=None, reason="", key="k" * 16):
    return acts.decide_by_rank(panel, seen=seen or digest(snapshot(field(panel))), reason=reason, by=actor(name), at=at, key=key)


def test_the_chair_decides_by_rank_on_the_page(enter, five, panel):
    limited(places=3)
    chair = enter("郑国栋")
    page = chair.get(f"{PAGE}?panel={panel}")
    assert ("3 / 5" in page.text, page.text.count("名额已经用完"), "没有达到 60 分的通过线" in page.text) == (True, 1, True)
    fields = Forms(page.text).posting_to(f"{DECISION}?panel={panel}") | {"note": "受益面不够清楚。"}
    assert [send(chair, f"{DECISION}?panel={panel}", fields).status_code for _twice in (1, 2)] == [303, 303]
    assert [state_of(case) for case in five] == ["publicised"] * 3 + ["waitlisted", "rejected"]
    kept = json.loads(db.session.scalars(select(Ranking)).one().facts)
    last = [(row["id"], row["rank"], row["figure"], row["code"]) for row in kept["rows"]][-2:]
    assert last == [(five[3], 4, 6000, "street-places"), (five[4], 5, 4000, "below-line")]


def test_without_a_reason_what_is_below_the_line_stays(five, panel, at):
    done = decide(panel, at)
    assert (done.passed, done.waitlisted, done.rejected, done.refused) == (five[:4], [], [], {})
    assert state_of(five[4]) == "reviewing"


@pytest.mark.parametrize("name", ["赵岚", "王主任", "李科长"])
def test_only_the_chair_decides_by_rank(enter, five, panel, at, name):
    with pytest.raises(Refused, match="ranking-not-yours"):
        decide(panel, at, name=name)
    assert enter(name).get(f"{PAGE}?panel={panel}").status_code == (200 if name == "李科长" else 403)


def test_what_moved_on_since_is_not_decided(five, panel, at):
    seen = digest(snapshot(field(panel)))
    limited(places=1)
    with pytest.raises(Refused, match="ranking-moved-on"):
        decide(panel, at, seen=seen)
    assert ([state_of(case) for case in five], db.session.scalars(select(Ranking)).all()) == (["reviewing"] * 5, [])


def test_nothing_is_ranked_while_somebody_reads(at):
    drive.reviewing(planned(1, at=at), at=at, by=actor("周敏"))
    panel = home_panel()
    with pytest.raises(Refused, match="nothing-to-rank"):
        decide(panel, at)


def test_the_money_ends_before_the_ranking(five, panel, at):
    limited(amount_fen=1_000_000)
    rows = field(panel).rows(field(panel).official)
    assert [row.choice.reason.code for row in rows] == ["fits", "fits", "total-cap", "total-cap", "below-line"]
    assert [field(panel).extra(row.candidate.id) for row in rows] == [0, 0, 338_000, 338_000 + 446_000, None]
    with pytest.raises(Refused, match="total-money-taken"):
        for case in five[:3]:
            drive.publicised(case, at=at)


def test_what_is_tried_out_changes_nothing(enter, five, panel):
    page = enter("郑国栋").get(f"{PAGE}?panel={panel}&way=best-sum&method=median&budget=4460")
    assert (page.status_code, "这是试算" in page.text, "正式排名：入选" in page.text, "按排名决定" in page.text) == (200, True, True, False)
    wrong = enter("郑国栋").get(f"{PAGE}?panel={panel}&way=magic&budget=many")
    assert (wrong.status_code, "这是试算" in wrong.text) == (200, False)


def test_equals_stand_as_was_settled_before_and_so_they_wait(five, panel, at):
    with unit_of_work():
        db.session.get_one(Proposal, five[2]).planned_fen = 400_000
    rows = field(panel).rows(Asked("mean", "rank", None))
    assert [row.candidate.id for row in rows][1:3] == [five[2], five[1]]
    drive_to_wait(five[1:3], at)
    ties = {one.proposal_id: json.loads(one.ties) for one in db.session.scalars(select(Verdict))}
    assert (ties[five[2]] < ties[five[1]], ties[five[1]][:3]) == (True, [-4 * 36_036_000, -4 * 36_036_000, -8000 * 36_036_000])


def drive_to_wait(cases, at):
    for case in cases:
        acts.decide_many([case], move="waitlist", reason="先看邻街的结果。", by=actor("郑国栋"), at=at, key=None, dry_run=False)
