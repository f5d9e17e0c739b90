"""Taking back what was typed wrong: a receipt or a pledge is mirrored, never changed, by somebody else than who booked it."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Actor

from ..accounts.posts import posts_of
from ..errors import Refusal
from ..storage import act, db
from . import ledger
from .models import Account, BankMatch, Entry, Fund, Transfer

REVERSIBLE = ("receipt", "pledge")
"""Entries that somebody typed; all others follow from an act that has its own way back."""


@act
def reverse_entry(entry_id: int, *, reason: str, by: Actor, at: int) -> ledger.Posted:
    """Take back a receipt or a pledge by its exact mirror, booked today (``at``, UTC microseconds) with ``reason`` as its document.

    By the head of the desk that books for the source (``reversal-not-yours``), who did not book it (``reversal-by-another``). Refused
    for other kinds (``entry-not-reversible``), a second time (``reversed-already``), while a bank line stands for it
    (``entry-matched``), and when the money is used already (``balance-short``).
    """
    session = db.session()
    entry = session.get_one(Entry, entry_id)
    problem = hindrance(session, entry, by=by)
    if problem is not None:
        raise problem
    return ledger.reverse(session, entry_id=entry.id, idem_key=f"reverse:{entry.id}", actor=by, at=at, document=reason)


def hindrance(session: Session, entry: Entry, *, by: Actor) -> Refusal | None:
    """Why this person may not take an entry back; None when they may. What the money was used for since is asked when it is done."""
    if entry.kind not in REVERSIBLE:
        return Refusal("entry-not-reversible")
    if not desks_of(session, entry) <= {post.kind.removesuffix("_lead") for post in posts_of(session, actor=by) if post.kind.endswith("_lead")}:
        return Refusal("reversal-not-yours")
    if entry.actor == by.id:
        return Refusal("reversal-by-another")
    if session.scalar(select(Entry.id).where(Entry.reverses_id == entry.id)) is not None:
        return Refusal("reversed-already", entry=entry.id)
    standing = select(BankMatch.id).where(BankMatch.entry_id == entry.id, BankMatch.undone_us.is_(None)).limit(1)
    return Refusal("entry-matched") if session.scalar(standing) is not None else None


def desks_of(session: Session, entry: Entry) -> set[str]:
    """Whose staff book for the sources that an entry touches."""
    asked = (select(Fund.desk).join(Account, Account.fund_id == Fund.id).join(Transfer, Transfer.debit_id == Account.id)
             .where(Transfer.entry_id == entry.id).distinct())
    return set(session.scalars(asked))
