"""Implementation in the demonstration: money for what is due, start, activities, visits, finish."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from workflow import Batch

from ..clock import today
from ..collection.models import Proposal
from ..funding import actions as money
from ..funding.models import Fund, Payment, Tranche
from ..implementation import actions as implementation
from ..storage import act, db
from . import banking
from .driving import DAY_US, require_all, together
from .troupe import Troupe

TOPICS = ("邻里课堂", "入户探访", "手工小组", "健康讲座", "节日联欢", "楼院清扫", "亲子阅读", "志愿者例会")


@act
def pay(ids: Sequence[int], *, condition: str, troupe: Troupe, at: int) -> None:
    """Take every leg that is due on this condition from request to the bank's statement: four different people, a batch for each desk."""
    banking.open_accounts(troupe=troupe, at=at)
    legs = _legs(ids, condition=condition)
    for organisation_id, group in _grouped((leg.organisation_id, leg.id) for leg in legs).items():
        _all(money.request_all(group, evidence="协议已生效，附活动计划与收据（演示）", by=troupe.carrier(organisation_id), at=at))
    _all(money.advance([leg.id for leg in legs], name="verify", by=troupe.central["support"], at=at + DAY_US, note=""))
    by_fund = _grouped((leg.fund, leg.id) for leg in legs)
    for fund, group in by_fund.items():
        lead = troupe.central[f"{fund}_lead"]
        _all(money.approve_all(group, by=lead, at=at + 2 * DAY_US))
    endorsed = db.session.scalars(select(Payment.id).where(Payment.id.in_([leg.id for leg in legs]), Payment.state == "endorsed")).all()
    _all(money.advance(endorsed, name="countersign", by=troupe.central["bureau"], at=at + 2 * DAY_US, note=""))
    by_desk = _grouped((leg.desk, leg.id) for leg in legs)
    for desk, group in by_desk.items():
        banking.send(group, desk=desk, troupe=troupe, at=at + 3 * DAY_US)
    for desk in by_desk:
        banking.see(desk, troupe=troupe, at=at + 4 * DAY_US)


def _all(batch: Batch) -> None:
    require_all(batch, name="payment")


def _legs(ids: Sequence[int], *, condition: str) -> list[Row[Any]]:
    wanted = select(Payment.id, Fund.code.label("fund"), Fund.pays_through.label("desk"), Proposal.organisation_id)
    wanted = wanted.join(Tranche, Tranche.id == Payment.tranche_id).join(Fund, Fund.id == Payment.fund_id).join(Proposal, Proposal.id == Payment.proposal_id)
    return list(db.session.execute(wanted.where(Payment.proposal_id.in_(ids), Tranche.condition == condition, Payment.state == "planned").order_by(Payment.id)))


def _grouped(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


@act
def start(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """The implementers begin."""
    for organisation_id, group in _grouped(_implementers(ids)).items():
        for proposal_id in group:
            implementation.start(proposal_id, start_on=today(at), by=troupe.carrier(organisation_id), at=at)


@act
def finish(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """The implementers say that the work is done."""
    for organisation_id, group in _grouped(_implementers(ids)).items():
        together(group, "finish", by=troupe.carrier(organisation_id), at=at)


def _implementers(ids: Sequence[int]) -> list[tuple[int, int]]:
    wanted = select(Proposal.organisation_id, Proposal.id).where(Proposal.id.in_(ids)).order_by(Proposal.id)
    return [(organisation_id, key) for organisation_id, key in db.session.execute(wanted)]


@act
def hold_activities(counts: Mapping[int, Sequence[tuple[int, int]]], *, troupe: Troupe, at: int, round_: int) -> None:
    """Record activities of the past week: per project its (beneficiary, volunteer) person-times."""
    last = today(at)
    carriers = {key: organisation_id for organisation_id, key in _implementers(list(counts))}
    for proposal_id, turns in counts.items():
        held = [implementation.Held(held_on=last - timedelta(days=place % 6), topic=TOPICS[(proposal_id + place + round_) % len(TOPICS)], place="社区活动室",
                                    beneficiary_times=beneficiaries, volunteer_times=volunteers, service_minutes=90 * volunteers, note="")
                for place, (beneficiaries, volunteers) in enumerate(turns)]
        implementation.record_activities(proposal_id, held=held, by=troupe.carrier(carriers[proposal_id]), at=at)


@act
def visit(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """The support organisation visits; every sixth visit finds something, which is put right within a week."""
    by = troupe.central["support"]
    for place, proposal_id in enumerate(ids):
        case_id = implementation.plan_visit(proposal_id, planned_on=today(at + DAY_US), by=by, at=at)
        finds = place % 6 == 5
        report = {"report": "到场查看活动与台账，与参与居民交谈。"} | ({"findings": "签到表漏填两次，请补齐。"} if finds else {})
        implementation.record_visit(case_id, name="record_findings" if finds else "record", by=by, at=at + DAY_US, data=report, note="", seq=None)
        if finds:
            implementation.rectify(case_id, name="rectify", by=by, at=at + 6 * DAY_US, data={"evidence": "签到表已补齐并复核。"}, note="", seq=None)
