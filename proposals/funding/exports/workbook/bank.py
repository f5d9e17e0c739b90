"""Sheet 6, 银行余额调节表: each bank account's two balances, what only one side has yet, and that they then agree."""
from __future__ import annotations

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ....sheets import looks
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
    looks.say(sheet.cell(line, 1), _("%(title)s　%(bank)s", title=side.title, bank=side.bank), style="text plain")
    looks.say(sheet.cell(line, 3), side.number, style="text plain")
    looks.say(sheet.cell(line, 4), side.until, style="text plain")
    for number, column in enumerate(columns, start=1):
        looks.say(sheet.cell(line + 1, number), column.title, style="head")
    rows: list[list[Value]] = [[_("银行存款账面余额"), side.books_fen, _("银行对账单余额"), side.bank_fen]]
    for names, sign in (((_("加：银行已收、账上未收"), _("加：账上已收、银行未收")), 1), ((_("减：银行已付、账上未付"), _("减：账上已付、银行未付")), -1)):
        rows += _items(side, names=names, sign=sign)
    first = line + 2
    for offset, row in enumerate(rows):
        write_row(sheet, first + offset, columns=columns, row=row, look="cell")
    last = first + len(rows) - 1
    adjusted: list[Value] = [_("调节后余额"), Live(f"=SUM(B{first}:B{last})"), _("调节后余额"), Live(f"=SUM(D{first}:D{last})")]
    ours: list[Value] = [_("台账数"), adjusted_fen(side, by="books"), _("台账数"), adjusted_fen(side, by="bank")]
    write_row(sheet, last + 1, columns=columns, row=adjusted, look="sum")
    write_row(sheet, last + 2, columns=columns, row=ours, look="sum")
    write_row(sheet, last + 3, columns=columns, row=[_("差额"), Live(f"=ROUND(B{last + 1}-D{last + 1},2)"), "", None], look="sum")
    return last + 4


def adjusted_fen(side: BankSide, *, by: str) -> int:
    """One side's balance with what only the other one has, in fen."""
    own = side.books_fen if by == "books" else side.bank_fen
    return own + sum(item.fen for item in side.items if item.by != by)


def _items(side: BankSide, *, names: tuple[str, str], sign: int) -> list[list[Value]]:
    """What one side has and the other has not, in one direction: on the left what the bank alone has, on the right what the books alone have."""
    ours, theirs = ([item for item in side.items if item.by == by and item.fen * sign > 0] for by in ("bank", "books"))
    rows: list[list[Value]] = [[names[0], None, names[1], None]]
    for number in range(max(len(ours), len(theirs))):
        row: list[Value] = []
        for items in (ours, theirs):
            found = items[number] if number < len(items) else None
            row += [f"{found.on}　{found.reference}　{found.text}", found.fen] if found else ["", None]
        rows.append(row)
    return rows
