"""The books as plain-text journals that programs of other people check: beancount and hledger.

Each stage account is an account there; amounts stand in it as people think of them (money in a pool is above zero). At the end, a day
after the last entry, stands every account's balance as our own books have it: the program adds up the movements and must come to the
same. Both are told to be exact to the fen: beancount by ``~ 0.00`` (else it lets 0.01 pass), hledger by ``=``.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from . import names
from .book import Book, Entry
from .text import one_line, yuan

CURRENCY = "CNY"


def beancount(book: Book) -> Iterator[str]:
    """The journal as bean-check reads it, piece by piece."""
    called = names.accounts(book)
    yield f'option "title" {_quoted(book.title)}\noption "operating_currency" "{CURRENCY}"\n\n{book.first_on} commodity {CURRENCY}\n'
    yield from (f"{book.first_on} open {name} {CURRENCY}\n" for name in called.values())
    for entry in book.entries:
        who, what = _told(entry, book=book)
        yield f"\n{entry.on} * {_quoted(who)} {_quoted(what)}\n"
        yield from (f"  {name}: {_quoted(value)}\n" for name, value in _facts(entry))
        yield from (f"  {called[account]}  {yuan(fen)} {CURRENCY}\n" for account, fen in _postings(entry))
    yield "\n"
    yield from (f"{_day_after(book.last_on)} balance {called[account.id]}  {yuan(account.fen)} ~ 0.00 {CURRENCY}\n" for account in book.accounts.values())


def hledger(book: Book) -> Iterator[str]:
    """The journal as hledger reads it, strictly: accounts and currency are declared."""
    called = names.accounts(book)
    yield f"; {one_line(book.title)}\n\ncommodity {CURRENCY} 1000.00\n"
    yield from (f"account {name}\n" for name in called.values())
    for entry in book.entries:
        who, what = (text.replace(";", "；").replace("|", "｜") for text in _told(entry, book=book))
        yield f"\n{entry.on} * ({entry.id}) {who} | {what}\n"
        yield from (f"  ; {name}:{value.replace(',', '，')}\n" for name, value in _facts(entry))
        yield from (f"  {called[account]}  {CURRENCY} {yuan(fen)}\n" for account, fen in _postings(entry))
    yield f"\n{_day_after(book.last_on)} * balances at the end\n"
    yield from (f"  {called[account.id]}  {CURRENCY} 0.00 = {CURRENCY} {yuan(account.fen)}\n" for account in book.accounts.values())


def _told(entry: Entry, *, book: Book) -> tuple[str, str]:
    """Whom it is about, and what happened."""
    project = book.projects[entry.project_id] if entry.project_id is not None else None
    if project is None:
        return one_line(book.title), entry.kind
    tranche = f" tranche {entry.tranche}" if entry.tranche else ""
    return one_line(project.organisation), one_line(f"{entry.kind} {project.number}{tranche} {project.title}")


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "entry", str(entry.id)
    yield "hash", entry.hash
    if entry.document:
        yield "document", one_line(entry.document)
    if entry.reverses:
        yield "reverses", str(entry.reverses)


def _postings(entry: Entry) -> Iterator[tuple[int, int]]:
    for movement in entry.movements:
        yield movement.giving_id, -movement.fen
        yield movement.taking_id, movement.fen


def _quoted(text: str) -> str:
    escaped: Mapping[int, str] = {ord("\\"): "\\\\", ord('"'): '\\"'}
    return f'"{one_line(text).translate(escaped)}"'


def _day_after(day: str) -> str:
    """Balances are those of the morning: the last entries' own day would miss them."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
