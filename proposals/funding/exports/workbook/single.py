"""A list as a page shows it, for taking away as a sheet: the same columns, amounts as numbers in yuan."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook

from ....sheets import Column, Value, styles
from .table import Table, draw, saved


def rows_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str, above: Sequence[str], totals: Mapping[int, int],
              made: datetime) -> bytes:
    """The list as a workbook of one sheet. ``totals`` are our own sums in fen by the number of their column (from 0): the sheet adds up, too."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    styles.prepare(workbook)
    draw(workbook, Table(title, title, above, columns, rows, totals, 1), foot="")
    return saved(workbook, title=title, made=made)
