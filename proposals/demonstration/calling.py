"""One package of the demonstration names nobody: its call stands open, and two organisations have made their offers."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from ..approval.calling import acts
from ..approval.calling.models import Call
from ..clock import today
from ..collection.models import Proposal
from ..directory import record
from ..directory.models import Organisation
from ..optimisation import actions as optimisation
from ..optimisation.models import Plan
from ..optimisation.rules import latest_plan
from ..storage import act, db
from .driving import DAY_US
from .troupe import Troupe

LINES = (optimisation.Line("activity", "志愿者马甲与工具", 8_500, 24), optimisation.Line("activity", "楼道公示牌", 12_000, 10),
         optimisation.Line("personnel", "志愿者误餐补贴", 2_000, 30), optimisation.Line("management", "印刷与保险", 18_000, 1))
OFFERS = (("分八个单元轮流清理，每周巡查一次，楼长签字。", "项目负责人一名，持证社工一名，楼长八名。", 95),
          ("先宣传再清理，和物业约定复查，照片留档。", "社工两名，大学生志愿者二十名。", 100))


@act
def open_call(*, troupe: Troupe, at: int) -> int:
    """Complete the plan of the part that was split off, announce its call two days ago, and let two organisations answer it."""
    record_bodies(troupe=troupe, at=at - 3 * DAY_US)
    package = db.session.scalars(select(Proposal).where(Proposal.origin == "split", Proposal.state == "optimising").order_by(Proposal.id).limit(1)).one()
    staff, begun = troupe.central["support"], at - 2 * DAY_US
    starts = today(at) + timedelta(days=45)
    text = optimisation.PlanText(
        summary="带领住户和志愿者清理八个单元的楼道，定期巡查。", objectives="消防通道畅通，住户自己守得住。", risks="搬运时注意安全，参加者买意外保险。",
        activities_planned=8, beneficiaries_planned=320, starts_on=starts, ends_on=starts + timedelta(days=120), organisation_id=None, by_call=True,
        lines=LINES)
    optimisation.save_plan(package.id, text=text, by=staff, at=begun)
    optimisation.answer_plan(package.id, verdict="agree", by=staff, at=begun, way="phone", note="电话里说：只要有人牵头，我们都参加。")
    optimisation.complete_plan(package.id, by=staff, at=begun)
    terms = acts.CallTerms(today(at) + timedelta(days=10), 1, 0, "在本区有常驻人员。")
    call = acts.announce(package.id, terms=terms, by=staff, at=begun)
    for carrier, (summary, team, percent) in zip(troupe.carriers[3:5], OFFERS, strict=True):
        prices = {line.position: line.unit_price_fen * percent // 100 for line in _plan_of(call).lines}
        acts.make_offer(call, offer=acts.Offer(carrier.id, summary, team, "去年在邻近社区做过。", prices), by=carrier.actor, at=at - DAY_US)
    return call


def record_bodies(*, troupe: Troupe, at: int) -> None:
    """What the register says of every organisation of the play: founded two to nine years ago, rated or not."""
    bodies = db.session.scalars(select(Organisation.id).where(Organisation.kind == "social").order_by(Organisation.id)).all()
    for place, body in enumerate(bodies):
        record.record_standing(body, founded_on=today(at) - timedelta(days=800 + 211 * (place % 12)), rating=place % 6, payee_id=None,
                               by=troupe.central["bureau"], at=at)


def _plan_of(call: int) -> Plan:
    plan = latest_plan(db.session(), proposal_id=db.session.get_one(Call, call).proposal_id)
    if plan is None:
        raise LookupError(f"call {call} has no plan")
    return plan
