"""Sheet 6, 银行余额调节表: each bank account's two balances, what only one side has yet, and that they then agree."""
from __future__ import annotations

from itertools import zip_longest

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ....sheets import looks
from ...bank.adjusting import Item
from ..book import Annexes, BankSide
from .table import Column, Live, Value, letter, opening, write_row


def draw(workbook: Workbook, *, annexes: Annexes, about: tuple[str, ...], foot: str) -> None:
    """The sheet; a season without a bank statement says so."""
    sheet = workbook.create_sheet(_("6 银行余额调节表"))
    above = about if annexes.bank else (*about, _("还没有导入银行对账单。"))
    line = opening(sheet, title=_("银行余额调节表"), above=above) + 1
    columns = (Column(_("企业方"), "text", 44), Column(_("金额"), "fen", 18), Column(_("银行方"), "text", 44), Column(_("金额"), "fen", 18))
    for number, column in enumerate(columns):
        sheet.column_dimensions[letter(number)].width = column.width
    for side in annexes.bank:
        line = _account(sheet, line, side=side, columns=columns) + 2
    looks.print_across(sheet, head=0, last=f"{letter(len(columns) - 1)}{sheet.max_row}", foot=foot)


def _account(sheet: Worksheet, line: int, *, side: BankSide, columns: tuple[Column, ...]) -> int:
    """One account from this line on; the line after it."""
    looks.say(sheet.cell(line, 1), f"{side.title}　{side.bank}", style="text plain")
    looks.say(sheet.cell(line, 3), side.number, style="text plain")
    looks.say(sheet.cell(line, 4), side.adjustment.day.isoformat(), style="text plain")
    for number, column in enumerate(columns, start=1):
        looks.say(sheet.cell(line + 1, number), column.title, style="head")
    found = side.adjustment
    rows: list[list[Value]] = [[_("银行存款账面余额"), found.book_fen, _("银行对账单余额"), found.bank_fen]]
    rows += _items(found.bank_received, found.book_received, names=(_("加：银行已收、账上未收"), _("加：账上已收、银行未收")), sign=1)
    rows += _items(found.bank_paid, found.book_paid, names=(_("减：银行已付、账上未付"), _("减：账上已付、银行未付")), sign=-1)
    first = line + 2
    for offset, row in enumerate(rows):
        write_row(sheet, first + offset, columns=columns, row=row, look="cell")
    last = first + len(rows) - 1
    adjusted: list[Value] = [_("调节后余额"), Live(f"=SUM(B{first}:B{last})"), _("调节后余额"), Live(f"=SUM(D{first}:D{last})")]
    ours: list[Value] = [_("台账数"), found.adjusted_book_fen, _("台账数"), found.adjusted_bank_fen]
    write_row(sheet, last + 1, columns=columns, row=adjusted, look="sum")
    write_row(sheet, last + 2, columns=columns, row=ours, look="sum")
    write_row(sheet, last + 3, columns=columns, row=[_("差额"), Live(f"=ROUND(B{last + 1}-D{last + 1},2)"), "", None], look="sum")
    return last + 4


def _items(ours: tuple[Item, ...], theirs: tuple[Item, ...], *, names: tuple[str, str], sign: int) -> list[list[Value]]:
    """One direction of what is on its way: on the left what our books lack, on the right what the bank lacks."""
    rows: list[list[Value]] = [[names[0], None, names[1], None]]
    for left, right in zip_longest(ours, theirs):
        rows.append([*_item(left, sign=sign), *_item(right, sign=sign)])
    return rows


def _item(item: Item | None, *, sign: int) -> tuple[str, int | None]:
    return (f"{item.day.isoformat()}　{item.text}", sign * item.amount_fen) if item else ("", None)
