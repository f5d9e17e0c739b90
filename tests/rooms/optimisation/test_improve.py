"""Research, choosing, the plan, merging and splitting."""
from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Proposal, Referral
from proposals.collection.queries import timeline
from proposals.errors import Refusal
from proposals.optimisation import actions
from proposals.optimisation.models import Plan, ResearchNote
from proposals.storage import db
from tests.drive import collection as collecting
from tests.drive import optimisation as drive
from tests.drive.collection import who
from workflow import NotFromHere, NotYours, SecondPersonNeeded, Unmet


@pytest.fixture
def at(app):
    drive.name_sources(at=clock.now())
    return clock.now()


def fresh(idea):
    db.session.rollback()
    return db.session.get_one(Proposal, idea.id)


def test_research_is_written_down_on_a_page(at, enter):
    idea, staff = collecting.accepted(at=at), enter("何静")
    assert staff.move(idea.id, "research").status_code == 303
    page = f"/ideas/{idea.id}/research"
    found = {"visited_on": "2018年3月1日", "households_asked": "２０", "finding": "都想要", "feasibility": "feasible", "duty_checked": "y"}
    assert "难以实施的，请在“说明”里写明为什么" in staff.post(page, found | {"feasibility": "unfeasible"}).text
    answer = staff.post(page, found)
    assert answer.location == f"/ideas/{idea.id}"
    researcher = fresh(idea).researcher.name
    note = db.session.scalars(select(ResearchNote)).one()
    assert (note.visited_on, note.households_asked, note.duty_checked, researcher) == (date(2018, 3, 1), 20, 1, "何静")


@pytest.mark.parametrize(("finding", "code"), [(None, "research-missing"), ({"feasibility": "undecided"}, "research-undecided"),
                                               ({"feasibility": "unfeasible", "explanation": "没有场地"}, "research-says-no"),
                                               ({"duty_checked": False}, "duty-not-checked")])
def test_choosing_needs_a_finding_that_says_yes(at, finding, code):
    idea = collecting.accepted(at=at)
    actions.research(idea.id, by=who("何静"), at=at)
    if finding is not None:
        told = {"visited_on": date(2018, 3, 1), "households_asked": 3, "finding": "问过了", "feasibility": "feasible"} | finding
        actions.record_research(idea.id, finding=actions.Finding(**told), by=who("何静"), at=at)
    with pytest.raises(Unmet, match=code):
        actions.shortlist(idea.id, reason="好", by=who("周敏"), at=at)


def test_who_researched_does_not_choose(at):
    idea = collecting.accepted(at=at)
    actions.research(idea.id, by=who("周敏"), at=at)
    actions.record_research(idea.id, finding=drive.FOUND, by=who("周敏"), at=at)
    with pytest.raises(SecondPersonNeeded):
        actions.shortlist(idea.id, reason="好", by=who("周敏"), at=at)
    actions.shortlist(idea.id, reason="好", by=who("王主任"), at=at)
    assert (fresh(idea).state, idea.improved_us) == ("optimising", at)


@pytest.mark.parametrize("name", ["孙干事", "何静", "林秀梅", "李科长"])
def test_only_leads_choose(at, name):
    idea = drive.researching(at=at)
    with pytest.raises(NotYours):
        actions.shortlist(idea.id, reason="好", by=who(name), at=at)


def test_dropping_tells_why(at, enter):
    idea = drive.researching(at=at)
    assert enter("王主任").move(idea.id, "drop", reason="project-library", note="先放进项目库。").status_code == 303
    assert (fresh(idea).state, idea.reason, timeline(idea.id, full=False)[0].note) == ("not_selected", "project-library", "先放进项目库。")
    with pytest.raises(NotFromHere):
        actions.drop(idea.id, reason="low-need", note="再来一次", by=who("王主任"), at=at)


def plan_fields(organisation_id):
    return {"summary": "每周三天的午饭", "objectives": "中午有热饭", "starts_on": "2018-06-01", "ends_on": "2019-01-31", "activities_planned": "50",
            "beneficiaries_planned": "1370", "organisation_id": str(organisation_id),
            "lines-0-head": "activity", "lines-0-title": "食材", "lines-0-unit_price_fen": "1,500.00", "lines-0-quantity": "2",
            "lines-1-head": "personnel", "lines-1-title": "误工补贴", "lines-1-unit_price_fen": "50", "lines-1-quantity": "14"}


def test_the_plan_is_written_in_versions_and_frozen(at, enter):
    idea, staff = drive.optimising(at=at), enter("何静")
    page, fields = f"/ideas/{idea.id}/plan", plan_fields(drive.plan_text().organisation_id)
    assert staff.post(page, fields).location == page
    assert staff.post(page, {"risks": "冬天路滑"}).location == page
    assert staff.post(f"{page}/opinion", {"verdict": "agree", "way": "phone", "note": "电话里说同意。"}).status_code == 303
    assert staff.move(idea.id, "complete_plan").status_code == 303
    assert fresh(idea).state == "planned"
    plans = db.session.scalars(select(Plan).order_by(Plan.version)).all()
    totals = [(plan.version, plan.frozen_us is not None, sum(line.amount_fen for line in plan.lines)) for plan in plans]
    assert totals == [(1, False, 370_000), (2, True, 370_000)]
    assert (idea.state, idea.planned_fen, idea.ends_on, idea.organisation_id) == ("planned", 370_000, date(2019, 1, 31), plans[1].organisation_id)
    assert timeline(idea.id, full=True)[0].data == {"version": 2, "digest": plans[1].digest}


def test_a_half_filled_line_and_a_wrong_date_are_said_and_kept(at, enter):
    idea = drive.optimising(at=at)
    fields = plan_fields(0) | {"lines-2-title": "没有价钱", "ends_on": "2018-01-01"}
    answer = enter("何静").post(f"/ideas/{idea.id}/plan", fields)
    assert answer.status_code == 422
    assert "这一行预算还没有填完" in answer.text
    assert "结束日期要晚于开始日期" in answer.text
    assert "没有价钱" in answer.text
    assert db.session.scalars(select(Plan)).all() == []


def test_two_writers_do_not_overwrite_each_other(at):
    idea = drive.optimising(at=at)
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at, seen=0)
    with pytest.raises(Refusal, match="plan-changed-meanwhile"):
        actions.save_plan(idea.id, text=drive.plan_text(), by=who("孙干事"), at=at, seen=0)


@pytest.mark.parametrize(("lines", "code"), [
    ((), "plan-incomplete"),
    ((actions.Line("activity", "课", 9_000, 1), actions.Line("management", "管理", 1_001, 1)), "management-over-cap"),
    ((actions.Line("activity", "课", 7_000, 1), actions.Line("personnel", "人", 3_001, 1)), "personnel-over-cap")])
def test_a_plan_within_the_caps_only(at, lines, code):
    idea = drive.optimising(at=at)
    actions.save_plan(idea.id, text=drive.plan_text(lines=lines), by=who("何静"), at=at)
    with pytest.raises(Unmet, match=code):
        actions.complete_plan(idea.id, by=who("何静"), at=at)


def test_a_plan_is_given_back_and_handed_in_again(at, enter):
    idea = drive.planned(at=at)
    enter("孙干事").move(idea.id, "return_plan", note="预算再细一些。")
    actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    enter("刘芳").move(idea.id, "resubmit", changes="细化了食材。")
    assert fresh(idea).state == "optimising"
    assert [entry.name for entry in timeline(idea.id, full=True)][:4] == ["resubmit", "return_plan", "complete_plan", "answer_plan"]


def test_a_target_is_not_merged_on(at):
    first, second, third = (collecting.accepted(at=at) for _ in range(3))
    lead = who("周敏")
    actions.merge(first.id, into=second.id, share=20, note="相近", by=lead, at=at)
    with pytest.raises(Unmet, match="is-a-target"):
        actions.merge(second.id, into=third.id, share=20, note="相近", by=lead, at=at)
    with pytest.raises(Unmet, match="target-not-open"):
        actions.merge(third.id, into=first.id, share=20, note="相近", by=lead, at=at)
    with pytest.raises(Unmet, match="target-is-itself"):
        actions.merge(third.id, into=third.id, share=20, note="相近", by=lead, at=at)


def test_an_idea_is_split_into_a_project_and_a_referral(at, enter):
    idea = drive.optimising(at=at, title="老旧小区建个电动车集中充电棚")
    fields = {"title_1": "晚上劝导飞线充电", "solution_1": "组织志愿者。", "title_2": "建充电棚", "unit_2": "区住建局", "title_3": "灭火器教学", "note": "其实是三件事。"}
    assert enter("周敏").move(idea.id, "split_up", **fields).status_code == 303
    assert fresh(idea).state == "split"
    parts = db.session.scalars(select(Proposal).where(Proposal.origin == "split").order_by(Proposal.serial)).all()
    assert [(part.title, part.state, part.number[-2:], part.proposer_id) for part in parts] == [
        ("晚上劝导飞线充电", "optimising", "02", idea.proposer_id), ("灭火器教学", "optimising", "03", idea.proposer_id)]
    assert [(each.matter, each.handling_unit) for each in db.session.scalars(select(Referral))] == [("建充电棚", "区住建局")]
    assert [entry.name for entry in timeline(parts[0].id, full=True)] == ["adopt", "@start"]


@pytest.mark.parametrize(("parts", "code"), [([{"title": "甲"}], "two-parts-needed"), ([{"title": "甲"}, {"title": " "}], "two-parts-needed"),
                                             ([{"title": "甲", "unit": "住建局"}, {"title": "乙", "unit": "城管局"}], "one-part-must-stay")])
def test_a_split_makes_sense(at, parts, code):
    idea = drive.optimising(at=at)
    with pytest.raises(Unmet, match=code):
        actions.split_up(idea.id, parts=parts, note="拆", by=who("周敏"), at=at)


def test_a_share_is_never_more_than_what_is_left(at):
    first, second, third = (collecting.accepted(at=at) for _ in range(3))
    actions.merge(first.id, into=third.id, share=70, note="相近", by=who("周敏"), at=at)
    with pytest.raises(Refusal, match="shares-over-hundred"):
        actions.merge(second.id, into=third.id, share=40, note="相近", by=who("周敏"), at=at)


@pytest.mark.parametrize("page", ["research", "plan", "merger", "wording", "splitting"])
def test_strangers_do_not_enter_the_workshop(at, enter, page):
    idea = drive.optimising(at=at)
    assert enter().get(f"/ideas/{idea.id}/{page}").status_code == 302
    assert enter("赵岚").get(f"/ideas/{idea.id}/{page}").status_code in (403, 404)
