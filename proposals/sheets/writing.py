"""Rows as an XLSX workbook that a spreadsheet opens without harm: money as numbers, everything else as the text it is."""
from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell as Place
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MONEY = "#,##0.00"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TEXT = 32_767

Kind = Literal["text", "fen", "whole", "day"]
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds (``fen``: money in whole fen, shown in yuan) and its width in signs."""

    title: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: lines of text above, a table, and rows of totals beneath (as wide as the table)."""

    title: str
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Sequence[Value]]


def write(pages: Sequence[Page], *, made: datetime) -> bytes:
    """The workbook's bytes: headings stay in sight, amounts are numbers in yuan, a text that begins with = + - @ stays a text."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "golden-idea"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    for page in pages:
        _fill(book.create_sheet(NOT_IN_TITLE.sub("-", page.title)[:31]), page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, page: Page) -> None:
    """Text above, heading, rows, totals; printed on A4 across with the heading on every sheet."""
    for line, text in enumerate(page.above, start=1):
        _put(sheet.cell(line, 1), text, kind="text")
    head = len(page.above) + 1
    for number, column in enumerate(page.columns, start=1):
        _put(sheet.cell(head, number), column.title, kind="text", bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for line, row in enumerate((*page.rows, *page.totals), start=head + 1):
        for number, (column, value) in enumerate(zip(page.columns, row, strict=True), start=1):
            _put(sheet.cell(line, number), value, kind=column.kind, bold=line > head + len(page.rows))
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _put(place: Place, value: Value, *, kind: Kind, bold: bool = False) -> None:
    """One cell by its column's kind; a text in any column (a total's name) is a text."""
    if value is None:
        return
    if isinstance(value, str):
        place.value = NOT_IN_XML.sub("", value)[:LONGEST_TEXT]
        place.data_type, place.number_format = "s", "@"
        place.alignment = Alignment(vertical="top")
    elif kind == "fen" and type(value) is int:
        place.value, place.number_format = Decimal(value) / 100, MONEY
    elif kind == "day" and isinstance(value, date):
        place.value, place.number_format = value, "yyyy-mm-dd"
    elif kind == "whole" and type(value) is int:
        place.value = value
    else:
        raise TypeError(f"a column of {kind} does not hold {type(value).__name__}: {value!r}")
    if bold:
        place.font = Font(bold=True)
