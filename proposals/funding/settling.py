"""Settling a project on its actuals: what was spent is recognised, what is still due is paid by the last tranches, the rest goes back.

A source never pays more than its planned legs; what was signed and is not needed returns to its pool at once (``release``); what was
paid and not spent stays with the implementer until its refund is booked.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import SYSTEM, Actor, Engine

from ..errors import Refusal
from ..shell import money
from . import commitments, ledger
from .models import Commitment, Payment, Tranche
from .models.ledger import PAID
from .spending import booking

IN_FLIGHT = ("requested", "verified", "endorsed", "authorised", "sent", "bounced")
UNPAID = ("planned", "held")
UNORDERED = (*UNPAID, *IN_FLIGHT)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a settlement came to, in fen: recognised as spent, paid before, still to pay, released unpaid, to be returned by the implementer."""

    spent_fen: int
    paid_fen: int
    to_pay_fen: int
    released_fen: int
    to_return_fen: int


def reckon(commitment: Commitment, *, legs: Sequence[Payment], spent_fen: int, may_pay: bool) -> Reckoning:
    """What settling at ``spent_fen`` comes to, without doing it; nothing more is paid when ``may_pay`` is false (a project that ends early)."""
    paid = sum(leg.amount_fen for leg in legs if leg.state == "paid")
    payable = sum(leg.amount_fen for leg in legs if leg.state in UNPAID) if may_pay else 0
    spent = min(spent_fen, paid + payable)
    to_pay = max(0, spent - paid)
    return Reckoning(spent, paid, to_pay, commitment.amount_fen - paid - to_pay, max(0, paid - spent))


def legs_of(session: Session, commitment: Commitment) -> list[Payment]:
    """All legs of a commitment, in the order in which they fall due."""
    return list(session.scalars(select(Payment).join(Tranche).where(Tranche.commitment_id == commitment.id).order_by(Tranche.seq, Payment.fund_id)))


def settle(session: Session, commitment: Commitment, *, engine: Engine, spent_fen: int, may_pay: bool, actor: Actor, at: int) -> Reckoning:
    """Settle a commitment at ``spent_fen``, by vouchers; settled again (after a dispute) it corrects the first settlement.

    Refused while a payment is under way (``payment-in-flight``) and, where spending was told by vouchers, for any other sum than
    theirs (``vouchers-differ``, ``report-undecided``). Books ``spend`` (or ``disallow``), only the difference to what accepted reports
    booked, and ``release``; legs that are not needed any more are cancelled, the others lowered to what is still due.
    """
    booking.must_agree(session, commitment_id=commitment.id, spent_fen=spent_fen)
    legs = legs_of(session, commitment)
    under_way = [leg for leg in legs if leg.state in IN_FLIGHT]
    if under_way:
        raise Refusal("payment-in-flight", count=len(under_way), amount=money(sum(leg.amount_fen for leg in under_way)))
    found = reckon(commitment, legs=legs, spent_fen=spent_fen, may_pay=may_pay)
    commitment.spent_fen = found.spent_fen
    _spend(session, commitment, recognised=min(found.spent_fen, found.paid_fen), season_id=legs[0].season_id, actor=actor, at=at)
    _lower(session, commitment, legs=legs, to_pay=found.to_pay_fen, engine=engine, at=at)
    release(session, commitment, legs=legs, actor=actor, at=at)
    return found


def release(session: Session, commitment: Commitment, *, legs: Sequence[Payment], actor: Actor, at: int) -> None:
    """Send back to the pools what is committed and no living leg needs any more."""
    needed = {share.fund_id: sum(leg.amount_fen for leg in legs if leg.fund_id == share.fund_id and leg.state in UNORDERED and leg.order_id is None)
              for share in commitment.shares}
    number = ledger.count(session, commitment_id=commitment.id, kind="release") + 1
    commitments.release(session, commitment, keep=needed, idem_key=f"release:settled:{commitment.id}:{number}", actor=actor, at=at)


def refund(session: Session, commitment: Commitment, *, amount_fen: int | None, reference: str, occurred_on: date | None, actor: Actor,
           at: int) -> ledger.Posted:
    """Book that the implementer returned money it held unspent (fen; None: all of it), to each source its part by the split of what was paid.

    Refused: nothing is held (``nothing-to-return``), or less than that (``refund-too-large``).
    """
    held, paid = _standing(session, commitment)
    amount = sum(held) if amount_fen is None else amount_fen
    if not sum(held):
        raise Refusal("nothing-to-return")
    if amount > sum(held):
        raise Refusal("refund-too-large", amount=money(amount), held=money(sum(held)))
    parts = list(held) if amount == sum(held) else [-part for part in commitments.scheme_of(commitment).of_payment(-amount, paid=paid)]
    legs = [(share.fund_id, "held", "returned", part) for share, part in zip(commitment.shares, parts, strict=True) if part]
    return ledger.post(session, kind="refund", season_id=commitment.proposal.season_id, commitment_id=commitment.id, legs=legs,
                       idem_key=f"refund:{commitment.id}:{reference}", document=reference, occurred_on=occurred_on, actor=actor, at=at)


def _standing(session: Session, commitment: Commitment) -> tuple[list[int], list[int]]:
    """What the implementer holds, and what was ordered or paid less refunds, of each source in the order of the shares."""
    found = ledger.balances(session, commitment_id=commitment.id)
    return ([found.get((share.fund_id, "held"), 0) for share in commitment.shares],
            [sum(found.get((share.fund_id, stage), 0) for stage in PAID) for share in commitment.shares])


def _spend(session: Session, commitment: Commitment, *, recognised: int, season_id: int, actor: Actor, at: int) -> None:
    """Bring what is booked as spent to what is recognised: forward, or back where a first settlement was too generous."""
    held = ledger.balances(session, commitment_id=commitment.id)
    spent = [held.get((share.fund_id, "spent"), 0) for share in commitment.shares]
    parts = commitments.scheme_of(commitment).of_payment(recognised - sum(spent), paid=spent)
    for kind, sign, source, target in (("spend", 1, "held", "spent"), ("disallow", -1, "spent", "held")):
        legs = [(share.fund_id, source, target, sign * part) for share, part in zip(commitment.shares, parts, strict=True) if sign * part > 0]
        _post(session, commitment, kind=kind, legs=legs, season_id=season_id, actor=actor, at=at)


def _lower(session: Session, commitment: Commitment, *, legs: Sequence[Payment], to_pay: int, engine: Engine, at: int) -> None:
    """Spread what is still due over the unpaid legs, the earliest tranche first; cancel those left with nothing."""
    open_legs = [leg for leg in legs if leg.state in UNPAID]
    paid = {share.fund_id: sum(leg.amount_fen for leg in legs if leg.state == "paid" and leg.fund_id == share.fund_id) for share in commitment.shares}
    parts = commitments.scheme_of(commitment).of_payment(to_pay, paid=list(paid.values()))
    due = {share.fund_id: part for share, part in zip(commitment.shares, parts, strict=True)}
    for leg in open_legs:
        leg.amount_fen = min(leg.amount_fen, due[leg.fund_id])
        due[leg.fund_id] -= leg.amount_fen
    session.flush()
    for leg in open_legs:
        if not leg.amount_fen:
            engine.fire(session, leg.id, "cancel", SYSTEM, at=at)


def _post(session: Session, commitment: Commitment, *, kind: str, legs: list[ledger.Leg], season_id: int, actor: Actor, at: int) -> None:
    """Post unless there is nothing to post; the key counts the commitment's entries of this kind, so that each settlement has its own."""
    if not legs:
        return
    number = ledger.count(session, commitment_id=commitment.id, kind=kind) + 1
    ledger.post(session, kind=kind, season_id=season_id, commitment_id=commitment.id, legs=legs,
                idem_key=f"{kind}:settled:{commitment.id}:{number}", actor=actor, at=at)
