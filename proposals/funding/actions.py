"""What people do about money: book what came in, ask for and carry out payments (one or many at once), settle, take refunds."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select, update

from workflow import Actor, Batch, Step

from ..accounts.posts import posts_of
from ..collection.models import Proposal
from ..errors import Refusal
from ..machine import engine
from ..seasons.models import Season
from ..storage import act, db
from . import commitments, ledger, settling
from .models import Commitment, Payment, Tranche
from .sourcing import reclaiming
from .sourcing.naming import USUAL_SOURCES, Source, name_sources
from .sourcing.receiving import record_receipt

__all__ = ["SETTLES", "USUAL_SOURCES", "Source", "adjust_final_tranche", "advance", "approve_all", "due_legs", "name_sources",
           "record_receipt", "record_refund", "request", "request_all", "request_tranche", "settle_ended"]
SETTLES = ("foundation", "foundation_lead")


@act
def request(payment_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """The implementer asks for one payment; ``data["evidence"]`` says what it is due for. Writes ``request``."""
    db.session.get_one(Payment, payment_id).evidence = str(data.get("evidence") or "")
    return engine.fire(db.session, payment_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def request_tranche(tranche_id: int, *, evidence: str, by: Actor, at: int) -> list[Step]:
    """The implementer asks for all legs of a tranche that wait to be asked for: all or none."""
    legs = db.session.scalars(select(Payment.id).where(Payment.tranche_id == tranche_id, Payment.state == "planned").order_by(Payment.id)).all()
    if not legs:
        raise Refusal("tranche-has-nothing-to-request")
    db.session.execute(update(Payment).where(Payment.id.in_(legs)).values(evidence=evidence))
    return [engine.fire(db.session, leg, "request", by, at=at, data={"evidence": evidence}) for leg in legs]


@act
def request_all(payment_ids: Collection[int], *, evidence: str, by: Actor, at: int) -> Batch:
    """Ask for many payments with the same evidence; who may not is left where it is, with the reasons."""
    done = engine.fire_many(db.session, list(payment_ids), "request", by, at=at, data={"evidence": evidence})
    db.session.execute(update(Payment).where(Payment.id.in_(done.moved)).values(evidence=evidence).execution_options(synchronize_session=False))
    return done


@act
def advance(payment_ids: Collection[int], *, name: str, by: Actor, at: int, note: str) -> Batch:
    """Make the same move (verify, authorise, arrive, refuse, bounce, resend) for many payments; each one that may not is left with its reasons."""
    return engine.fire_many(db.session, list(payment_ids), name, by, at=at, note=note)


@act
def approve_all(payment_ids: Collection[int], *, by: Actor, at: int) -> Batch:
    """Approve many payments: at once where one approval suffices (``authorise``), else on to the second one (``endorse``), by the season's threshold."""
    large = set(db.session.scalars(select(Payment.id).join(Tranche, Tranche.id == Payment.tranche_id).join(Season, Season.id == Payment.season_id)
                                   .where(Payment.id.in_(payment_ids), Tranche.amount_fen >= Season.double_approval_fen)))
    done = Batch()
    for name, ids in (("authorise", [key for key in payment_ids if key not in large]), ("endorse", [key for key in payment_ids if key in large])):
        part = engine.fire_many(db.session, ids, name, by, at=at)
        done.moved.extend(part.moved)
        done.refused.update(part.refused)
    return done


@act
def adjust_final_tranche(proposal_id: int, *, spent_fen: int, by: Actor, at: int) -> settling.Reckoning:
    """Settle a project on actuals of ``spent_fen`` (by vouchers): the last tranche pays at most what is still due, the unneeded is released.

    For the closeout room, inside its own act: who may settle is the settlement's machine's matter. Refused while a payment is under way.
    """
    return settling.settle(db.session(), _commitment(proposal_id), engine=engine, spent_fen=spent_fen, may_pay=True, actor=by, at=at)


@act
def settle_ended(proposal_id: int, *, spent_fen: int, by: Actor, at: int) -> settling.Reckoning:
    """Settle a project that ends early (``terminating``): nothing more is paid, spent is recognised, the rest goes back. By the foundation's staff."""
    _must_hold(by, kinds=SETTLES, otherwise=Refusal("settlement-not-yours"))
    if db.session.get_one(Proposal, proposal_id).state != "terminating":
        raise Refusal("settles-in-closeout")
    return settling.settle(db.session(), _commitment(proposal_id), engine=engine, spent_fen=spent_fen, may_pay=False, actor=by, at=at)


@act
def record_refund(proposal_id: int, *, reference: str, by: Actor, at: int, amount_fen: int | None = None, occurred_on: date | None = None) -> ledger.Posted:
    """Book that an implementer returned what it held unspent (fen; None: all of it). ``reference`` is the bank's number. By the foundation's staff."""
    _must_hold(by, kinds=SETTLES, otherwise=Refusal("refund-not-yours"))
    commitment = _commitment(proposal_id)
    if commitment.spent_fen is None:
        raise Refusal("settlement-comes-first")
    posted = settling.refund(db.session(), commitment, amount_fen=amount_fen, reference=reference, occurred_on=occurred_on, actor=by, at=at)
    reclaiming.settle(db.session(), commitment, at=at)
    return posted


def due_legs(proposal_id: int) -> list[int]:
    """The payments of the project's earliest tranche that is not paid yet, for those who carry it on step by step."""
    waits = (Tranche.paid_us.is_(None), Tranche.voided_us.is_(None))
    first = select(Tranche.id).join(Commitment).where(Commitment.proposal_id == proposal_id, *waits).order_by(Tranche.seq).limit(1).scalar_subquery()
    return list(db.session.scalars(select(Payment.id).where(Payment.tranche_id == first, Payment.state != "cancelled").order_by(Payment.id)))


def _commitment(proposal_id: int) -> Commitment:
    found = commitments.of_proposal(db.session(), proposal_id=proposal_id)
    if found is None:
        raise Refusal("nothing-committed")
    return found


def _must_hold(actor: Actor, *, kinds: tuple[str, ...], otherwise: Refusal) -> None:
    """Refuse unless the actor holds one of these posts; for acts that move no case of a machine."""
    if not any(post.kind in kinds for post in posts_of(db.session(), actor=actor)):
        raise otherwise
