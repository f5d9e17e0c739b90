"""Optimisation in the demonstration: research, choice, plan, merge."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow import Actor

from ..clock import today
from ..collection.models import Proposal
from ..optimisation import actions
from ..storage import act, db
from .driving import DAY_US, together
from .troupe import Troupe


@dataclass(frozen=True)
class Project:
    """What a plan of the demonstration says: who carries it out, its sum in fen, how many activities and person-times, and when."""

    organisation_id: int
    amount_fen: int
    activities: int
    beneficiary_times: int
    starts_on: date
    ends_on: date


@act
def research(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """Start research, note what was found a week later, and choose: by two different people."""
    staff, lead = troupe.central["support"], troupe.central["support_lead"]
    together(ids, "research", by=staff, at=at)
    for place, proposal_id in enumerate(ids):
        actions.record_research(proposal_id, finding=_finding(place, at=at + 3 * DAY_US), by=staff, at=at + 3 * DAY_US)
    together(ids, "shortlist", by=lead, at=at + 5 * DAY_US, data={"reason": "入户走访确认需求真实，社区有场地，愿意承接的组织也有。"})


def _finding(place: int, *, at: int) -> actions.Finding:
    asked = 12 + place % 37
    return actions.Finding(visited_on=today(at), households_asked=asked, feasibility="feasible", duty_checked=True,
                           finding=f"走访 {asked} 户，多数住户表示需要，并有人愿意参与。", explanation="社区活动室可用，安全条件具备。")


@act
def plan(proposal_id: int, *, project: Project, by: Actor, at: int) -> None:
    """Write the plan with its budget and declare it complete."""
    proposal = db.session.get_one(Proposal, proposal_id)
    text = actions.PlanText(
        summary=f"针对“{proposal.title}”反映的需求，由社会组织带动邻里开展常态活动。", objectives="让需要的居民就近得到服务，让愿意出力的邻里有处可去。",
        risks="天气与场地变化，提前一周公布调整。", activities_planned=project.activities, beneficiaries_planned=project.beneficiary_times,
        starts_on=project.starts_on, ends_on=project.ends_on, organisation_id=project.organisation_id, lines=_budget(project.amount_fen))
    actions.save_plan(proposal_id, text=text, by=by, at=at)
    actions.answer_plan(proposal_id, verdict="agree", by=by, at=at, way="phone", note="电话里说：方案写得清楚，同意。")
    actions.complete_plan(proposal_id, by=by, at=at)


def _budget(amount_fen: int) -> tuple[actions.Line, ...]:
    """Heads within the season's caps: management 8 %, volunteers' allowance 20 %, the rest for activities; adds up to the fen."""
    management, personnel = amount_fen * 8 // 100, amount_fen * 20 // 100
    return (actions.Line("activity", "活动物资与场地布置", amount_fen - management - personnel, 1), actions.Line("personnel", "志愿者误餐与交通补贴", personnel, 1),
            actions.Line("management", "组织与财务管理", management, 1))


def project_dates(at: int) -> tuple[date, date]:
    """From next month for six months."""
    starts = today(at) + timedelta(days=30)
    return starts, starts + timedelta(days=180)


@act
def merge(sources: Sequence[int], *, targets: Sequence[int], troupe: Troupe, at: int) -> None:
    """Each source joins one of the packages; its author keeps the credit."""
    for place, source in enumerate(sources):
        actions.merge(source, into=targets[place % len(targets)], share=10, note="与该项目反映同一需求，合并办理，署名保留。", by=troupe.central["support_lead"], at=at)


@act
def sort_into_categories(wanted: Mapping[int, str], *, troupe: Troupe) -> None:
    """Research put each package into the group it serves."""
    for proposal_id, code in wanted.items():
        db.session.get_one(Proposal, proposal_id).category_id = troupe.categories[code]
