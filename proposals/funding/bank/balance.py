"""An account's two balances at the end of a day, from the books and from the statements, with everything that stands between them."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from ... import clock
from ...storage import db
from . import cash
from .adjusting import Adjustment, Item


@dataclass(slots=True)
class Groups:
    """The four groups of a reconciliation while they are filled."""

    bank_received: list[Item] = field(default_factory=list)
    bank_paid: list[Item] = field(default_factory=list)
    book_received: list[Item] = field(default_factory=list)
    book_paid: list[Item] = field(default_factory=list)


def reconcile(account_id: int, *, day: date) -> Adjustment | None:
    """The account at the end of a day; None before its first statement. A fixed number of statements, whatever has happened."""
    session = db.session()
    start = cash.beginning(session, account_id=account_id)
    if start is None:
        return None
    groups, until = Groups(), day.isoformat()
    payments = cash.payments(session, account_id=account_id, start=start, until=until, moment=clock.end_of(day) + clock.SECOND)
    for one in payments:
        _between(one, groups=groups)
    for paper in cash.papers(session, account_id=account_id, start=start, until=until):
        _on_paper(paper, groups=groups)
    for line in cash.unexplained(session, account_id=account_id, until=until):
        item = Item(date.fromisoformat(line.day), line.text or _("没有摘要"), line.fen, f"line/{line.id}")
        (groups.bank_received if line.direction == "in" else groups.bank_paid).append(item)
    book = start.opening_fen + cash.booked(session, account_id=account_id, start=start, until=until) - sum(one.fen for one in payments if one.at_the_bank)
    bank = start.opening_fen + cash.moved(session, account_id=account_id, until=until)
    return Adjustment(day, book, bank, *(_sorted(group) for group in (groups.bank_received, groups.bank_paid, groups.book_received, groups.book_paid)))


def latest(account_id: int) -> Adjustment | None:
    """The account on the last day of its last statement."""
    until = cash.last_day(db.session(), account_id=account_id)
    return reconcile(account_id, day=date.fromisoformat(until)) if until else None


def _between(one: cash.Sent, *, groups: Groups) -> None:
    """A payment: what the bank has paid out for it, against what we have."""
    apart = one.bank_fen - one.book_fen
    item = Item(date.fromisoformat(one.day), one.text, abs(apart), f"project/{one.proposal_id}")
    if apart < 0:
        groups.book_paid.append(item)
    if apart > 0:
        groups.bank_paid.append(item)


def _on_paper(one: cash.Paper, *, groups: Groups) -> None:
    """A receipt or a refund: what the bank has received of it, against what we have booked."""
    apart = one.bank_fen - one.book_fen
    item = Item(date.fromisoformat(one.day), _("第 %(entry)s 号记账 %(document)s", entry=one.entry_id, document=one.document), abs(apart), f"entry/{one.entry_id}")
    if apart < 0:
        groups.book_received.append(item)
    if apart > 0:
        groups.bank_received.append(item)


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.day, item.href)))
