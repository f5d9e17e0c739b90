"""The two files of a payment batch: the one that the bank's own program takes (CSV in GB18030), and the sheet that people sign."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from ... import sheets
from ...amounts import plain
from ...approval.capitals import capitals
from ...csv_lines import harmless


@dataclass(frozen=True, slots=True)
class Transfer:
    """One line of a batch: to whom, where, how much (fen), what for, and from which source."""

    holder: str
    number: str
    bank: str
    amount_fen: int
    purpose: str
    project: str
    source: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a batch: its number, our account and when it was made (Asia/Shanghai)."""

    number: str
    account: str
    made: datetime
    demonstration: bool


def bank_file(transfers: Sequence[Transfer]) -> bytes:
    """One row for each payee, as bank programs import it: GB18030, amounts like 1873.20, no totals, nothing that a spreadsheet would calculate."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["序号", "收款户名", "收款账号", "开户行", "金额", "用途"])
    for seq, each in enumerate(transfers, start=1):
        amount = f"{each.amount_fen // 100}.{each.amount_fen % 100:02d}"
        lines.writerow([seq, harmless(each.holder), harmless(each.number), harmless(each.bank), amount, harmless(each.purpose)])
    return out.getvalue().encode("gb18030")


def sheet_file(head: Head, transfers: Sequence[Transfer]) -> bytes:
    """The same rows with project and source, the sum of each source, the control total and the total in capital figures."""
    total = sum(each.amount_fen for each in transfers)
    above = [_("付款批次 %(number)s", number=head.number), _("付款账户：%(account)s", account=head.account), _("制表：%(made)s", made=f"{head.made:%Y-%m-%d %H:%M}"),
             _("共 %(count)s 笔，合计 %(amount)s 元，人民币（大写）%(capitals)s", count=len(transfers), amount=plain(total), capitals=capitals(total))]
    above += [_("演示数据：账户和金额都是虚构的，不能用于付款。")] if head.demonstration else []
    columns = (sheets.Column(_("序号"), "whole", 6), sheets.Column(_("收款户名"), "text", 30), sheets.Column(_("收款账号"), "text", 26),
               sheets.Column(_("开户行"), "text", 30), sheets.Column(_("金额"), "fen", 16), sheets.Column(_("用途"), "text", 22),
               sheets.Column(_("项目"), "text", 34), sheets.Column(_("来源"), "text", 18))
    rows = [(seq, each.holder, each.number, each.bank, each.amount_fen, each.purpose, each.project, each.source) for seq, each in enumerate(transfers, start=1)]
    sums: dict[str, int] = {}
    for each in transfers:
        sums[each.source] = sums.get(each.source, 0) + each.amount_fen
    totals = [(None, _("%(source)s小计", source=source), None, None, fen, None, None, source) for source, fen in sums.items()]
    return sheets.write([sheets.Page(head.number, above, columns, rows, [*totals, (None, _("合计"), None, None, total, None, None, None)])], made=head.made)
