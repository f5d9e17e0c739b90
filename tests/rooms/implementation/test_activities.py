"""Activities: recorded on a phone, counted as turns, marked when late, thousands at once."""
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.implementation import actions, queries
from proposals.implementation.actions import Held
from proposals.implementation.models import Activity
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import implementation
from tests.drive.funding import DAY
from tests.rooms.approval.planned import actor
from workflow import Refused

FORM = {"topic": "种花课", "place": "老爷庙社区活动室", "beneficiary_times": "３２", "volunteer_times": "4", "service_minutes": "360", "note": ""}


def held(day, *, beneficiaries=32):
    return Held(day, "种花课", "老爷庙社区活动室", beneficiaries, 4, 360, "")


def test_an_activity_is_recorded_on_the_phone_and_counted(app, enter, running, at):
    case, today = running(), clock.today(at)
    person = enter("刘芳")
    answer = person.post(f"/projects/{case}/activities/new", FORM | {"held_on": today.isoformat()})
    assert answer.status_code == 303
    assert person.post(f"/projects/{case}/activities/new", again=person.sent).location == answer.location
    db.session.rollback()
    found = queries.progress_of([case])[case]
    assert (found.held, found.beneficiary_times, found.volunteer_times, found.service_minutes, found.late) == (1, 32, 4, 360, 0)
    assert "老爷庙社区活动室" in person.get(f"/projects/{case}/activities/new").text


def test_a_report_after_more_than_seven_days_is_marked_late(app, running, at):
    case, today = running(), clock.today(at)
    for number, late in ((7, 0), (8, 1)):
        actions.record_activity(case, held=held(today), by=actor("刘芳"), at=at + number * DAY)
        assert db.session.scalars(select(Activity.late).order_by(Activity.serial.desc())).first() == late


@pytest.mark.parametrize("name", ["何静", "陈会计", "林秀梅"])
def test_only_the_implementer_records(app, enter, running, at, name):
    case = running()
    assert enter(name).get(f"/projects/{case}/activities/new").status_code in (403, 404)
    with pytest.raises(Refused, match="activity-not-yours"):
        actions.record_activity(case, held=held(clock.today(at)), by=actor(name), at=at)


def test_not_before_the_start_not_in_the_future_not_when_suspended(app, running, at):
    case, today = running(), clock.today(at)
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(Refused, match="activity-day-impossible"):
            actions.record_activity(case, held=held(day), by=actor("刘芳"), at=at)
    with unit_of_work():
        engine.fire(db.session, case, "suspend", actor("周敏"), at=at, note="等待整改")
    with pytest.raises(Refused, match="project-not-running"):
        actions.record_activity(case, held=held(today), by=actor("刘芳"), at=at)


def test_a_season_of_activities_is_written_in_two_seconds(app, running, at):
    case, many = running(), [held(clock.today(at))] * 9175
    begin = time.process_time()
    assert actions.record_activities(case, held=many, by=actor("刘芳"), at=at) == 9175
    assert time.process_time() - begin < 2
    assert queries.progress_of([case])[case].beneficiary_times == 9175 * 32


def test_a_project_reports_only_after_enough_activities(app, running, at):
    case = running()
    implementation.active(case, number=4, at=at + 5 * DAY)
    with pytest.raises(Refused, match="activities-missing"), unit_of_work():
        engine.fire(db.session, case, "finish", actor("刘芳"), at=at + 5 * DAY)
    actions.record_activity(case, held=held(clock.today(at)), by=actor("刘芳"), at=at + 5 * DAY)
    with unit_of_work():
        engine.fire(db.session, case, "finish", actor("刘芳"), at=at + 5 * DAY)
    assert implementation.project(case).state == "reporting"
