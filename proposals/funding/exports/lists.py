"""A list as a page shows it, for taking away as CSV; as a sheet it is ``workbook.single``'s."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ... import csv_lines
from ...sheets.looks import Column, Value


def rows_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The list as CSV, piece by piece, as it comes: money is given in whole fen and written in yuan, 2226.17."""
    return csv_lines.lines((column.title for column in columns),
                           ([_cell(value, column=column) for column, value in zip(columns, row, strict=True)] for row in rows))


def _cell(value: Value, *, column: Column) -> object:
    places = {"fen": 2, "share": 4}.get(column.kind)
    return Decimal(value).scaleb(-places) if places and isinstance(value, int) else value
