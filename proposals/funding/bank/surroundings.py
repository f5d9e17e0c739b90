"""What stands around a statement's lines: the account's number, the opening and closing balance, totals. What it says must agree with the lines."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from flask_babel import gettext as _

from ...amounts import NotAnAmount, fen_of, plain
from ...sheets import Cell, Row, text_of
from .columns import Columns

OPENING = ("期初余额", "上期余额", "承前余额", "承前页", "上年结转", "起始余额", "年初余额")
CLOSING = ("期末余额", "本期余额", "结束余额", "过次页")
TOTALS = ("合计", "总计", "小计", "本页合计", "本月合计", "累计", "借方合计", "贷方合计", "借方总额", "贷方总额", "总笔数", "打印", "以下空白", "以下无")
OWN_NUMBER = re.compile(r"(?:账号|账户|卡号)[^0-9]{0,6}([0-9][0-9 -]{6,38}[0-9])")
FIGURE = re.compile(r"-?[¥]?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(slots=True)
class Surroundings:
    """Collects what the rows above and beneath the lines say; ``faults`` are sentences."""

    own_number: str | None = None
    stated: dict[str, tuple[int, int]] = field(default_factory=dict)
    """opening or closing → (line, fen)."""
    faults: list[str] = field(default_factory=list)

    def look_at(self, row: Row) -> None:
        """A row above the headings."""
        words = unicodedata.normalize("NFKC", " ".join(_words(cell) for cell in row.cells))
        found = OWN_NUMBER.search(words)
        if found and self.own_number is None and "对方" not in words:
            self.own_number = re.sub("[ -]", "", found[1])
        self._note(row, words=words, figure=None)

    def takes(self, row: Row, *, columns: Columns) -> bool:
        """Whether a row beneath the headings is no line but a balance or a total; what it says is kept."""
        words = unicodedata.normalize("NFKC", "".join(_words(cell) for cell in row.cells if isinstance(cell, str)))
        still = columns.of("day", row) is None or all(columns.of(role, row) is None for role in ("out", "in", "amount"))
        first = next((_words(cell) for cell in row.cells if cell is not None), "")
        about = [label for label in (*OPENING, *CLOSING, *TOTALS) if first.startswith(label) or label in words and still]
        if not about:
            return False
        self._note(row, words=words, figure=columns.of("balance", row))
        return True

    def _note(self, row: Row, *, words: str, figure: Cell) -> None:
        for name, labels in (("opening", OPENING), ("closing", CLOSING)):
            label = next((each for each in labels if each in words), None)
            if label is None:
                continue
            written = figure if figure is not None else _after(words, label=label)
            if written is not None:
                self._keep(name, written, line=row.number)

    def _keep(self, name: str, written: Cell, *, line: int) -> None:
        try:
            self.stated[name] = line, fen_of(written if isinstance(written, Decimal) else text_of(written), negative=True)
        except NotAnAmount as wrong:
            self.faults.append(_("第 %(line)s 行：%(fault)s", line=line, fault=str(wrong)))

    def contradicted(self, *, opening_fen: int, closing_fen: int, first: int, last: int) -> list[str]:
        """A sentence for each balance that the file states and its lines (from ``first`` to ``last``) do not come to."""
        found = []
        if "opening" in self.stated and self.stated["opening"][1] != opening_fen:
            found.append(_("第 %(line)s 行写的期初余额是 %(stated)s，而第一笔（第 %(first)s 行）之前的余额应为 %(right)s。请重新导出完整的对账单。",
                           line=self.stated["opening"][0], stated=plain(self.stated["opening"][1]), first=first, right=plain(opening_fen)))
        if "closing" in self.stated and self.stated["closing"][1] != closing_fen:
            found.append(_("第 %(line)s 行写的期末余额是 %(stated)s，而最后一笔（第 %(last)s 行）的余额是 %(right)s。请重新导出完整的对账单。",
                           line=self.stated["closing"][0], stated=plain(self.stated["closing"][1]), last=last, right=plain(closing_fen)))
        return found


def _words(cell: Cell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else text_of(cell)


def _after(words: str, *, label: str) -> str | None:
    """The figure that follows a label; None where none does."""
    found = FIGURE.search(words.partition(label)[2].lstrip(": "))
    return found[0] if found else None
