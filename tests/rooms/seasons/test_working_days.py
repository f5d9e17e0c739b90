"""Working days as they really were."""
from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.errors import Refusal
from proposals.machine import engine
from proposals.seasons import actions, rules, workdays
from proposals.seasons.defaults import usual_spans
from proposals.seasons.models import Phase
from proposals.storage import db
from workflow import SYSTEM
from workflow.tables import timer


@pytest.fixture
def season_2018(app) -> int:
    return actions.open_season(2018, title="第二届", spans=usual_spans(date(2018, 1, 15)), demonstration=False, by=SYSTEM, at=clock.start_of(date(2018, 1, 1)))


def due(season_id: int, *, day: date, n: int) -> tuple[date, bool]:
    at, provisional = rules.calendar(db.session(), season_id).after(clock.start_of(day), n, "workday")
    return clock.today(at), provisional


def test_five_working_days_after_the_twelfth_of_february_2018_end_on_a_saturday_that_is_worked(season_2018):
    assert due(season_2018, day=date(2018, 2, 12), n=5) == (date(2018, 2, 24), False)


def test_a_year_without_a_file_is_counted_provisionally(season_2018):
    assert due(season_2018, day=date(2030, 10, 1), n=1) == (date(2030, 10, 2), True)


def test_a_later_notice_moves_the_deadline(season_2018):
    actions.set_day(season_2018, day=date(2018, 2, 14), working=False, title="大雪停工", by=SYSTEM, at=1)
    assert due(season_2018, day=date(2018, 2, 12), n=5) == (date(2018, 2, 26), False)


@pytest.mark.parametrize("year", workdays.years())
def test_the_files_hold_only_what_differs_from_monday_to_friday(year):
    days = workdays.exceptions(year)
    assert all(works != (day.weekday() < 5) and day.year == year and title for day, works, title in days)
    assert len(days) > 15


def test_there_is_a_file_for_every_year_from_2017_on():
    assert workdays.years()[:10] == list(range(2017, 2027))


def test_a_year_that_is_not_published_cannot_be_entered(season_2018):
    with pytest.raises(Refusal) as refusal:
        actions.load_year(season_2018, year=2099, by=SYSTEM, at=1)
    assert refusal.value.problems[0].code == "year-not-published"


def test_changed_days_of_a_phase_move_its_timers(season_2018):
    phase = db.session.scalars(select(Phase).where(Phase.season_id == season_2018, Phase.name == "collection")).one()
    opens = select(timer.c.due_us).where(timer.c.instance_id == phase.id, timer.c.kind == "deadline", timer.c.done_us.is_(None))
    assert clock.today(db.session.scalars(opens).one()) == date(2018, 1, 15)
    actions.replan_phase(phase.id, span=usual_spans(date(2018, 1, 20))[0], by=SYSTEM, at=1)
    assert clock.today(db.session.scalars(opens).one()) == date(2018, 1, 20)


def test_the_season_is_held_to_the_definitions_of_its_first_day(season_2018):
    assert rules.pin(db.session(), season_2018, "proposal") == engine.current["proposal"].digest
