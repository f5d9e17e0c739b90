"""A table file as numbered rows of plain values: what the file holds, not what a spreadsheet would calculate or show."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import separated, workbook
from .cells import Cell
from .faults import Fault, sentence
from .manner import STRICT, Manner

LARGEST_FILE = STRICT.largest_file


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number in the file, from 1, and its cells; an empty cell is None."""

    number: int
    cells: tuple[Cell, ...]


class UnreadableSheet(ValueError):
    """The file cannot be read as a table; the sentence says why, with the line, and what to do."""


def read(upload: bytes, *, name: str, most_rows: int, most_columns: int) -> list[Row]:
    """The rows of a CSV (UTF-8, UTF-16 with its mark, GB18030) or an XLSX file's first visible sheet; rows without content are left out.

    UnreadableSheet for anything else: another format, more than ``most_rows`` filled rows or ``most_columns`` columns, a formula
    (what a file says it would calculate is no evidence), a file that is broken or unpacks to more than it should.
    """
    return list(stream(upload, name=name, manner=replace(STRICT, rows=most_rows, columns=most_columns)))


def stream(upload: bytes, *, name: str, manner: Manner) -> Iterator[Row]:
    """The same rows one after another, within the bounds of ``manner``; UnreadableSheet may also come after the first rows."""
    found = False
    try:
        if not upload or len(upload) > manner.largest_file:
            raise Fault("empty" if not upload else "too-large", most=manner.largest_file >> 20)
        reader = workbook.rows if upload[:2] == b"PK" else separated.rows
        for number, cells in reader(upload, manner=manner):
            found = True
            yield Row(number, tuple(cells))
        if not found:
            raise Fault("empty")
    except Fault as fault:
        raise UnreadableSheet(sentence(fault, name=name)) from fault
