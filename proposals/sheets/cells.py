"""What one cell of a table file holds, and what it means as a text or a day."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from flask_babel import gettext as _

EXCEL_DAYS = date(1899, 12, 30)
"""Excel counts days from here (1900 was no leap year, Excel thinks it was)."""
SHOWN_AS_DAYS = range(36_526, 73_051)
"""A number in a day's column that stands for a day from 2000 to 2099, though its cell is not shown as one."""
WRITTEN_DAY = re.compile(r"(20[0-9]{2})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[T ].*)?")
MOST_EXACT_DIGITS = 15
"""A spreadsheet's number holds no more; the rest of a longer one is lost."""

Cell = str | Decimal | date | bool | None


def text_of(cell: Cell) -> str:
    """A cell as one line of text: a whole number without a point, a date as 2018-03-05; ValueError for a number whose end was lost."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        plain = f"{cell:f}"
        if len(plain.lstrip("-").partition(".")[0]) > MOST_EXACT_DIGITS:
            raise ValueError(_("是按数字存的，超过 15 位的末尾已经丢失。请把这一列设成文本后重新导出。"))
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(cell, str):
        kept = (sign for sign in unicodedata.normalize("NFC", cell) if unicodedata.category(sign) not in ("Cf", "Cc", "Cs", "Cn", "Co") or sign in "\t\n")
        return " ".join("".join(kept).split())
    if type(cell) is not bool and not isinstance(cell, date):
        raise TypeError(f"a cell is no {type(cell).__name__}: {cell!r}")
    return str(int(cell)) if isinstance(cell, bool) else cell.isoformat()


def day_of(cell: Cell) -> date:
    """A cell as a day, however it was written or stored: 2018-03-05, 2018/3/5, 20180305, 2018年3月5日, with or without a time; ValueError otherwise."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell))
    if isinstance(cell, Decimal) and text.isdecimal() and int(text) in SHOWN_AS_DAYS:
        return EXCEL_DAYS + timedelta(days=int(text))
    written = WRITTEN_DAY.fullmatch(text)
    if written is None:
        raise ValueError(_("“%(typed)s”不是日期。请按 2018-03-05 的样子填写。", typed=text[:20]))
    try:
        return date(*_numbers(written.groups()))
    except ValueError as wrong:
        raise ValueError(_("“%(typed)s”这一天不存在。请核对日期。", typed=text[:20])) from wrong


def _numbers(parts: Sequence[str | None]) -> tuple[int, int, int]:
    year, month, number = (int(part) for part in parts if part is not None)
    return year, month, number
