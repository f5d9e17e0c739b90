"""Drives an idea through research and improvement by the acts themselves."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select

from proposals.collection.models import Proposal
from proposals.directory.models import Organisation
from proposals.funding import actions as funding
from proposals.funding.models import Fund
from proposals.optimisation import actions
from proposals.storage import db
from tests.drive.collection import accepted, season_id, who
from workflow import SYSTEM

FOUND = actions.Finding(date(2018, 3, 1), 24, "走访二十四户，十九户愿意来吃。", "feasible")
LINES = (actions.Line("activity", "食材", 150_000, 2), actions.Line("personnel", "厨师误工补贴", 5_000, 14), actions.Line("management", "管理费", 1_001, 1))


def plan_text(*, lines: tuple[actions.Line, ...] = LINES) -> actions.PlanText:
    """A plan of 3,710.01 yuan by the cast's implementer."""
    organisation = db.session.scalars(select(Organisation.id).where(Organisation.kind == "social")).first()
    return actions.PlanText("每周三天的午饭", "独居老人中午有热饭", 50, 1_370, date(2018, 6, 1), date(2019, 1, 31), organisation, lines)


def name_sources(*, at: int) -> None:
    """The season's two sources, unless somebody named them before."""
    if db.session.scalars(select(Fund.id).limit(1)).first() is None:
        funding.name_sources(season_id(), sources=funding.USUAL_SOURCES, by=SYSTEM, at=at)


def researching(*, at: int, title: str = "给岁数大的开个小食堂") -> Proposal:
    """何静 went and asked."""
    proposal = accepted(at=at, title=title)
    actions.research(proposal.id, by=who("何静"), at=at)
    actions.record_research(proposal.id, finding=FOUND, by=who("何静"), at=at)
    return proposal


def optimising(*, at: int, title: str = "给岁数大的开个小食堂") -> Proposal:
    """周敏 chose it."""
    proposal = researching(at=at, title=title)
    actions.shortlist(proposal.id, reason="需要的人多", by=who("周敏"), at=at)
    return proposal


def planned(*, at: int, title: str = "给岁数大的开个小食堂") -> Proposal:
    """何静 wrote the plan and completed it."""
    name_sources(at=at)
    proposal = optimising(at=at, title=title)
    actions.save_plan(proposal.id, text=plan_text(), by=who("何静"), at=at)
    actions.answer_plan(proposal.id, verdict="agree", by=who("何静"), at=at, way="phone", note="提案人在电话里说同意。")
    actions.complete_plan(proposal.id, by=who("何静"), at=at)
    return proposal
