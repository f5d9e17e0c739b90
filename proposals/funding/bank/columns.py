"""Which column of a bank's statement is which: every bank names them otherwise, and some put text above the table."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...sheets import Cell, Row

NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("交易日期", "记账日期", "入账日期", "记账日", "交易日", "日期", "交易时间", "入账时间", "记账时间"),
    "out": ("借方发生额", "借方金额", "借方", "支出金额", "支出", "支取", "付出金额", "付出", "转出金额", "借"),
    "in": ("贷方发生额", "贷方金额", "贷方", "收入金额", "收入", "存入", "存入金额", "转入金额", "贷"),
    "amount": ("交易金额", "发生额", "金额"),
    "mark": ("借贷标志", "借贷方向", "借贷标记", "借贷", "收支标志", "收支方向", "收支", "方向"),
    "balance": ("账户余额", "本次余额", "当前余额", "交易后余额", "余额"),
    "name": ("对方户名", "对方名称", "对方单位名称", "对方单位", "对方账户名称", "对手户名", "交易对手名称", "对方", "收付方名称", "对方姓名"),
    "number": ("对方账号", "对方账户", "对手账号", "交易对手账号", "收付方账号", "对方卡号账号"),
    "summary": ("摘要", "用途", "附言", "备注", "交易摘要", "交易用途"),
    "reference": ("交易流水号", "银行流水号", "核心流水号", "流水号", "交易流水", "交易号", "交易编号", "凭证号", "凭证号码"),
    "capitals": ("大写金额", "金额大写", "大写"),
}
"""Titles by what they mean, the preferred one first. On a bank's statement 借方 is money that leaves our account (funding.md §1.3)."""
TITLES = {"day": _l("日期"), "out": _l("借方"), "in": _l("贷方"), "amount": _l("金额"), "mark": _l("借贷标志"), "balance": _l("余额"), "name": _l("对方户名"),
          "number": _l("对方账号"), "summary": _l("摘要"), "reference": _l("流水号"), "capitals": _l("大写")}
TEXT_ABOVE = 30
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class BadStatement(ValueError):
    """The file is no statement that adds up; ``sentences`` say what is wrong and in which line, ``more`` how many others there are."""

    def __init__(self, sentences: Sequence[str], *, more: int) -> None:
        super().__init__(sentences[0])
        self.sentences, self.more = tuple(sentences), more


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each meaning stands in a row; several columns of summary are read together."""

    places: Mapping[str, tuple[int, ...]]

    def __contains__(self, role: str) -> bool:
        """Whether the statement has this column."""
        return role in self.places

    def of(self, role: str, row: Row) -> Cell:
        """The cell of this meaning in a row; None where the statement has no such column."""
        place = self.places.get(role, (10**6,))[0]
        return row.cells[place] if place < len(row.cells) else None

    def all_of(self, role: str, row: Row) -> list[Cell]:
        """The cells of all columns with this meaning."""
        return [row.cells[place] for place in self.places.get(role, ()) if place < len(row.cells)]


def find(rows: Sequence[Row]) -> tuple[int, Columns]:
    """Where in ``rows`` the headings stand, and the columns; BadStatement says which ones are missing."""
    best: dict[str, tuple[int, ...]] = {}
    for position, row in enumerate(rows[:TEXT_ABOVE]):
        places = _places(row)
        if not _missing(places):
            return position, Columns(places)
        best = max(best, places, key=len)
    wanted = _("、").join(_("“%(title)s”", title=title) for title in _missing(best))
    raise BadStatement([_("没有找到对账单的表头，缺少%(wanted)s。请从网银导出带表头的交易明细，再上传。", wanted=wanted)], more=0)


def is_heading(row: Row, columns: Columns) -> bool:
    """Whether the headings stand here once more, as at the top of a new printed page."""
    return _places(row) == columns.places


def _places(row: Row) -> dict[str, tuple[int, ...]]:
    titles = [_bare(cell) if isinstance(cell, str) else "" for cell in row.cells]
    found: dict[str, tuple[int, ...]] = {}
    for role, names in NAMES.items():
        hits = [(names.index(title), place) for place, title in enumerate(titles) if title in names]
        if hits:
            found[role] = tuple(place for _rank, place in sorted(hits))
    return found


def _missing(places: Mapping[str, object]) -> list[str]:
    """The titles without which no line can be checked."""
    missing = [str(TITLES[role]) for role in ("day", "balance") if role not in places]
    if not ({"out", "in"} <= places.keys() or {"amount", "mark"} <= places.keys()):
        missing += [str(TITLES["out"]), str(TITLES["in"])]
    return missing


def _bare(title: str) -> str:
    """A heading without blanks, units and brackets: 借方发生额/元(支取) is 借方发生额."""
    text = "".join(unicodedata.normalize("NFKC", title).split())
    return BRACKETS.sub("", text).removesuffix("/元").strip("*:：").replace("/", "")
