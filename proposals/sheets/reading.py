"""A table file as numbered rows of plain values: what the file holds, not what a spreadsheet would calculate or show."""
from __future__ import annotations

from dataclasses import dataclass

from . import separated, workbook
from .cells import Cell
from .faults import Fault, sentence

LARGEST_FILE = 10 << 20


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
    try:
        if not upload or len(upload) > LARGEST_FILE:
            raise Fault("empty" if not upload else "too-large", most=LARGEST_FILE >> 20)
        reader = workbook.rows if upload[:2] == b"PK" else separated.rows
        found = reader(upload, most_rows=most_rows, most_columns=most_columns)
    except Fault as fault:
        raise UnreadableSheet(sentence(fault, name=name)) from fault
    if not found:
        raise UnreadableSheet(sentence(Fault("empty"), name=name))
    return [Row(number, tuple(cells)) for number, cells in found]
