"""A season's books for other programs and for people: CSV, beancount, hledger, 360Giving and a workbook. All say the same to the fen."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from ...late import late
from . import annexes, grants, journals, reading, rows
from .book import Book

sheets = late("proposals.funding.exports.workbook")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write the books: what the file is called and of what kind it is, and the text piece by piece."""

    suffix: str
    kind: str
    write: Callable[[Book], Iterator[str]] | None
    """None for the workbook, which needs more than the books."""


FORMATS = {"xlsx": Format("xlsx", XLSX, None), "beancount": Format("beancount", "text/plain; charset=utf-8", journals.beancount),
           "hledger": Format("journal", "text/plain; charset=utf-8", journals.hledger), "360giving": Format("json", "application/json", grants.package),
           "csv": Format("csv", "text/csv; charset=utf-8", rows.csv)}


def export(session: Session, *, season_id: int, form: str, at: int) -> Iterator[bytes]:
    """The season's books in one of FORMATS, piece by piece, all as of one moment (``at``, UTC microseconds). Ends the session's transaction first."""
    reading.hold(session)
    book = reading.read(session, season_id=season_id, at=at)
    write = FORMATS[form].write
    if write is None:
        pieces: Iterator[bytes] = sheets().pieces(replace(book, entries=tuple(book.entries)), annexes=annexes.read(session, season_id=season_id))
        return pieces
    return (piece.encode() for piece in write(book))
