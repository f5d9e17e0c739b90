"""Workbooks made for tests: by openpyxl, by hand as a zip, and broken ones."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def coloured(*, filled: int, coloured: int) -> bytes:
    """A sheet with ``filled`` rows of text and a white background on ``coloured`` rows, as people select and paint whole columns."""
    cells = {row: "".join(f'<c r="{column}{row}" s="1" t="inlineStr"><is><t>{row}-{column}</t></is></c>' if row <= filled else f'<c r="{column}{row}" s="1"/>'
                          for column in "ABCDEF") for row in range(1, coloured + 1)}
    return sheet_of("".join(f'<row r="{row}" spans="1:6">{text}</row>' for row, text in cells.items()))


def altered(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The same zip with some members put in another's place, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in packed.infolist():
            made.writestr(member.filename, changes.get(member.filename, packed.read(member)))
        for name in changes.keys() - set(packed.namelist()):
            made.writestr(name, changes[name])
    return out.getvalue()


def sheet_of(rows: str) -> bytes:
    """A workbook whose sheet holds exactly this XML."""
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return altered(workbook([["x"]]), {SHEET: f"{start}{rows}</sheetData></worksheet>".encode()})
