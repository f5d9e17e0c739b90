"""Guards, effects and roles of one payment: nothing before its condition, nothing beyond the plan, both sources in their shares."""
from __future__ import annotations

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.tables import instance

from ... import letters
from ...accounts.posts import holders, holds
from ...machine import effect, guard, role
from ...shell import money
from .. import ledger, split
from ..models import Payment, Tranche
from .legs import book_of, leg_of, load, midterm_of

_OPEN_LEGS = (select(func.count()).select_from(Payment).join(instance, instance.c.id == Payment.id)
              .where(Payment.tranche_id == bindparam("tranche"), instance.c.state.not_in(("paid", "cancelled"))))
_TRANCHES = Tranche.__table__
_PAID = update(_TRANCHES).where(_TRANCHES.c.id == bindparam("tranche"), _TRANCHES.c.paid_us.is_(None)).values(paid_us=bindparam("at"))
PAYS_IN = ("signed", "implementing", "reporting", "correcting", "assessing")


@role("payer", "payment", prefetch=load)
def is_payer(ctx: Context) -> bool:
    """The cashier of the source that pays this leg."""
    return holds(ctx, kinds=(leg_of(ctx).fund,))


@role("payer_lead", "payment", prefetch=load)
def is_payer_lead(ctx: Context) -> bool:
    """The head of the source that pays this leg."""
    return holds(ctx, kinds=(leg_of(ctx).fund + "_lead",))


@letters.people_for("payer", "payment")
def payers(session: Session, case: letters.Case) -> set[int]:
    """The cashiers of the leg's source."""
    return holders(session, kinds=(case.subject.fund.code,))


@letters.people_for("payer_lead", "payment")
def payer_leads(session: Session, case: letters.Case) -> set[int]:
    """The heads of the leg's source."""
    return holders(session, kinds=(case.subject.fund.code + "_lead",))


@guard(prefetch=load)
def parent_allows_payment(ctx: Context) -> Problem | None:
    """The project is signed and runs, or is being settled; a suspended or ending one is paid nothing."""
    state = leg_of(ctx).parent
    return None if state in PAYS_IN else Problem.of("project-not-payable")


@guard(prefetch=load)
def milestone_met(ctx: Context) -> Problem | None:
    """The tranche's condition: signed; a visit made and half of the planned activities held; settled on actuals (which frees every tranche)."""
    leg = leg_of(ctx)
    if leg.settled or leg.condition == "signing":
        return None
    if leg.condition == "settlement":
        return Problem.of("settlement-comes-first")
    reached = midterm_of(ctx)
    if reached.visits and 2 * reached.held >= reached.planned:
        return None
    return Problem.of("midterm-not-reached", visits=reached.visits, held=reached.held, need=(reached.planned + 1) // 2)


@guard(prefetch=load)
def amount_within_plan(ctx: Context) -> Problem | None:
    """The leg is no larger than planned, and all legs of its source together no larger than the source signed."""
    leg, book = leg_of(ctx), book_of(ctx)
    signed = next(fen for fund_id, _weight, fen in book.shares if fund_id == leg.fund_id)
    together = sum(fen for _seq, fund_id, fen in book.legs if fund_id == leg.fund_id)
    if leg.amount > leg.planned:
        return Problem.of("payment-exceeds-plan", amount=money(leg.amount), planned=money(leg.planned))
    return Problem.of("payments-exceed-agreement", amount=money(together), signed=money(signed), over=money(together - signed)) if together > signed else None


@guard(prefetch=load)
def legs_keep_60_40(ctx: Context) -> Problem | None:
    """The tranches up to this one fall on the sources by their weights, less than one fen off."""
    book = book_of(ctx)
    parts, weights = book.up_to(leg_of(ctx).seq), [weight for _fund, weight, _signed in book.shares]
    return Problem.of("legs-off-their-shares", parts=" : ".join(money(fen) for fen in parts)) if split.drifts(parts, weights=weights) else None


@effect
def post_ledger(ctx: Context) -> None:
    """Book what arrived: committed money is now held by the implementer – or spent, where the project was settled before."""
    leg = leg_of(ctx)
    ctx.facts["paid_us"] = ctx.at
    _book(ctx, kind="pay", source="commit", target="held")
    if leg.settled:
        _book(ctx, kind="spend", source="held", target="spent")


def _book(ctx: Context, *, kind: str, source: str, target: str) -> None:
    leg = leg_of(ctx)
    ledger.post(ctx.session, kind=kind, season_id=ctx.instance.season_id, commitment_id=leg.commitment_id, legs=[(leg.fund_id, source, target, leg.amount)],
                idem_key=f"{kind}:{leg.id}", actor=ctx.actor, at=ctx.at)


@effect
def try_tranche(ctx: Context) -> None:
    """Date the tranche when the last of its living legs has arrived; asked of the engine's rows, which a bulk writes first."""
    connection, asked = ctx.session.connection(), {"tranche": leg_of(ctx).tranche_id}
    if not connection.execute(_OPEN_LEGS, asked).scalar_one():
        connection.execute(_PAID, asked | {"at": ctx.at})
