"""A list as a page shows it, for taking away: the same columns as CSV or as a sheet, amounts as numbers in yuan."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook

from ... import csv_lines
from ...sheets import looks
from ...sheets.looks import Column, Value
from .workbook.table import Table, draw, saved


def rows_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The list as CSV, piece by piece, as it comes: money is given in whole fen and written in yuan, 2226.17."""
    return csv_lines.lines((column.title for column in columns),
                           ([_cell(value, column=column) for column, value in zip(columns, row, strict=True)] for row in rows))


def rows_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str, above: Sequence[str], totals: Mapping[int, int],
              made: datetime) -> bytes:
    """The list as a workbook of one sheet. ``totals`` are our own sums in fen by the number of their column (from 0): the sheet adds up, too."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    looks.prepare(workbook)
    draw(workbook, Table(title, title, above, columns, rows, totals, 1), foot="")
    return saved(workbook, title=title, made=made)


def _cell(value: Value, *, column: Column) -> object:
    places = {"fen": 2, "share": 4}.get(column.kind)
    return Decimal(value).scaleb(-places) if places and isinstance(value, int) else value
