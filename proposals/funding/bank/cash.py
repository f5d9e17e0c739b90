"""What moved through an account, as our books have it and as the bank has it: the figures of the reconciliation, in fen, up to a day."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.tables import step

from ... import clock
from ...collection.models import Proposal
from ..models import Account, BankAccount, BankLine, BankMatch, BankStatement, Entry, Fund, Payment, PaymentBatch, Tranche, Transfer

LEAVES = {"send": 1, "unbounce": 1, "bounce": -1, "return_payment": -1}
"""Moves by which a payment leaves our books for the bank, or comes back to them."""
SIGNS = {"receipt": 1, "refund": 1, "pay": -1}
"""What an entry of this kind does to the account; its reversal does the opposite."""
_LIVE = BankMatch.undone_us.is_(None)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The account's first statement: from which day, with which balance."""

    day: str
    opening_fen: int
    desk: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A payment: paid out by the bank so far, and by our books; ``at_the_bank``: sent, and not yet booked as arrived."""

    proposal_id: int
    text: str
    day: str
    fen: int
    bank_fen: int
    book_fen: int
    at_the_bank: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt or a refund in the books: received by the bank so far, and booked for this desk."""

    entry_id: int
    document: str
    day: str
    bank_fen: int
    book_fen: int


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A line, as far as no match explains it."""

    id: int
    day: str
    direction: str
    text: str
    fen: int


def beginning(session: Session, *, account_id: int) -> Beginning | None:
    """Where the account's statements begin; None before the first."""
    asked = (select(BankStatement.from_day, BankStatement.opening_fen, BankAccount.desk).join(BankAccount, BankAccount.id == BankStatement.account_id)
             .where(BankStatement.account_id == account_id, BankStatement.seq == 1))
    row = session.execute(asked).first()
    return Beginning(*row) if row else None


def last_day(session: Session, *, account_id: int) -> str | None:
    """The last day that a statement covers."""
    return session.scalar(select(func.max(BankStatement.to_day)).where(BankStatement.account_id == account_id))


def moved(session: Session, *, account_id: int, until: str) -> int:
    """What all lines together did to the balance."""
    signed = case((BankLine.direction == "in", BankLine.amount_fen), else_=-BankLine.amount_fen)
    return int(session.scalar(select(func.coalesce(func.sum(signed), 0)).where(BankLine.account_id == account_id, BankLine.booked_on <= until)) or 0)


def unexplained(session: Session, *, account_id: int, until: str) -> list[Unexplained]:
    """Lines that nothing in our books stands for, or not all of them."""
    used = func.coalesce(select(func.sum(BankMatch.amount_fen)).where(BankMatch.line_id == BankLine.id, _LIVE).scalar_subquery(), 0)
    asked = (select(BankLine.id, BankLine.booked_on, BankLine.direction, BankLine.counterparty, BankLine.summary, BankLine.amount_fen - used)
             .where(BankLine.account_id == account_id, BankLine.booked_on <= until, BankLine.amount_fen > used).order_by(BankLine.id))
    return [Unexplained(key, day, way, f"{name} {summary}".strip(), int(fen)) for key, day, way, name, summary, fen in session.execute(asked)]


def payments(session: Session, *, account_id: int, start: Beginning, until: str, moment: int) -> list[Sent]:
    """The desk's payments of this account that were ever sent before ``moment`` (UTC µs), but for those that arrived before its statements begin."""
    moves = func.sum(case(LEAVES, value=step.c.name, else_=0))
    asked = (select(Payment.id, Payment.proposal_id, Proposal.title, Tranche.seq, Payment.amount_fen, moves, func.max(step.c.at_us))
             .join(Fund, Fund.id == Payment.fund_id).join(Tranche, Tranche.id == Payment.tranche_id).join(Proposal, Proposal.id == Payment.proposal_id)
             .join(step, step.c.instance_id == Payment.id).outerjoin(PaymentBatch, PaymentBatch.id == Payment.batch_id)
             .where(Fund.pays_through == start.desk, func.coalesce(PaymentBatch.account_id, account_id) == account_id)
             .where(step.c.name.in_(LEAVES), step.c.at_us < moment)
             .group_by(Payment.id, Payment.proposal_id, Proposal.title, Tranche.seq, Payment.amount_fen).order_by(Payment.id))
    by_bank = _matched(session, account_id=account_id, until=until, of=BankMatch.payment_id)
    books, earlier = (_paid(session, desk=start.desk, where=where) for where in (Entry.occurred_on.between(start.day, until), Entry.occurred_on < start.day))
    found = []
    for key, proposal_id, title, seq, fen, net, at in session.execute(asked):
        if earlier.get(key) and key not in by_bank:
            continue
        booked, out = books.get(key, 0), int(net) > 0
        ours = booked or (fen if out else 0)
        found.append(Sent(proposal_id, f"{title} #{seq}", clock.today(at).isoformat(), fen, -by_bank.get(key, 0), ours, at_the_bank=out and not booked))
    return found


def papers(session: Session, *, account_id: int, start: Beginning, until: str) -> list[Paper]:
    """Receipts and refunds of the desk since the statements begin, and older ones that a line of this account stands for."""
    by_bank = _matched(session, account_id=account_id, until=until, of=BankMatch.entry_id)
    mirror = aliased(Entry)
    undone = select(mirror.reverses_id).where(mirror.reverses_id.is_not(None), mirror.occurred_on <= until)
    asked = _of_desk(select(Entry.id, Entry.document, Entry.occurred_on, func.sum(case((Entry.id.in_(undone), 0), else_=Transfer.amount_fen))), start=start)
    asked = asked.where(Entry.kind.in_(("receipt", "refund")), _counted(account_id, start=start), Entry.occurred_on <= until)
    rows = session.execute(asked.group_by(Entry.id, Entry.document, Entry.occurred_on).order_by(Entry.id))
    return [Paper(key, document, day, by_bank.get(key, 0), int(fen)) for key, document, day, fen in rows]


def booked(session: Session, *, account_id: int, start: Beginning, until: str) -> int:
    """What the books' entries did to the account, by their kinds: received and refunded, less what arrived at payees; reversals the other way."""
    original = aliased(Entry)
    kind = func.coalesce(original.kind, Entry.kind)
    signed = case(SIGNS, value=kind, else_=0) * case((Entry.kind == "reverse", -1), else_=1) * Transfer.amount_fen
    asked = _of_desk(select(func.coalesce(func.sum(signed), 0)), start=start).outerjoin(original, original.id == Entry.reverses_id)
    mine = or_(_counted(account_id, start=start), _counted_by(original, account_id=account_id, start=start))
    return int(session.scalar(asked.where(kind.in_(SIGNS), Entry.occurred_on <= until, mine)) or 0)


def _of_desk(asked: Select[Any], *, start: Beginning) -> Select[Any]:
    return (asked.select_from(Entry).join(Transfer, Transfer.entry_id == Entry.id).join(Account, Account.id == Transfer.debit_id)
            .join(Fund, Fund.id == Account.fund_id).where(Fund.pays_through == start.desk))


def _counted(account_id: int, *, start: Beginning) -> ColumnElement[bool]:
    return _counted_by(Entry, account_id=account_id, start=start)


def _counted_by(entry: Any, *, account_id: int, start: Beginning) -> ColumnElement[bool]:
    """Entries since the statements begin, and older ones that a line of this account stands for."""
    seen = (select(BankMatch.entry_id).join(BankLine, BankLine.id == BankMatch.line_id)
            .where(BankLine.account_id == account_id, BankMatch.entry_id.is_not(None), _LIVE))
    return or_(entry.occurred_on >= start.day, entry.id.in_(seen))


def _matched(session: Session, *, account_id: int, until: str, of: Any) -> Mapping[int, int]:
    """What lines up to a day brought in (or took out, below zero) for each payment or entry."""
    signed = func.sum(case((BankLine.direction == "in", BankMatch.amount_fen), else_=-BankMatch.amount_fen))
    asked = (select(of, signed).join(BankLine, BankLine.id == BankMatch.line_id)
             .where(BankLine.account_id == account_id, BankLine.booked_on <= until, _LIVE, of.is_not(None)).group_by(of))
    return {key: int(fen) for key, fen in session.execute(asked)}


def _paid(session: Session, *, desk: str, where: ColumnElement[bool]) -> Mapping[int, int]:
    """What each payment was booked with as arrived, less what was mirrored, among entries of some days."""
    original = aliased(Entry)
    signed = case((Entry.kind == "pay", Transfer.amount_fen), (original.kind == "pay", -Transfer.amount_fen), else_=0)
    asked = (select(Entry.payment_id, func.sum(signed)).select_from(Entry).outerjoin(original, original.id == Entry.reverses_id)
             .join(Transfer, Transfer.entry_id == Entry.id).join(Account, Account.id == Transfer.debit_id).join(Fund, Fund.id == Account.fund_id)
             .where(Fund.pays_through == desk, Entry.payment_id.is_not(None), where).group_by(Entry.payment_id))
    return {key: int(fen) for key, fen in session.execute(asked) if fen}
