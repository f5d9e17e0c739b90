"""Phases open, are extended, close and open again; closing sweeps what is left in them."""
from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock, tick
from proposals.errors import Refused
from proposals.seasons import actions, queries
from proposals.seasons.defaults import usual_spans
from proposals.seasons.models import Phase
from proposals.seasons.rules import window
from proposals.storage import db
from workflow import SYSTEM
from workflow.tables import step

DAY = 86_400 * clock.SECOND


def phase(name: str, *, season_id: int = 1) -> Phase:
    db.session.rollback()
    return db.session.scalars(select(Phase).where(Phase.season_id == season_id, Phase.name == name)).one()


@pytest.fixture
def planned(app) -> int:
    return actions.open_season(2030, title="明年", spans=usual_spans(date(2030, 3, 1)), demonstration=False, by=SYSTEM, at=clock.now())


def test_a_closed_phase_is_no_window(enter, app):
    assert window(db.session(), 1, "collection", clock.now()) is None
    enter("李科长").move(phase("collection").id, "close")
    db.session.rollback()
    assert window(db.session(), 1, "collection", clock.now()).code == "collection-not-open"


def test_phases_open_one_after_another(planned):
    with pytest.raises(Refused) as refusal:
        actions.open_phase(planned, name="approval", by=SYSTEM, at=clock.now())
    assert refusal.value.problems[0].code == "previous-phase-planned"
    actions.open_phase(planned, name="collection", by=SYSTEM, at=clock.now())
    assert phase("collection", season_id=planned).state == "open"


def test_the_clock_opens_and_closes_a_phase_on_its_days(planned):
    tick.round_of(clock.start_of(date(2030, 3, 1)))
    assert phase("collection", season_id=planned).state == "open"
    tick.round_of(clock.end_of(date(2030, 4, 29)))
    assert phase("collection", season_id=planned).state == "closed"


def test_an_extension_is_kept_and_the_clock_waits_for_it(enter, app):
    one = phase("collection")
    late = clock.today(one.closes_us + 10 * DAY)
    assert enter("李科长").move(one.id, "extend", until=late.isoformat(), note="雨雪天多").status_code == 303
    tick.round_of(one.closes_us + DAY)
    assert phase("collection").state == "open"
    tick.round_of(clock.end_of(late))
    assert phase("collection").state == "closed"


def test_who_closed_a_phase_does_not_open_it_again(enter, app):
    one = phase("closeout")
    enter("李科长").move(one.id, "close")
    until = {"until": clock.today(one.closes_us + 30 * DAY).isoformat(), "note": "还有材料要补"}
    assert enter("李科长").move(one.id, "reopen", **until).status_code == 409
    assert phase("closeout").state == "closed"
    assert enter("韩副局长").move(one.id, "reopen", **until).status_code == 303
    assert phase("closeout").state == "open"


def test_the_season_page_offers_what_can_be_done_now(enter, app):
    page = enter("李科长").get("/seasons/1").text
    assert page.count(">延期</a>") == 5
    assert ">开始</a>" not in page


def test_a_grey_button_says_why(enter, planned):
    page = enter("李科长").get(f"/seasons/{planned}").text
    assert page.count("前一个阶段还没有开始") == 4


def test_the_history_names_who_moved_the_phase(enter, app):
    li = enter("李科长")
    li.move(phase("closeout").id, "close")
    steps = db.session.execute(select(step.c.name, step.c.actor, step.c.role).where(step.c.instance_id == phase("closeout").id).order_by(step.c.seq)).all()
    assert [tuple(row) for row in steps][-1] == ("close", steps[1].actor, "bureau")


def test_closing_tells_first_what_it_will_sweep_and_writes_nothing(enter, app):
    one = phase("collection")
    assert "没有因此自动办理的点子" in enter("李科长").get(f"/moves/{one.id}/close").text
    assert [(sweep.move, sweep.batch.moved) for sweep in queries.closing_preview(phase("collection"), at=clock.now())] == [("lapse", [])]
    assert phase("collection").state == "open"


@pytest.mark.parametrize("page", ["/seasons/1/calendar", "/seasons/1/diagram", "/seasons/1/diagram?stage=closeout", "/seasons/1/diagram?stage=nonsense"])
def test_the_other_pages_show(enter, page):
    assert enter("李科长").get(page).status_code == 200


def test_everybody_may_see_the_way_of_an_idea(enter):
    page = enter().get("/seasons/1/diagram").text
    assert "<svg" in page
    assert "查看数据表" in page


def test_an_unknown_year_is_told_and_a_single_day_can_be_entered(enter, planned):
    li = enter("李科长")
    assert "2030、2031 年的放假安排还不知道" in li.get(f"/seasons/{planned}/calendar").text
    answer = li.post("/seasons/1/calendar", {"day": "2030-01-02", "working": "0", "title": "某某通知"})
    assert answer.location == "/seasons/1/calendar"
    assert "2030-01-02" in li.get("/seasons/1/calendar").text
