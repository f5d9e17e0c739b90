"""Visits and changes: planned, recorded, put right, asked for, decided."""
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


def test_ending_early_cancels_open_children_and_holds_payments(app, running, at):
    case = running()
    visit = actions.plan_visit(case, planned_on=clock.today(at), by=actor("何静"), at=at)
    amendment = actions.ask_change(case, kind="scope", wish="换内容", new_ends_on=None, by=actor("刘芳"), at=at)
    fire(case, "terminate", "李科长", at, "承接组织停止运营")
    for model, key in ((Visit, visit), (Amendment, amendment)):
        assert db.session.get_one(model, key, populate_existing=True).state == "cancelled"
