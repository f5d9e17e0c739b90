"""Taking back what was said of a payment's line on the bank's statement: only after the match itself was undone (``bank.matching``)."""
from __future__ import annotations

from sqlalchemy import bindparam, case, func, select

from workflow import Context, Problem

from ...machine import guard
from ..models import BankLine, BankMatch

_STANDING = (select(func.coalesce(func.sum(case((BankLine.direction == "out", BankMatch.amount_fen), else_=-BankMatch.amount_fen)), 0))
             .join(BankLine, BankLine.id == BankMatch.line_id).where(BankMatch.payment_id == bindparam("payment"), BankMatch.undone_us.is_(None)))


@guard
def match_taken_back(ctx: Context) -> Problem | None:
    """By the statements' lines nothing of the payment is out any more, or what went out came back: it is at the bank, and may be matched anew."""
    out = ctx.session.connection().execute(_STANDING, {"payment": ctx.instance.id}).scalar_one()
    return Problem.of("match-still-stands") if out else None
