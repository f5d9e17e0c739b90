"""Visits and changes: planned, recorded, put right, asked for, decided."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.implementation import actions
from proposals.implementation.models import Amendment, Visit
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import implementation
from tests.rooms.approval.planned import actor
from workflow import Refused
from workflow.tables import timer


def fire(case, name, who, at, note=""):
    with unit_of_work():
        return engine.fire(db.session, case, name, actor(who), at=at, note=note)


def codes(case, name, who, at, note=""):
    with pytest.raises(Refused) as refusal:
        fire(case, name, who, at, note)
    return [problem.code for problem in refusal.value.problems]


def only(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one()


def test_a_visit_finds_something_and_it_is_put_right_before_the_project_resumes(app, enter, running, at):
    case, support = running(), enter("何静")
    assert support.post(f"/projects/{case}/visits/new", {"planned_on": clock.today(at).isoformat()}).status_code == 303
    visit = only(Visit).id
    assert support.move(visit, "record_findings", report="到场查看", findings="签到表缺两次").status_code == 303
    assert (only(Visit).state, only(Visit).findings) == ("found", "签到表缺两次")
    fire(case, "suspend", "周敏", at, "签到表缺失")
    assert codes(case, "resume", "周敏", at, "已补齐") == ["findings-not-rectified"]
    assert support.move(visit, "rectify", evidence="已补齐签到表").status_code == 303
    db.session.rollback()
    fire(case, "resume", "周敏", at, "已补齐")
    assert (only(Visit).state, implementation.project(case).state) == ("done", "implementing")


def test_only_the_support_organisation_visits(app, enter, running, at):
    case = running()
    assert enter("刘芳").get(f"/projects/{case}/visits/new").status_code == 403
    with pytest.raises(Refused, match="visit-not-yours"):
        actions.plan_visit(case, planned_on=clock.today(at), by=actor("刘芳"), at=at)


def test_a_longer_period_is_asked_for_granted_and_moves_the_deadline(app, enter, running, at):
    case, later = running(), clock.today(at) + timedelta(days=200)
    answer = enter("刘芳").post(f"/projects/{case}/amendments/new", {"kind": "schedule", "wish": "汛期停工", "new_ends_on": later.isoformat()})
    assert answer.status_code == 303
    amendment = only(Amendment).id
    assert codes(case, "finish", "刘芳", at)[0] == "amendment-undecided"
    assert enter("周敏").move(amendment, "grant").status_code == 303
    db.session.rollback()
    assert implementation.project(case).ends_on == later
    due = select(timer.c.due_us).where(timer.c.instance_id == case, timer.c.kind == "deadline", timer.c.done_us.is_(None))
    assert clock.today(db.session.scalars(due).one()) == later


def test_a_change_is_decided_by_others_and_one_at_a_time(app, running, at):
    case = running()
    ask = {"kind": "place", "wish": "换到楼下", "new_ends_on": None, "by": actor("刘芳"), "at": at}
    amendment = actions.ask_change(case, **ask)
    assert codes(amendment, "grant", "刘芳", at) == ["move-not-yours"]
    with pytest.raises(Refused, match="amendment-undecided"):
        actions.ask_change(case, **ask)
    fire(amendment, "deny", "李科长", at, "地点不合适")
    assert codes(amendment, "grant", "李科长", at) == ["move-not-from-here"]
    with pytest.raises(Refused, match="activity-not-yours"):
        actions.ask_change(case, **(ask | {"by": actor("何静")}))


def test_the_form_wants_a_new_end_for_a_longer_period_only(app, enter, running, at):
    case = running()
    answer = enter("刘芳").post(f"/projects/{case}/amendments/new", {"kind": "schedule", "wish": "汛期停工", "new_ends_on": ""})
    assert answer.status_code == 422 and "延长实施期要写新的结束日期" in answer.text


def test_ending_early_cancels_open_children_and_holds_payments(app, running, at):
    case = running()
    visit = actions.plan_visit(case, planned_on=clock.today(at), by=actor("何静"), at=at)
    amendment = actions.ask_change(case, kind="place", wish="换地点", new_ends_on=None, by=actor("刘芳"), at=at)
    fire(case, "terminate", "李科长", at, "承接组织停止运营")
    for model, key in ((Visit, visit), (Amendment, amendment)):
        assert db.session.get_one(model, key, populate_existing=True).state == "cancelled"
