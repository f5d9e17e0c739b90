"""How this house's workbooks look: one named style for each kind of cell, money as numbers, words as words whatever they begin with."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_TEXT = 32_767
FORMULA = tuple("=+-@")
MONEY = "#,##0.00"
READABLE_WIDTH = 225
"""Signs that fit across one A4 page in a type that can still be read (six points)."""
FORMATS = {"text": "@", "fen": MONEY, "exact": "#,##0.0000", "whole": "0", "share": "0.00%", "day": "yyyy-mm-dd"}
"""``fen``: whole fen shown in yuan; ``exact``: a part of a fen in yuan; ``share``: ten-thousandths shown in percent."""

Kind = Literal["text", "fen", "exact", "whole", "share", "day"]
Look = Literal["cell", "sum", "plain"]
LOOKS: tuple[Look, ...] = ("cell", "sum", "plain")
"""In a table; in a line of totals; outside a table."""
Value = str | int | Decimal | date | None
HELD: dict[Kind, type] = {"fen": int, "whole": int, "share": int, "exact": Decimal, "day": date}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds and its width in signs."""

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


def say(place: Cell, text: str, *, style: str) -> None:
    """Put words into a cell: they stay words, even when they begin with = + - @."""
    place.value = NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
    place.data_type = "s"
    place.style = style
    if text.startswith(FORMULA):
        place.quotePrefix = True


def put(place: Cell, value: Value, *, kind: Kind, look: Look) -> None:
    """Put one value into a cell: fen become yuan, ten-thousandths a share; words are words in any column. TypeError for what the kind is not."""
    if isinstance(value, str):
        say(place, value, style=f"text {look}")
        return
    if value is not None and (kind not in HELD or isinstance(value, bool) or not isinstance(value, HELD[kind])):
        raise TypeError(f"a column of {kind} does not hold {type(value).__name__}: {value!r}")
    places = {"fen": 2, "share": 4}.get(kind)
    place.value = Decimal(value).scaleb(-places) if places and isinstance(value, int) else value
    place.style = f"{kind} {look}"


def calculate(place: Cell, formula: str, *, kind: Kind, look: Look) -> None:
    """Put a formula of our own making into a cell; never one with words from outside."""
    place.value = formula
    place.style = f"{kind} {look}"


def print_across(sheet: Worksheet, *, head: int, last: str, foot: str) -> None:
    """A4 across, the heading line on every page, page numbers and ``foot`` beneath; what is too wide to be read goes on a second page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", int(sheet.PAPERSIZE_A4)
    width = sum(column.width for column in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, -(-int(width) // READABLE_WIDTH)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{last}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = foot.replace("&", "&&"), "&P / &N"
    if head:
        sheet.print_title_rows = f"{head}:{head}"
        sheet.freeze_panes = sheet.cell(head + 1, 1)
