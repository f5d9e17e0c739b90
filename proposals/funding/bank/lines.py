"""One line of a statement: which way the money went, how much, and who was on the other side; every fault is kept with its line."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from ...amounts import fen_of
from ...approval.capitals import agree
from ...sheets import Cell, Row, day_of, text_of
from .columns import TITLES, Columns, is_heading

OUT = frozenset({"借", "借方", "D", "DR", "DEBIT", "支", "支出", "付", "付款", "出", "转出", "-"})
IN = frozenset({"贷", "贷方", "C", "CR", "CREDIT", "收", "收入", "收款", "入", "转入", "+"})
NOTHING = frozenset({"", "-", "--", "—", "——", "/"})
DAYS = (date(2000, 1, 1), date(2100, 1, 1))
LONGEST = {"name": 80, "number": 40, "reference": 36, "summary": 200}


@dataclass(frozen=True, slots=True)
class Line:
    """One movement: ``number`` is its line in the file, ``direction`` in or out of our account, amounts in fen."""

    number: int
    booked_on: date
    direction: str
    amount_fen: int
    balance_fen: int
    counterparty: str
    counterparty_account: str
    summary: str
    reference: str

    @property
    def moved_fen(self) -> int:
        """What it does to the balance."""
        return self.amount_fen if self.direction == "in" else -self.amount_fen


@dataclass(slots=True)
class Bookings:
    """Reads the lines beneath the headings, and keeps a sentence for every one that is wrong."""

    columns: Columns
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, row: Row) -> None:
        """Add the row's line, or the sentence that says what is wrong with it; headings that stand once more are passed over."""
        if is_heading(row, self.columns):
            return
        try:
            self.lines.append(self._line(row))
        except ValueError as wrong:
            self.faults.append(_("第 %(line)s 行：%(fault)s", line=row.number, fault=str(wrong)))

    def _line(self, row: Row) -> Line:
        direction, amount = self._movement(row)
        written = self._text("capitals", row)
        if written:
            agree(amount, written=written)
        return Line(row.number, self._day(row), direction, amount, self._fen("balance", row, negative=True), self._text("name", row), self._text("number", row),
                    " ".join(dict.fromkeys(filter(None, map(_short, self.columns.all_of("summary", row)))))[:LONGEST["summary"]], self._text("reference", row))

    def _day(self, row: Row) -> date:
        day = day_of(self.columns.of("day", row))
        if not DAYS[0] <= day < DAYS[1]:
            raise ValueError(_("日期 %(day)s 不可能。请核对。", day=day.isoformat()))
        return day

    def _movement(self, row: Row) -> tuple[str, int]:
        """Which way and how much: by two columns of which one is filled, or by one amount and its mark."""
        if "mark" in self.columns and "amount" in self.columns and not {"in", "out"} <= self.columns.places.keys():
            amount, direction = self._fen("amount", row, negative=False), self._marked(row)
        else:
            out, come = (0 if _is_nothing(self.columns.of(role, row)) else self._fen(role, row, negative=False) for role in ("out", "in"))
            if out and come:
                raise ValueError(_("借方和贷方都有金额。一行只能是一笔收入或一笔支出。"))
            amount, direction = out or come, "out" if out else "in"
        if not amount:
            raise ValueError(_("没有金额。请核对借方和贷方两列。"))
        return direction, amount

    def _marked(self, row: Row) -> str:
        mark = self._text("mark", row).upper()
        if mark not in OUT | IN:
            raise ValueError(_("借贷标志“%(mark)s”认不出。请写“借”或“贷”。", mark=mark[:10]))
        return "out" if mark in OUT else "in"

    def _fen(self, role: str, row: Row, *, negative: bool) -> int:
        cell = self.columns.of(role, row)
        try:
            return fen_of(text_of(cell) if cell is None or isinstance(cell, str) else cell, negative=negative)
        except ValueError as wrong:
            raise ValueError(_("“%(title)s”列%(fault)s", title=TITLES[role], fault=str(wrong))) from wrong

    def _text(self, role: str, row: Row) -> str:
        try:
            text = text_of(self.columns.of(role, row))
        except ValueError as wrong:
            raise ValueError(_("“%(title)s”列%(fault)s", title=TITLES[role], fault=str(wrong))) from wrong
        return "" if text in NOTHING else text[:LONGEST.get(role, 80)]


def _is_nothing(cell: Cell) -> bool:
    return cell is None or isinstance(cell, str) and text_of(cell) in NOTHING or isinstance(cell, Decimal) and not cell


def _short(cell: Cell) -> str:
    text = text_of(cell)
    return "" if text in NOTHING else text
