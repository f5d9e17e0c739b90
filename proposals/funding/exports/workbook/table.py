"""One sheet with a table in it: words above, a heading, rows, and three lines of totals.

The first of the three is what the spreadsheet adds up itself, the second what our books say, the third their difference. All amounts
are given in whole fen.
"""
from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ....sheets import looks
from ....sheets.looks import Column

LONGEST_NAME = 31
NOT_IN_NAME = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True, slots=True)
class Live:
    """A formula of a row; ``{row}`` is the row's own number."""

    formula: str


Value = looks.Value | Live


@dataclass(frozen=True, slots=True)
class Table:
    """What one sheet shows. ``totals`` are our own sums, in fen, by the number of their column (from 0)."""

    name: str
    title: str
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    totals: Mapping[int, int]
    names: int
    """How many columns say whose row it is: they stand at the left of every page when the table is wider than one."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the sums of a drawn table stand, for other sheets to point at."""

    name: str
    sum_row: int

    def total(self, column: int) -> str:
        """The address of a column's live sum."""
        return f"'{self.name}'!${letter(column)}${self.sum_row}"


def saved(workbook: Workbook, *, title: str, made: datetime) -> bytes:
    """The finished workbook's bytes; whoever opens it has its formulas worked out."""
    workbook.properties.creator, workbook.properties.title = "golden-idea", title
    workbook.properties.created = workbook.properties.modified = made.replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def letter(column: int) -> str:
    """A column's letters; the first is number 0."""
    return str(get_column_letter(column + 1))


def draw(workbook: Workbook, table: Table, *, foot: str) -> Drawn:
    """Add the sheet to the workbook."""
    sheet = workbook.create_sheet(table.name.translate(NOT_IN_NAME)[:LONGEST_NAME].strip())
    head = opening(sheet, title=table.title, above=table.above)
    for number, column in enumerate(table.columns):
        looks.say(sheet.cell(head, number + 1), column.title, style="head")
        sheet.column_dimensions[letter(number)].width = column.width
    last = head
    for last, row in enumerate(table.rows, start=head + 1):
        write_row(sheet, last, columns=table.columns, row=row, look="cell")
    sum_row = totals(sheet, columns=table.columns, ours=table.totals, first=head + 1, last=max(last, head + 1))
    looks.print_across(sheet, head=head, last=f"{letter(len(table.columns) - 1)}{sheet.max_row}", foot=foot)
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = f"A:{letter(table.names - 1)}"
    return Drawn(sheet.title, sum_row)


def opening(sheet: Worksheet, *, title: str, above: Sequence[str]) -> int:
    """The title and the lines beneath it; the line where the heading comes."""
    looks.say(sheet.cell(1, 1), title, style="title")
    for line, text in enumerate(above, start=2):
        looks.say(sheet.cell(line, 1), text, style="text plain")
    return len(above) + 2


def write_row(sheet: Worksheet, line: int, *, columns: Sequence[Column], row: Sequence[Value], look: looks.Look) -> None:
    """One row, each value by its column's kind."""
    for number, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
        place = sheet.cell(line, number)
        if isinstance(value, Live):
            looks.calculate(place, value.formula.format(row=line), kind=column.kind, look=look)
        else:
            looks.put(place, value, kind=column.kind, look=look)


def totals(sheet: Worksheet, *, columns: Sequence[Column], ours: Mapping[int, int], first: int, last: int) -> int:
    """The three lines of totals below a table: added up by the spreadsheet, by our books, and the difference. Returns the first one's number."""
    line = last + 1
    added = [Live(f"=SUM({letter(number)}{first}:{letter(number)}{last})") if number in ours else None for number in range(len(columns))]
    apart = [Live(f"=ROUND({letter(number)}{line}-{letter(number)}{line + 1},2)") if number in ours else None for number in range(len(columns))]
    for offset, (name, values) in enumerate(((_("合计"), added), (_("台账数"), [ours.get(number) for number in range(len(columns))]), (_("差额"), apart))):
        write_row(sheet, line + offset, columns=columns, row=[name, *values[1:]], look="sum")
    return line
