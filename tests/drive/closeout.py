"""Drives a finished project through report, settlement, evaluation, outcome notice and closing by the acts themselves."""
from __future__ import annotations

from sqlalchemy import select

from proposals.closeout import actions
from proposals.closeout.models import Settlement
from proposals.funding import actions as money
from proposals.funding.models import Payment, Tranche
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import funding
from tests.drive.approval import holder
from tests.drive.implementation import project
from tests.remembered import remembered
from workflow import SYSTEM

SUMMARY = "巷口空地已经清理整平，居民认养种花，八次活动共四百二十人次参加。"


@remembered
def assessing(proposal_id: int, *, spent_fen: int, at: int) -> None:
    """The implementer reports what it did and spent."""
    data = {"summary": SUMMARY, "finance": spent_fen, "answers": 60, "satisfied": 57}
    actions.report(proposal_id, name="report", by=holder("organisation", proposal=project(proposal_id)), at=at, data=data, note="", seq=None)


def open_case(proposal_id: int, *, kind: str) -> int:
    """The open settlement or evaluation."""
    asked = select(Settlement.id).where(Settlement.proposal_id == proposal_id, Settlement.kind == kind, Settlement.state == "open")
    return db.session.scalars(asked).one()


@remembered
def settled(proposal_id: int, *, spent_fen: int, at: int) -> int:
    """The foundation's accountant agrees to the figures."""
    case = open_case(proposal_id, kind="settlement")
    actions.settle(case, by=holder("foundation", proposal=project(proposal_id)), at=at, spent_fen=spent_fen, result="票据齐全，账目清楚。", seq=None)
    return case


@remembered
def evaluated(proposal_id: int, *, points: int, at: int) -> int:
    """An evaluator gives points."""
    case = open_case(proposal_id, kind="evaluation")
    actions.evaluate(case, by=holder("evaluator", proposal=project(proposal_id)), at=at, points=points, result="活动扎实，居民满意。", seq=None)
    return case


def balanced(proposal_id: int, *, at: int) -> None:
    """What is still due is paid, what is too much is returned."""
    asked = select(Tranche.seq).join(Payment).where(Payment.proposal_id == proposal_id, Payment.state == "planned").distinct()
    for seq in list(db.session.scalars(asked)):
        funding.paid(proposal_id, seq=seq, at=at)
    settlements = select(Settlement).where(Settlement.proposal_id == proposal_id, Settlement.kind == "settlement")
    latest = db.session.scalars(settlements.order_by(Settlement.id.desc())).first()
    if latest is not None and latest.returned_fen:
        money.record_refund(proposal_id, reference=f"退-{proposal_id}", by=holder("foundation", proposal=project(proposal_id)), at=at)


@remembered
def announcing(proposal_id: int, *, spent_fen: int, at: int) -> None:
    """Reported, settled, evaluated, balanced, and found good."""
    assessing(proposal_id, spent_fen=spent_fen, at=at)
    settled(proposal_id, spent_fen=spent_fen, at=at)
    evaluated(proposal_id, points=92, at=at)
    balanced(proposal_id, at=at)
    fired(proposal_id, "qualify", post="street_lead", at=at)


@remembered
def closed(proposal_id: int, *, spent_fen: int, at: int) -> None:
    """… and nobody objected."""
    announcing(proposal_id, spent_fen=spent_fen, at=at)
    closed_after_notice(proposal_id, at=at)


def closed_after_notice(proposal_id: int, *, at: int) -> None:
    """The announcing time is over, and the clock closes the project."""
    with unit_of_work():
        engine.fire(db.session, proposal_id, "close", SYSTEM, at=at + 30 * funding.DAY)


def fired(proposal_id: int, name: str, *, post: str, at: int, note: str = "") -> None:
    """One move by whoever holds a post."""
    with unit_of_work():
        engine.fire(db.session, proposal_id, name, holder(post, proposal=project(proposal_id)), at=at, note=note)
