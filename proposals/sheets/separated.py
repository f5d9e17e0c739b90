"""CSV as banks and spreadsheets write it: UTF-8 or GB18030, commas, semicolons or tabs, account numbers wrapped as ="6222"."""
from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from .faults import Fault

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')
"""How a bank's export keeps a spreadsheet from turning an account number into a rounded one."""
LONGEST_CELL = 2000


def rows(upload: bytes, *, most_rows: int, most_columns: int) -> list[tuple[int, list[str | None]]]:
    """Each filled row with its line number, every cell text; Fault for what is not such a file."""
    text = _decoded(upload)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    found: list[tuple[int, list[str | None]]] = []
    begin = 1
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if len(found) == most_rows:
                    raise Fault("too-many-rows", line=begin, most=most_rows)
                found.append((begin, _cells(cells, line=begin, most_columns=most_columns)))
            begin = lines.line_num + 1
    except csv.Error as wrong:
        raise Fault("unclosed", line=begin) from wrong
    return found


def _decoded(upload: bytes) -> str:
    """The text, by its mark or by trying; nothing is replaced, so that no name or figure is guessed."""
    if upload.startswith(OLD_EXCEL):
        raise Fault("old-format")
    marked = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
    known = next((name for mark, name in marked.items() if upload.startswith(mark)), None)
    furthest = 0
    for encoding in (known,) if known else ("utf-8", "gb18030"):
        try:
            text = upload.decode(encoding)
        except UnicodeDecodeError as wrong:
            furthest = max(furthest, wrong.start)
            continue
        if any(sign < " " and sign not in "\t\r\n\f" for sign in text):
            raise Fault("not-a-table")
        return text
    if b"\x00" in upload:
        raise Fault("not-a-table")
    raise Fault("encoding", line=upload.count(b"\n", 0, furthest) + 1)


def _delimiter(text: str) -> str:
    """What stands most often in the first lines: a comma unless tabs or semicolons are more."""
    begin = "\n".join(text.splitlines()[:30])
    return max(",\t;", key=begin.count)


def _cells(cells: list[str], *, line: int, most_columns: int) -> list[str | None]:
    """The row without its empty end; an empty cell is None."""
    kept = [_cell(cell.strip(), line=line, column=column) for column, cell in enumerate(cells, start=1)]
    while kept and kept[-1] is None:
        kept.pop()
    if len(kept) > most_columns:
        raise Fault("too-many-columns", line=line, most=most_columns)
    if sum(len(cell or "") for cell in kept) > LONGEST_CELL * most_columns:
        raise Fault("too-much-text", line=line)
    return kept


def _cell(text: str, *, line: int, column: int) -> str | None:
    wrapped = KEPT_AS_TEXT.fullmatch(text)
    if wrapped:
        return wrapped[1].strip() or None
    if text.startswith("="):
        raise Fault("formula", line=line, column=column)
    return text or None
