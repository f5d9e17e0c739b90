"""Tables that people bring and take away: CSV and XLSX read into numbered rows without trusting the file, and rows written as XLSX.

What the rows mean is the rooms' matter. Reading takes time and, for XLSX, a process of its own: do it before the write transaction.
"""
from collections.abc import Sequence
from datetime import datetime

from ..late import late
from .cells import Cell, day_of, text_of
from .looks import Column, Page, Value
from .manner import Manner
from .reading import Row, UnreadableSheet, read, stream

__all__ = ["Cell", "Column", "Manner", "Page", "Row", "UnreadableSheet", "Value", "day_of", "read", "stream", "text_of", "write", "write_long"]

_writing, _long = late("proposals.sheets.writing"), late("proposals.sheets.long")


def write(pages: Sequence[Page], *, made: datetime) -> bytes:
    """The workbook's bytes: headings stay in sight, amounts are numbers in yuan, a text that begins with = + - @ stays a text."""
    content: bytes = _writing().write(pages, made=made)
    return content


def write_long(page: Page, *, made: datetime) -> bytes:
    """The same for one long page without totals whose columns are text, whole numbers or fen: in a fifth of the time."""
    content: bytes = _long().write_long(page, made=made)
    return content
