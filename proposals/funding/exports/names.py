"""What accounts are called in the plain-text journals.

Programs that read them want every part of a name to begin with a capital letter or a digit and to hold nothing but letters, digits
and dashes (a part in Chinese alone is refused), so that each begins with a letter of ours.
"""
from __future__ import annotations

from collections.abc import Mapping

from .book import Account, Book

ROOTS = {"origin": "Income", "due": "Liabilities", "lent": "Assets", "pledged": "Assets", "pool": "Assets", "allot": "Assets", "commit": "Assets",
         "order": "Assets", "held": "Assets", "spent": "Expenses", "returned": "Expenses"}
"""Money comes from an origin, stands somewhere, and ends as spent or returned; what one source owes another is a debt."""


def accounts(book: Book) -> Mapping[int, str]:
    """The name of each account, by its number, the season's order: Assets:F1-foundation:Held:2017-XT-0001. No two are alike."""
    codes = {source.id: _part("F", f"{source.position}-{source.code}") for source in book.sources}
    found = {account.id: ":".join((ROOTS[account.stage], codes[account.source_id], account.stage.capitalize(), *_place(account, book=book)))
             for account in book.accounts.values()}
    seen: set[str] = set()
    for key, name in found.items():
        if name in seen:
            found[key] = f"{name}-{key}"
        seen.add(found[key])
    return found


def _place(account: Account, *, book: Book) -> tuple[str, ...]:
    """Which project's, or which street's and category's."""
    if account.project_id is not None:
        return (_part("", book.projects[account.project_id].number),)
    if account.stage == "allot":
        return _part("S-", account.street), _part("C-", account.category)
    return ()


def _part(first: str, text: str) -> str:
    return first + ("".join(sign if sign.isalpha() or sign in "0123456789-" else "-" for sign in text) or "all")
