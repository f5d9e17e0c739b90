"""Keyset pages: each page asks for what lies beyond the last row seen, so page 20,000 costs what page 1 costs."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Select, bindparam
from sqlalchemy.orm import InstrumentedAttribute

from .storage import db, made_once

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
    edge, backwards = (before, True) if before is not None else (after, False)
    asked = _cut(query, key=key, beyond=edge is not None, descending=newest_first != backwards, rows=rows)
    return _page(db.session.execute(asked, {"edge": edge}).unique().scalars().all(), name=str(key.key), after=after, before=before, rows=rows)


def lines_of(query: Select[Any], key: InstrumentedAttribute[int], *, after: int | None, before: int | None, newest_first: bool = True,
             given: Mapping[str, object]) -> Page[Row[Any]]:
    """The same of plain columns, the key among them: fifty lines of a list cost a fifth of fifty objects. The query is one that was made once, and
    ``given`` its parameters."""
    edge, backwards = (before, True) if before is not None else (after, False)
    asked = _cut_once(query, key=key, beyond=edge is not None, descending=newest_first != backwards, rows=PAGE_ROWS)
    return _page(db.session.execute(asked, {**given, "edge": edge}).all(), name=str(key.key), after=after, before=before, rows=PAGE_ROWS)


def _cut(query: Select[Any], *, key: Any, beyond: bool, descending: bool, rows: int) -> Select[Any]:
    """What lies beyond the ``edge``, and one row more to know whether the list goes on."""
    if beyond:
        query = query.where(key < bindparam("edge") if descending else key > bindparam("edge"))
    return query.order_by(key.desc() if descending else key.asc()).limit(rows + 1)


_cut_once = made_once(_cut)


def _page(found: Sequence[Any], *, name: str, after: int | None, before: int | None, rows: int) -> Page[Any]:
    backwards, more = before is not None, len(found) > rows
    kept = list(found[:rows])[::-1] if backwards else list(found[:rows])
    if not kept:
        return Page([], None, None)
    has_before = more if backwards else after is not None
    has_after = True if backwards else more
    return Page(kept, getattr(kept[0], name) if has_before else None, getattr(kept[-1], name) if has_after else None)
