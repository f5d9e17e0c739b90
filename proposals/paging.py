"""Keyset pages: each page asks for what lies beyond the last row seen, so page 20,000 costs what page 1 costs."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute

from .storage import db

T = TypeVar("T")
PAGE_ROWS = 50
LARGEST_KEY = 2**63 - 1


def key_of(text: str) -> int:
    """A key out of an address; ValueError for anything that is none or would not fit a column."""
    number = int(text)
    if not 0 <= number <= LARGEST_KEY:
        raise ValueError(text)
    return number


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page and the keys before and after it (None at the ends)."""

    rows: list[T]
    before: int | None
    after: int | None


def page_of(query: Select[Any], key: InstrumentedAttribute[int] | ColumnElement[int], *, after: int | None, before: int | None, newest_first: bool = True,
            rows: int = PAGE_ROWS) -> Page[Any]:
    """One page of ``query`` by a unique integer key, newest first unless said otherwise; one statement, ``rows``+1 rows at most."""
    backwards = before is not None
    edge = before if backwards else after
    descending = newest_first != backwards
    if edge is not None:
        query = query.where(key < edge if descending else key > edge)
    found = list(db.session.execute(query.order_by(key.desc() if descending else key.asc()).limit(rows + 1)).unique().scalars())
    more = len(found) > rows
    found = found[:rows][::-1] if backwards else found[:rows]
    keys = [getattr(row, key.key) for row in found]  # type: ignore[arg-type]
    if not keys:
        return Page([], None, None)
    has_before = more if backwards else after is not None
    has_after = True if backwards else more
    return Page(found, keys[0] if has_before else None, keys[-1] if has_after else None)
