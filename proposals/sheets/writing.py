"""Rows as an XLSX workbook that a spreadsheet opens without harm: money as numbers, everything else as the text it is."""
from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import looks, styles
from .looks import Page

NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


def write(pages: Sequence[Page], *, made: datetime) -> bytes:
    """The workbook's bytes: headings stay in sight, amounts are numbers in yuan, a text that begins with = + - @ stays a text."""
    book = Workbook()
    book.remove(book.active)
    styles.prepare(book)
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
        looks.say(sheet.cell(line, 1), text, style="text plain")
    head = len(page.above) + 1
    for number, column in enumerate(page.columns, start=1):
        looks.say(sheet.cell(head, number), column.title, style="head")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for line, row in enumerate((*page.rows, *page.totals), start=head + 1):
        for number, (column, value) in enumerate(zip(page.columns, row, strict=True), start=1):
            looks.put(sheet.cell(line, number), value, kind=column.kind, look="sum" if line > head + len(page.rows) else "cell")
    looks.print_across(sheet, head=head, last=f"{get_column_letter(len(page.columns))}{sheet.max_row}", foot="")
