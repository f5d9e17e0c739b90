"""Who researches what by when: leads say so, many at once; earlier requests stay written."""
from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Proposal
from proposals.errors import Refusal
from proposals.gate import person_id
from proposals.optimisation import actions, queries
from proposals.optimisation.models import ResearchAssignment, ResearchNote
from proposals.storage import db, unit_of_work
from tests.drive import collection as collecting
from tests.drive import optimisation as drive
from tests.drive.collection import who

PAGE = "/staff/research"


@pytest.fixture
def at(app):
    return clock.now()


def number(name):
    return person_id(who(name))


def assign(ideas, at, *, to="何静"):
    return actions.assign_research([idea.id for idea in ideas], to=number(to), due_on=date(2018, 3, 9), by=who("周敏"), at=at)


def test_a_lead_ticks_ideas_and_names_a_colleague(at, enter):
    ideas = [collecting.accepted(at=at, title=f"点子{each}") for each in "甲乙丙"]
    lead = enter("周敏")
    answer = lead.post(PAGE, {"ids": [str(ideas[0].id), str(ideas[1].id)], "to": str(number("何静")), "due_on": "2018-03-09"})
    assert answer.status_code == 303
    db.session.rollback()
    assert [idea.researcher_id for idea in db.session.scalars(select(Proposal).order_by(Proposal.id))] == [number("何静")] * 2 + [None]
    mine = enter("何静").get(f"{PAGE}?whose=mine").text
    assert ("点子甲" in mine, "点子丙" in mine, "已过期" in mine) == (True, False, True)
    assert "点子丙" in lead.get(f"{PAGE}?whose=open").text
    assert "请您调研：这件事安排给您了" in enter("何静").get("/desk").text


def test_assigning_again_keeps_the_earlier_request(at):
    idea = collecting.accepted(at=at)
    assign([idea], at)
    assign([idea], at + 1, to="孙干事")
    rows = db.session.execute(select(ResearchAssignment.person_id, ResearchAssignment.by_id).order_by(ResearchAssignment.id)).all()
    assert [tuple(row) for row in rows] == [(number("何静"), number("周敏")), (number("孙干事"), number("周敏"))]
    assert queries.due_days([idea.id]) == {idea.id: date(2018, 3, 9)}


def test_nobody_researches_what_is_past_it_or_out_of_their_street(at):
    drive.name_sources(at=at)
    done = drive.optimising(at=at)
    with pytest.raises(Refusal, match="not-to-be-researched"):
        assign([collecting.accepted(at=at), done], at)
    with pytest.raises(Refusal, match="cannot-research"):
        assign([collecting.accepted(at=at)], at, to="赵岚")
    assert db.session.scalars(select(ResearchAssignment)).all() == []


def test_staff_look_and_only_leads_assign(at, enter):
    collecting.accepted(at=at)
    assert "把勾选的安排给这位同事" not in enter("何静").get(PAGE).text
    assert "把勾选的安排给这位同事" in enter("王主任").get(PAGE).text
    assert enter("刘芳").get(PAGE).status_code == 403


def test_a_visit_keeps_all_that_was_found(at, enter):
    idea, staff = collecting.accepted(at=at), enter("何静")
    staff.move(idea.id, "research")
    page = f"/ideas/{idea.id}/research"
    found = {"way": "visit", "visited_on": "2018-03-01", "spot": "三号楼前", "households_asked": "20", "households_for": "21", "finding": "都想要",
             "venue": "活动室", "cost_fen": "3,000.50", "feasibility": "feasible", "duty_checked": "y", "checked_with": "住建局"}
    answer = staff.post(page, found)
    assert (answer.status_code, "需要的户数不能比走访的户数多" in answer.text, "三号楼前" in answer.text) == (422, True, True)
    assert staff.post(page, found | {"households_for": "17"}).status_code == 303
    db.session.rollback()
    note = db.session.scalars(select(ResearchNote)).one()
    assert (note.households_for, note.venue, note.cost_fen, note.checked_with) == (17, "活动室", 300_050, "住建局")


def test_a_funded_project_for_the_same_people_is_pointed_out(at, enter):
    first, second = drive.optimising(at=at), collecting.accepted(at=at, title="又一个食堂")
    alike = queries.funded_alike(db.session.get_one(Proposal, second.id))
    assert alike == []
    with unit_of_work():
        other = db.session.get_one(Proposal, first.id)
        other.state, other.agreed_fen, other.organisation_id = "signed", 371_001, drive.plan_text().organisation_id
    enter("何静").move(second.id, "research")
    assert "可能重复的资助，请核对" in enter("何静").get(f"/ideas/{second.id}/research").text


def test_the_checklist_says_what_the_gate_says(at, enter):
    drive.name_sources(at=at)
    idea, staff = drive.optimising(at=at), enter("何静")
    page = f"/ideas/{idea.id}/plan"
    empty = staff.get(page).text
    assert ("还没有方案，不能定稿" in empty, "等方案" in empty, "已完成" in empty) == (True, True, False)
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    shown = staff.get(page).text
    assert ("还没有请提案人看" in shown, "各科目没有超出上限" in shown) == (True, True)
    actions.answer_plan(idea.id, verdict="agree", by=who("何静"), at=at, way="visit", note="当面说行。")
    assert "还没有请提案人看" not in staff.get(page).text


def test_a_budget_is_added_up_without_being_saved(at, enter):
    idea = drive.optimising(at=at)
    fields = {"lines-0-head": "activity", "lines-0-title": "食材", "lines-0-unit_price_fen": "1500", "lines-0-quantity": "2", "only": "sum"}
    shown = enter("何静").post(f"/ideas/{idea.id}/plan", fields)
    assert ("还没有保存" in shown.text, "3,000.00" in shown.text) == (True, True)
    assert queries.plans(idea.id) == []


def test_what_changed_is_for_those_who_work_on_the_plan(at, enter):
    drive.name_sources(at=at)
    idea = drive.optimising(at=at)
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    actions.save_plan(idea.id, text=drive.plan_text(lines=drive.LINES[:2]), by=who("何静"), at=at)
    page = f"/ideas/{idea.id}/plan/differences"
    shown = enter("何静").get(page).text
    assert ("<del>¥10.01</del>" in shown or "10.01" in shown, "划掉的是原来的" in shown) == (True, True)
    assert enter().get(page).status_code == 302
    assert enter("赵岚").get(page).status_code == 404
    assert enter("何静").get(f"{page}?old=7").status_code == 404
