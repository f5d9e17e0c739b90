"""CSV as banks and spreadsheets write it: UTF-8 or GB18030, commas, semicolons or tabs, account numbers wrapped as ="6222"."""
from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator

from .faults import Fault
from .manner import Manner

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')
"""How a bank's export keeps a spreadsheet from turning an account number into a rounded one."""
QUOTED = re.compile(r'"[^"]*"')
LONGEST_CELL = 2000
SAMPLE_SIGNS, SAMPLE_LINES = 65_536, 30
TOO_LONG = "field larger"
"""How the csv module begins its sentence about a cell that never ends."""


def rows(upload: bytes, *, manner: Manner) -> Iterator[tuple[int, list[str | None]]]:
    """Each filled row with its number, every cell text; Fault for what is not such a file.

    Evidence is numbered by the file's lines, as an editor counts them; other tables by rows, as a spreadsheet shows them.
    """
    text = _decoded(upload, manner=manner)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    count, begin, number = 0, 1, 0
    try:
        for number, cells in enumerate(lines, start=1):
            line, begin = (begin if manner.evidence else number), lines.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if count == manner.rows:
                if manner.cut:
                    return
                raise Fault("too-many-rows", line=line, most=manner.rows)
            count += 1
            yield line, _cells(cells, line=line, manner=manner)
    except csv.Error as wrong:
        raise Fault("too-much-text" if str(wrong).startswith(TOO_LONG) else "unclosed", line=begin if manner.evidence else number + 1) from wrong


def _decoded(upload: bytes, *, manner: Manner) -> str:
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
        if "\x00" in text or manner.evidence and any(sign < " " and sign not in "\t\r\n\f" for sign in text):
            raise Fault("not-a-table")
        return text
    if b"\x00" in upload:
        raise Fault("not-a-table")
    raise Fault("encoding", line=upload.count(b"\n", 0, furthest) + 1)


def _delimiter(text: str) -> str:
    """What divides the first lines most evenly; what stands inside quotation marks divides nothing."""
    lines = QUOTED.sub("", text[:SAMPLE_SIGNS]).splitlines()[:SAMPLE_LINES]
    return max(",\t;", key=lambda sign: max((count * times for count, times in Counter(line.count(sign) for line in lines).items()), default=0))


def _cells(cells: list[str], *, line: int, manner: Manner) -> list[str | None]:
    """The row without its empty end; an empty cell is None."""
    kept = [_cell(cell.strip(), line=line, column=column, manner=manner) for column, cell in enumerate(cells, start=1)]
    while kept and kept[-1] is None:
        kept.pop()
    if len(kept) > manner.columns:
        raise Fault("too-many-columns", line=line, most=manner.columns)
    if sum(len(cell or "") for cell in kept) > LONGEST_CELL * manner.columns:
        raise Fault("too-much-text", line=line)
    return kept


def _cell(text: str, *, line: int, column: int, manner: Manner) -> str | None:
    wrapped = KEPT_AS_TEXT.fullmatch(text)
    if wrapped:
        return wrapped[1].strip() or None
    if manner.evidence and text.startswith("="):
        raise Fault("formula", line=line, column=column)
    return text or None
