"""Where a payment meets the bank: it is sent in a batch of its desk, and it has arrived when a line of that account's statement shows it."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...errors import Refusal
from ...machine import effect, guard
from ..models import BankLine, BankMatch, Payment, PaymentBatch
from .legs import leg_of, load
from .paying import PAYS_IN

SEEN = "payments seen on a line"
_USED = (select(func.coalesce(func.sum(BankMatch.amount_fen), 0)).where(BankMatch.line_id == BankLine.id, BankMatch.undone_us.is_(None)).scalar_subquery())
_UNEXPLAINED = (select(Payment.id).join(PaymentBatch, PaymentBatch.id == Payment.batch_id).join(BankLine, BankLine.account_id == PaymentBatch.account_id)
                .where(Payment.id.in_(bindparam("ids", expanding=True)), BankLine.amount_fen - _USED >= Payment.amount_fen))
_SHOWN = _UNEXPLAINED.where(BankLine.direction == "out", BankLine.reference == Payment.bank_reference)
_BACK = _UNEXPLAINED.where(BankLine.direction == "in", BankLine.reference == Payment.return_reference)


def load_lines(session: Session, ids: Sequence[int], batch: dict[Any, Any]) -> None:
    """Which of these payments a line shows that has so much left to explain; one statement."""
    batch.setdefault(SEEN, {}).update(dict.fromkeys(ids, False) | dict.fromkeys(session.connection().execute(_SHOWN, {"ids": ids}).scalars(), True))


@guard(prefetch=load_lines)
def bank_line_matched(ctx: Context) -> Problem | None:
    """The payment stands on a statement of the account from which its batch was sent, on a line that is not yet taken for something else."""
    if ctx.instance.id not in ctx.batch.get(SEEN, ()):
        load_lines(ctx.session, [ctx.instance.id], ctx.batch)
    return None if ctx.batch[SEEN][ctx.instance.id] else Problem.of("no-bank-line")


@guard(prefetch=load)
def payment_came_back(ctx: Context) -> Problem | None:
    """It stands on a statement of the same account as come in again, on a line not yet taken for something else, and the project is not over."""
    if ctx.session.connection().execute(_BACK, {"ids": [ctx.instance.id]}).first() is None:
        return Problem.of("no-return-line")
    return None if leg_of(ctx).parent in (*PAYS_IN, "suspended", "terminating") else Problem.of("project-not-payable")


@effect(prefetch=load)
def enter_batch(ctx: Context) -> None:
    """Nothing is sent but in a batch made for it (``payment-not-in-batch``); an effect, because the batch is made of what the guards let through."""
    if leg_of(ctx).batch_id is None:
        raise Refusal("payment-not-in-batch")


@effect
def leave_batch(ctx: Context) -> None:
    """It came back and is approved again: it goes in a new batch."""
    ctx.facts["batch_id"] = None
