"""CSV that a spreadsheet opens without harm: no cell is taken for a formula, Chinese is recognised, lines leave as they are made."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

BOM = "\ufeff"
FORMULA = tuple("=+-@\t\r＝＋－＠")
INVISIBLE = " \u200b\u200c\u200d\u2060\ufeff\u3000\u00a0"


def harmless(cell: object) -> str:
    """A cell's text; one that a spreadsheet would run as a formula gets an apostrophe in front (safety.md §5.6). Numbers stay numbers."""
    if cell is None:
        return ""
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return f"'{text}" if not isinstance(cell, int | Decimal) and text.lstrip(INVISIBLE).startswith(FORMULA) else text


def lines(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The file piece by piece: byte order mark, heading, then a line for each row."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    out.write(BOM)
    write(list(head))
    yield _take(out)
    for row in rows:
        write([harmless(cell) for cell in row])
        if out.tell() > 16_384:
            yield _take(out)
    yield _take(out)


def _take(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
