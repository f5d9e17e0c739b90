"""Where a project's course meets its money: no start unpaid, no payment while suspended, no end before everything adds up."""
from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from workflow import Context, Problem
from workflow.tables import instance

from ...machine import effect, guard
from ...shell import money
from .. import commitments, ledger, settling
from ..models import Claim, Commitment, Payment, Tranche


ANY: Collection[str] = ()
"""Whatever state a payment is in."""


@guard
def first_tranche_paid(ctx: Context) -> Problem | None:
    """Every leg of the first tranche has arrived."""
    first = (select(Tranche.paid_us).join(Commitment).where(Commitment.proposal_id == ctx.instance.id, Tranche.voided_us.is_(None))
             .order_by(Tranche.seq).limit(1))
    return None if ctx.session.execute(first).scalar() is not None else Problem.of("first-tranche-unpaid")


@guard
def payments_reconciled(ctx: Context) -> Problem | None:
    """Agreed = Σ tranches; settled; no payment open; paid = spent + returned, nothing left anywhere between the pool and the end."""
    commitment = commitments.of_proposal(ctx.session, proposal_id=ctx.instance.id)
    if commitment is None:
        return Problem.of("nothing-committed")
    if commitment.spent_fen is None:
        return Problem.of("settlement-comes-first")
    if sum(tranche.amount_fen for tranche in commitment.tranches) != commitment.amount_fen or ctx.subject.agreed_fen != commitment.amount_fen:
        return Problem.of("tranches-off-agreement")
    return _still_open(ctx, commitment=commitment)


def _still_open(ctx: Context, *, commitment: Commitment) -> Problem | None:
    """A payment under way or due, a refund outstanding, or legs that do not say what the books say."""
    legs = settling.legs_of(ctx.session, commitment)
    waiting = [leg for leg in legs if leg.state not in ("paid", "cancelled")]
    if waiting:
        return Problem.of("payments-open", count=len(waiting), amount=money(sum(leg.amount_fen for leg in waiting)))
    stages = ledger.by_stage(ctx.session, commitment_ids=[commitment.id]).get(commitment.id, {})
    if stages.get("held", 0):
        return Problem.of("refund-outstanding", amount=money(stages["held"]))
    paid = sum(leg.amount_fen for leg in legs if leg.state == "paid")
    arrived = stages.get("spent", 0) + stages.get("returned", 0)
    if paid != arrived or stages.get("spent", 0) != commitment.spent_fen or stages.get("commit", 0) or stages.get("order", 0):
        return Problem.of("books-differ", paid=money(paid), booked=money(arrived))
    return None


@effect
def hold_payments(ctx: Context) -> None:
    """Hold every payment that has not been sent yet."""
    each_payment(ctx, proposal_id=ctx.instance.id, name="hold", states=ANY)


@effect
def release_payments(ctx: Context) -> None:
    """Let held payments be asked for again."""
    each_payment(ctx, proposal_id=ctx.instance.id, name="release", states=ANY)


@effect
def recover_funds(ctx: Context) -> None:
    """A failed project: nothing more is paid, what is still committed goes back to the pools, and what was paid and not spent is claimed."""
    commitment = commitments.of_proposal(ctx.session, proposal_id=ctx.instance.id)
    if commitment is None:
        return
    each_payment(ctx, proposal_id=ctx.instance.id, name="cancel", states=ANY)
    legs = settling.legs_of(ctx.session, commitment)
    for leg in legs:
        if leg.state not in ("paid", "sent", "cancelled"):
            leg.amount_fen = 0
    settling.release(ctx.session, commitment, legs=legs, actor=ctx.actor, at=ctx.at)
    unspent = ledger.by_stage(ctx.session, commitment_ids=[commitment.id]).get(commitment.id, {}).get("held", 0)
    claimed = ctx.session.execute(select(func.coalesce(func.sum(Claim.amount_fen), 0))
                                  .where(Claim.commitment_id == commitment.id, Claim.settled_us.is_(None))).scalar_one()
    if unspent > claimed:
        ctx.session.add(Claim(commitment_id=commitment.id, amount_fen=unspent - int(claimed), reason=ctx.note, actor=ctx.actor.id, at_us=ctx.at))


def each_payment(ctx: Context, *, proposal_id: int, name: str, states: Collection[str]) -> None:
    """Ask the system for one move of every payment of a project that is in one of these states and can make it; replaced tranches are done with."""
    payments = (select(instance.c.id, instance.c.state, instance.c.version).join(Payment, Payment.id == instance.c.id)
                .join(Tranche, Tranche.id == Payment.tranche_id).where(Payment.proposal_id == proposal_id, Tranche.voided_us.is_(None)).order_by(instance.c.id))
    for case_id, state, version in ctx.session.connection().execute(payments).all():
        if (state in states or states is ANY) and (state, name) in ctx.engine.definition(ctx.session, digest=version).table:
            ctx.fire(case_id, name)
