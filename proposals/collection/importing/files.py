"""The file of a list: read within generous bounds, in a process of its own where it is a workbook, and kept as plain rows while it is looked at."""
from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ... import sheets
from ...forms import clean_line
from ...sheets import Cell, Manner, Row

MOST_ROWS = 100_000
SHORT = 3_000
"""A list of so many ideas is taken in at once, in one transaction of a few seconds; a longer one in the background, so that nobody waits for it."""
LARGEST_FILE = 64 << 20
LARGEST_UPLOAD = 30 << 20
"""Over the pages; a larger file is brought in on the server's command line."""
HEADINGS = 30
"""Filled rows that may stand above the table besides."""
HEAD = 40
LONG_LIST = Manner(rows=MOST_ROWS + HEADINGS, columns=60, largest_file=LARGEST_FILE, unpacked=256 << 20, text=120 << 20, memory=1 << 30, seconds=120,
                   evidence=False, cut=False)
FIRST_ROWS = replace(LONG_LIST, rows=SHORT + HEADINGS + 1, seconds=40, cut=True)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that could be read. ``rows`` are all of its rows, of a long list (``large``) the first ones; ``content`` is the file's own bytes."""

    name: str
    sha256: str
    content: bytes
    rows: tuple[Row, ...]
    large: bool


def look_at(content: bytes, *, name: str, largest: int) -> Upload:
    """Read a file as far as a short list goes; UnreadableSheet says why it cannot be read. Before any transaction."""
    rows = tuple(sheets.stream(content, name=name, manner=replace(FIRST_ROWS, largest_file=largest)))
    large = len(rows) > SHORT + HEADINGS
    return Upload(clean_line(name)[-120:] or "?", hashlib.sha256(content).hexdigest(), content, rows[:HEAD] if large else rows, large)


def all_rows(content: bytes, *, name: str) -> Iterator[Row]:
    """Every row of a long list, one after another."""
    return sheets.stream(content, name=name, manner=LONG_LIST)


def packed(rows: Iterable[Row]) -> bytes:
    """Rows as they are kept in the database."""
    return zlib.compress(json.dumps([[row.number, [_plain(cell) for cell in row.cells]] for row in rows]).encode())


def unpacked(kept: bytes) -> list[Row]:
    """The rows again."""
    return [Row(number, tuple(_cell(each) for each in cells)) for number, cells in json.loads(zlib.decompress(kept))]


def _plain(cell: Cell) -> object:
    if cell is None or isinstance(cell, str | bool):
        return cell
    if isinstance(cell, Decimal):
        return ["number", str(cell)]
    return ["moment" if isinstance(cell, datetime) else "day", cell.isoformat()]


def _cell(kept: object) -> Cell:
    if not isinstance(kept, list):
        assert kept is None or isinstance(kept, str | bool)
        return kept
    kind, text = kept
    if kind == "number":
        return Decimal(text)
    return datetime.fromisoformat(text) if kind == "moment" else date.fromisoformat(text)
