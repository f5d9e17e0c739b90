"""A long table as a workbook: openpyxl makes the frame and the looks, the rows are written as text, in a fifth of the time that cells take.

Which style a cell has is read from a sample row of the frame, whose place the rows then take.
"""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from .looks import FORMULA, LONGEST_TEXT, NOT_IN_XML, Column, Page, Value
from .writing import write

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
SAMPLES = 2
PLAIN, QUOTED = "x", "=x"


def write_long(page: Page, *, made: datetime) -> bytes:
    """The same workbook as ``write([page])`` makes, for a page without totals whose columns are text, whole numbers or fen."""
    wrong = [column.kind for column in page.columns if column.kind not in ("text", "whole", "fen")]
    if wrong or page.totals:
        raise ValueError(f"a long table has no totals and no columns of {wrong}")
    frame = write([replace(page, rows=[[sample] * len(page.columns) for sample in (PLAIN, QUOTED)] + [_numbers(page.columns)])], made=made)
    first, rows = len(page.above) + 2, list(page.rows)
    styles = _styles(frame, row=first, columns=page.columns)
    return _filled(frame, rows="".join(_lines(rows, first=first, styles=styles)), first=first, last=max(first + len(rows) - 1, first - 1))


def _numbers(columns: Sequence[Column]) -> list[Value]:
    return ["" if column.kind == "text" else 0 for column in columns]


Styles = list[tuple[int, int, int, bool]]
"""For each column the style of words, of words that begin like a formula, of numbers, and whether numbers are hundredths."""


def _styles(frame: bytes, *, row: int, columns: Sequence[Column]) -> Styles:
    sheet = openpyxl.load_workbook(io.BytesIO(frame)).worksheets[0]
    found = [[sheet.cell(row + sample, place).style_id for sample in range(SAMPLES + 1)] for place in range(1, len(columns) + 1)]
    return [(plain, quoted, number, column.kind == "fen") for (plain, quoted, number), column in zip(found, columns, strict=True)]


def _lines(rows: Iterable[Sequence[Value]], *, first: int, styles: Styles) -> Iterator[str]:
    letters = [get_column_letter(place) for place in range(1, len(styles) + 1)]
    for number, row in enumerate(rows, first):
        cells = "".join(_cell(value, at=f"{letter}{number}", style=style) for value, letter, style in zip(row, letters, styles, strict=True))
        yield f'<row r="{number}">{cells}</row>'


def _cell(value: Value, *, at: str, style: tuple[int, int, int, bool]) -> str:
    plain, quoted, number, hundredths = style
    if value is None:
        return f'<c r="{at}" s="{number}"/>'
    if isinstance(value, str):
        text = escape(NOT_IN_XML.sub("", value)[:LONGEST_TEXT])
        return f'<c r="{at}" s="{quoted if value.startswith(FORMULA) else plain}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if type(value) is not int:
        raise TypeError(f"a long table holds words and whole numbers, not {type(value).__name__}: {value!r}")
    return f'<c r="{at}" s="{number}"><v>{Decimal(value).scaleb(-2) if hundredths else value}</v></c>'


def _filled(frame: bytes, *, rows: str, first: int, last: int) -> bytes:
    """The frame with the rows in place of the sample, and its area as large as they are."""
    sample, out = first + SAMPLES, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frame)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as full:
        for member in packed.infolist():
            text = packed.read(member)
            if member.filename == SHEET:
                grown = _once(rf'(<dimension ref="A1:[A-Z]+){sample}(")', str(last), text.decode())
                text = _once(rf'()<row r="{first}".*<row r="{sample}".*?</row>()', rows, grown).encode()
            elif member.filename == BOOK:
                text = _once(rf"(Print_Area[^<]*\$[A-Z]+\$){sample}(<)", str(last), text.decode()).encode()
            full.writestr(member, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _once(pattern: str, new: str, text: str) -> str:
    """Put the new part between the two groups of what is there exactly once; anything else means that openpyxl writes otherwise than it did."""
    replaced, many = re.subn(pattern, lambda found: found[1] + new + found[2], text, flags=re.DOTALL)
    if many != 1:
        raise RuntimeError(f"{many} places in the sheet look like {pattern}")
    return replaced
