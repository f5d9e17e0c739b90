"""Guards and roles of one payment: nothing before its condition, nothing beyond the plan, all sources in their shares."""
from __future__ import annotations

from sqlalchemy.orm import Session

from workflow import Context, Problem

from ... import letters
from ...accounts.posts import holders, holds
from ...machine import guard, role
from ...shell import money
from .legs import book_of, leg_of, load, midterm_of

PAYS_IN = ("signed", "implementing", "reporting", "correcting", "assessing")


@role("payer", "payment", prefetch=load)
def is_payer(ctx: Context) -> bool:
    """The cashier who sends this leg: the source's own, or the foundation's where the source's money lies with it."""
    return holds(ctx, kinds=(leg_of(ctx).pays_through,))


@role("payer_lead", "payment", prefetch=load)
def is_payer_lead(ctx: Context) -> bool:
    """The head of the source that pays this leg."""
    return holds(ctx, kinds=(leg_of(ctx).desk + "_lead",))


@letters.people_for("payer", "payment")
def payers(session: Session, case: letters.Case) -> set[int]:
    """The cashiers who send the leg."""
    return holders(session, kinds=(case.subject.fund.pays_through,))


@letters.people_for("payer_lead", "payment")
def payer_leads(session: Session, case: letters.Case) -> set[int]:
    """The heads of the leg's source."""
    return holders(session, kinds=(case.subject.fund.desk + "_lead",))


@guard(prefetch=load)
def parent_allows_payment(ctx: Context) -> Problem | None:
    """The project is signed and runs, or is being settled; a suspended or ending one is paid nothing, and nothing new is asked for while a new
    version of the agreement is signed. What came back from the bank may go again."""
    leg = leg_of(ctx)
    if leg.parent not in PAYS_IN:
        return Problem.of("project-not-payable")
    return Problem.of("agreement-being-changed") if leg.changing and ctx.instance.state == "planned" else None


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
    signed = next(fen for fund_id, fen in book.shares if fund_id == leg.fund_id)
    together = sum(fen for _seq, fund_id, fen in book.legs if fund_id == leg.fund_id)
    if leg.amount > leg.planned:
        return Problem.of("payment-exceeds-plan", amount=money(leg.amount), planned=money(leg.planned))
    return Problem.of("payments-exceed-agreement", amount=money(together), signed=money(signed), over=money(together - signed)) if together > signed else None


@guard(prefetch=load)
def legs_keep_60_40(ctx: Context) -> Problem | None:
    """The tranches up to this one fall on the sources by their weights, less than one fen off."""
    book = book_of(ctx)
    parts = book.up_to(leg_of(ctx).seq)
    return Problem.of("legs-off-their-shares", parts=" : ".join(money(fen) for fen in parts)) if book.scheme.drifts(parts) else None


@guard(prefetch=load)
def one_approval_suffices(ctx: Context) -> Problem | None:
    """The tranche is smaller than the season's amount for two approvals."""
    leg = leg_of(ctx)
    if leg.tranche_amount < leg.double_approval:
        return None
    return Problem.of("second-approval-needed", amount=money(leg.tranche_amount), limit=money(leg.double_approval))


@guard(prefetch=load)
def two_approvals_needed(ctx: Context) -> Problem | None:
    """The tranche reaches the season's amount for two approvals."""
    leg = leg_of(ctx)
    if leg.tranche_amount >= leg.double_approval:
        return None
    return Problem.of("one-approval-suffices", amount=money(leg.tranche_amount), limit=money(leg.double_approval))
