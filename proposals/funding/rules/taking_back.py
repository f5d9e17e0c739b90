"""Taking back what was said of a payment's line on the bank's statement: only after the match itself was undone (``bank.matching``)."""
from __future__ import annotations

from sqlalchemy import bindparam, select

from workflow import Context, Problem

from ...machine import guard
from ..models import BankMatch

_STANDING = select(BankMatch.id).where(BankMatch.payment_id == bindparam("payment"), BankMatch.undone_us.is_(None)).limit(1)


@guard
def match_taken_back(ctx: Context) -> Problem | None:
    """No line of a statement stands for the payment any more: it is at the bank again, and may be matched anew."""
    standing = ctx.session.connection().execute(_STANDING, {"payment": ctx.instance.id}).first()
    return Problem.of("match-still-stands") if standing is not None else None
