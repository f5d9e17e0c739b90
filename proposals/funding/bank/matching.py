"""A person says what lines are: the books follow, and the match is kept. Taking it back keeps it too, and mirrors what was booked."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, func, insert, select, update

from workflow import Actor, Batch
from workflow.engine import Refused

from ...amounts import plain
from ...errors import Refusal
from ...machine import engine
from ...storage import act, db
from .. import actions, ledger
from ..models import BankAccount, BankLine, BankMatch, Commitment, Entry, Fund, Payment
from ..sourcing import receiving
from . import accounts
from .facts import Proposal

ON_PAYMENTS = ("pay", "bounce", "return")
ONLY_PROVEN = ("returned", "booked")
"""Kinds of proposals by which nothing moves and nothing is booked."""
REVERSED = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Seen:
    """A line under the person's hand, and the account it is on."""

    line: BankLine
    account: BankAccount

    @property
    def day(self) -> date:
        """When the bank booked it."""
        return date.fromisoformat(self.line.booked_on)


@act
def confirm(match: Proposal, *, by: Actor, at: int) -> None:
    """Take lines for what ``match`` says, by the account's cashier, and book it: ``arrive``, ``bounce``, ``return_payment``, a receipt or a refund.

    What was booked or moved by hand before is not booked again: the lines only prove it. Refused: not the cashier's account
    (``match-not-yours``), more than the line has left (``line-spent``), or whatever the move itself refuses.
    """
    seen = [_seen(line_id, by=by) for line_id in match.line_ids]
    for each in seen:
        _must_hold(each.line, fen=sum(match.amounts))
    work = {"pay": _pay, "bounce": _bounce, "return": _return, "returned": _returned, "receipt": _receipt, "refund": _refund,
            "booked": _tick_off}[match.kind]
    work(seen, match=match, by=by, at=at)


@act
def confirm_all(matches: Collection[Proposal], *, by: Actor, at: int) -> tuple[int, list[Refused]]:
    """Confirm many, each whole or not at all; returns how many were, and why the others were not. Single payments go together, day by day."""
    single = [match for match in matches if match.kind == "pay" and len(match.targets) == 1]
    done, refused = _pay_many(single, by=by, at=at)
    for match in (match for match in matches if match not in single):
        try:
            with db.session.begin_nested():
                confirm(match, by=by, at=at)
            done += 1
        except Refused as refusal:
            refused.append(refusal)
    return done, refused


def _pay_many(matches: Sequence[Proposal], *, by: Actor, at: int) -> tuple[int, list[Refused]]:
    """Payments with a line of their own each, as one bulk for each day of the bank; those that may not move keep their line open."""
    lines = {line.id: line for line in db.session.scalars(select(BankLine).where(BankLine.id.in_([match.line_ids[0] for match in matches])))}
    for desk in db.session.scalars(select(BankAccount.desk).where(BankAccount.id.in_({line.account_id for line in lines.values()}))):
        accounts.must_hold(by, kinds=(desk,), code="match-not-yours")
    by_day: dict[str, list[Proposal]] = {}
    for match in matches:
        by_day.setdefault(lines[match.line_ids[0]].booked_on, []).append(match)
    done, refused = 0, list[Refused]()
    for day, group in sorted(by_day.items()):
        batch = _arrive({match.targets[0]: lines[match.line_ids[0]] for match in group}, fen={match.targets[0]: match.amounts[0] for match in group},
                        day=date.fromisoformat(day), by=by, at=at)
        done, refused = done + len(batch.moved), refused + [Refused(problems) for problems in batch.refused.values()]
    return done, refused


def _arrive(lines: Mapping[int, BankLine], *, fen: Mapping[int, int], day: date, by: Actor, at: int) -> Batch:
    """Move payments to ``paid`` by the lines that show them, and keep each as a match; who may not move stays as it was, its line open.

    The database holds each match to its line and its payment. Writes ``arrive``.
    """
    connection, payments = db.session.connection(), Payment.__table__
    connection.execute(update(payments).where(payments.c.id == bindparam("leg"), payments.c.state == "sent").values(bank_reference=bindparam("number")),
                       [{"leg": payment_id, "number": line.reference} for payment_id, line in lines.items()])
    each = {payment_id: {"document": line.reference, "occurred_on": day.isoformat()} for payment_id, line in lines.items()}
    done = engine.fire_many(db.session, list(lines), "arrive", by, at=at, each=each)
    if done.refused:
        connection.execute(update(payments).where(payments.c.id.in_(done.refused), payments.c.state == "sent").values(bank_reference=None))
    booked = _entries(done.moved, kind="pay")
    rows = [{"line_id": lines[key].id, "kind": "pay", "amount_fen": fen[key], "payment_id": key, "entry_id": booked[key], "booked": 1, "actor": by.id,
             "at_us": at} for key in done.moved]
    if rows:
        db.session.execute(insert(BankMatch.__table__), rows)
    return done


@act
def undo(line_id: int, *, note: str, by: Actor, at: int) -> int:
    """Take back everything that a line was taken for, by the account's cashier, with the reason; returns how many matches. They stay on record as undone.

    An arrival goes back to the bank's (``unmatch``), a payment that came back too (``unbounce``), a receipt or refund is mirrored.
    Refused: nothing to undo (``line-not-matched``), the payment was approved anew (``payment-moved-on``), the money is used (``balance-short``).
    """
    seen = _seen(line_id, by=by)
    matches = db.session.scalars(select(BankMatch).where(BankMatch.line_id == line_id, BankMatch.undone_us.is_(None)).order_by(BankMatch.id.desc())).all()
    if not matches:
        raise Refusal("line-not-matched")
    for match in matches:
        if match.kind == "bounce" and not match.booked:
            _take_apart(match, by=by, at=at)
        elif match.kind in ON_PAYMENTS:
            _take_back(match, note=note, by=by, at=at)
        else:
            _undone(match, by=by, at=at)
            if match.booked:
                ledger.reverse(db.session(), entry_id=match.entry_id, idem_key=f"undone:{match.id}", actor=by, at=at, document=seen.line.reference)
    return len(matches)


def _seen(line_id: int, *, by: Actor) -> Seen:
    """The line, locked, for the cashier of its account."""
    line = db.session.get_one(BankLine, line_id, with_for_update={"of": BankLine})
    account = db.session.get_one(BankAccount, line.account_id)
    accounts.must_hold(by, kinds=(account.desk,), code="match-not-yours")
    return Seen(line, account)


def _must_hold(line: BankLine, *, fen: int) -> None:
    used = db.session.scalar(select(func.coalesce(func.sum(BankMatch.amount_fen), 0)).where(BankMatch.line_id == line.id, BankMatch.undone_us.is_(None)))
    left = line.amount_fen - int(used or 0)
    if fen > left:
        raise Refusal("line-spent", amount=plain(fen), left=plain(left))


def _pay(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """Payments seen on the bank's statement have arrived, on the bank's day."""
    one = seen[0]
    done = _arrive(dict.fromkeys(match.targets, one.line), fen=dict(zip(match.targets, match.amounts, strict=True)), day=one.day, by=by, at=at)
    if done.refused:
        raise Refused(next(iter(done.refused.values())))


def _bounce(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """A payment went out and came back before anybody had seen it: both lines stand for it, nothing is booked."""
    engine.fire(db.session, match.targets[0], "bounce", by, at=at, note=_note(seen[-1].line))
    for each in seen:
        _keep(each.line, kind="bounce", fen=match.amounts[0], payment_id=match.targets[0], entry_id=None, by=by, at=at)


def _return(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """An arrived payment came back: what was booked for it is mirrored. Writes ``return_payment``."""
    line, payment_id = seen[0].line, match.targets[0]
    booked = _entries((payment_id,), kind="pay").get(payment_id)
    db.session.execute(update(Payment).where(Payment.id == payment_id, Payment.state == "paid").values(return_reference=line.reference))
    engine.fire(db.session, payment_id, "return_payment", by, at=at, note=_note(line),
                data={"document": line.reference, "occurred_on": seen[0].day.isoformat()})
    mirror = db.session.scalars(select(Entry.id).where(Entry.reverses_id == booked)).one()
    _keep(line, kind="return", fen=match.amounts[0], payment_id=payment_id, entry_id=mirror, by=by, at=at)


def _returned(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """A payment that was bounced by hand: both lines stand for it. Where it has arrived since, the one that came in is kept first."""
    payment_id, arrived = match.targets[0], _shown(match.targets[0]) > 0
    for each in sorted(seen, key=lambda one: one.line.direction, reverse=not arrived):
        db.session.add(BankMatch(line_id=each.line.id, kind="bounce", amount_fen=match.amounts[0], payment_id=payment_id, booked=0, actor=by.id, at_us=at))
        db.session.flush()


def _shown(payment_id: int) -> int:
    """What lines show as paid out for a payment and not come back, in fen."""
    signed = case((BankLine.direction == "out", BankMatch.amount_fen), else_=-BankMatch.amount_fen)
    asked = select(func.coalesce(func.sum(signed), 0)).join(BankLine, BankLine.id == BankMatch.line_id)
    return int(db.session.scalar(asked.where(BankMatch.payment_id == payment_id, BankMatch.undone_us.is_(None))) or 0)


def _receipt(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """A funder's money is in the pool."""
    line, fund = seen[0].line, db.session.get_one(Fund, match.targets[0])
    posted = actions.record_receipt(fund.season_id, fund_code=fund.code, amount_fen=match.amounts[0], reference=_anew(line), by=by, at=at,
                                    pledge_id=receiving.fitting(fund.id, amount_fen=match.amounts[0]), occurred_on=seen[0].day)
    _keep(line, kind="receipt", fen=match.amounts[0], payment_id=None, entry_id=posted.id, by=by, at=at)


def _refund(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """An implementer gave money back: to each source its part."""
    line, commitment = seen[0].line, db.session.get_one(Commitment, match.targets[0])
    posted = actions.record_refund(commitment.proposal_id, reference=_anew(line), amount_fen=match.amounts[0], occurred_on=seen[0].day, by=by, at=at)
    _keep(line, kind="refund", fen=match.amounts[0], payment_id=None, entry_id=posted.id, by=by, at=at)


def _anew(line: BankLine) -> str:
    """The line's reference as a document: with a number behind it where something booked for this line was taken back before."""
    before = db.session.scalar(select(func.count()).where(BankMatch.line_id == line.id, BankMatch.undone_us.is_not(None)))
    return f"{line.reference}#{before + 1}" if before else line.reference


def _tick_off(seen: Sequence[Seen], *, match: Proposal, by: Actor, at: int) -> None:
    """It was booked from a paper: the line only proves it."""
    entry = db.session.get_one(Entry, match.targets[0])
    db.session.add(BankMatch(line_id=seen[0].line.id, kind=entry.kind, amount_fen=match.amounts[0], entry_id=entry.id, booked=0, actor=by.id, at_us=at))
    db.session.flush()


def _take_back(match: BankMatch, *, note: str, by: Actor, at: int) -> None:
    """A payment's match, and with a return or a bounce its other line too: the payment is at the bank again."""
    payment_id = match.payment_id or 0
    state = db.session.get_one(Payment, payment_id, populate_existing=True).state
    if state != ("paid" if match.kind == "pay" else "bounced"):
        raise Refusal("payment-moved-on")
    others = () if match.kind == "pay" else _others(match)
    for each in sorted((match, *others), key=lambda one: one.line.direction):  # what came in first: a payment is never back before it went
        _undone(each, by=by, at=at)
    engine.fire(db.session, payment_id, "unmatch" if match.kind == "pay" else "unbounce", by, at=at, note=note)


def _others(match: BankMatch) -> Sequence[BankMatch]:
    """The line on which a returned payment went out, or the other one of a pair that bounced it."""
    return db.session.scalars(select(BankMatch).where(BankMatch.payment_id == match.payment_id, BankMatch.id != match.id, BankMatch.undone_us.is_(None),
                                                      BankMatch.kind == ("pay" if match.kind == "return" else "bounce"), BankMatch.booked == 1)
                              .order_by(BankMatch.id.desc()).limit(1)).all()


def _take_apart(match: BankMatch, *, by: Actor, at: int) -> None:
    """The two lines of a payment that was bounced by hand: it stays where it is. Where it has arrived since, the line that went out is undone first."""
    pair = db.session.scalars(select(BankMatch).where(BankMatch.payment_id == match.payment_id, BankMatch.kind == "bounce", BankMatch.booked == 0,
                                                      BankMatch.at_us == match.at_us, BankMatch.undone_us.is_(None))).all()
    for each in sorted(pair, key=lambda one: one.line.direction, reverse=_shown(match.payment_id or 0) > 0):
        _undone(each, by=by, at=at)


def _undone(match: BankMatch, *, by: Actor, at: int) -> None:
    db.session.execute(update(BankMatch).where(BankMatch.id == match.id).values(undone_by=by.id, undone_us=at))


def _entries(payment_ids: Collection[int], *, kind: str) -> dict[int, int]:
    """The standing entry of each payment: the latest that was not reversed."""
    asked = (select(Entry.payment_id, func.max(Entry.id)).where(Entry.payment_id.in_(payment_ids), Entry.kind == kind, Entry.id.not_in(REVERSED))
             .group_by(Entry.payment_id))
    return {key: value for key, value in db.session.execute(asked)}


def _keep(line: BankLine, *, kind: str, fen: int, payment_id: int | None, entry_id: int | None, by: Actor, at: int) -> None:
    db.session.add(BankMatch(line_id=line.id, kind=kind, amount_fen=fen, payment_id=payment_id, entry_id=entry_id, booked=1, actor=by.id, at_us=at))
    db.session.flush()


def _note(line: BankLine) -> str:
    """What the bank gives as its reason."""
    return line.summary or line.reference
