"""Sheet 3, 拨付流水: every payment, every payment that came back and every refund, as the books have them, by day."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from .... import words
from ....words.funding import KINDS
from ..book import Book, Entry, Leg, Standing, reached_by
from .table import Column, Live, Table, Value, letter

KEPT = ("held", "spent")
FIXED = 6


def table(book: Book, *, standing: Standing, about: tuple[str, ...]) -> Table:
    """The sheet. Money to the implementer is above zero, money back below, so that the sum is what is with the implementers or spent by them."""
    columns = (Column(_("日期"), "day", 11), Column(_("凭证号"), "whole", 7), Column(_("类型"), "text", 10), Column(_("项目编号"), "text", 15),
               Column(_("项目名称"), "text", 20), Column(_("期次"), "whole", 5), *(Column(words.term(source.title), "fen", 12) for source in book.sources),
               Column(_("合计"), "fen", 12), Column(_("台账数"), "fen", 12), Column(_("差额"), "fen", 8), Column(_("收款户名"), "text", 18),
               Column(_("账号尾号"), "text", 8), Column(_("银行流水号"), "text", 18), Column(_("经办"), "text", 9), Column(_("审批人"), "text", 14),
               Column(_("冲销凭证号"), "whole", 8))
    whole = FIXED + len(book.sources)
    total = _kept(book, source_id=None, standing=standing)
    totals = {FIXED + place: _kept(book, source_id=source.id, standing=standing) for place, source in enumerate(book.sources)}
    return Table(_("3 拨付流水"), _("拨付流水"), (*about, _("拨付为正，退票、冲销和退回为负。")), columns, _rows(book), totals | {whole: total, whole + 1: total}, 2)


def _kept(book: Book, *, source_id: int | None, standing: Standing) -> int:
    return sum(standing.of(*KEPT, source_id=source_id, project_id=key) for key in book.projects)


def _rows(book: Book) -> Iterator[list[Value]]:
    legs = {leg.id: leg for project in book.projects.values() for tranche in project.tranches for leg in tranche.legs}
    first, last = letter(FIXED), letter(FIXED + len(book.sources) - 1)
    whole = FIXED + len(book.sources)
    sums = Live(f"=SUM({first}{{row}}:{last}{{row}})"), Live(f"=ROUND({letter(whole)}{{row}}-{letter(whole + 1)}{{row}},2)")
    for entry in sorted(book.entries, key=lambda entry: (entry.on, entry.id)):
        parts = reached_by(entry, accounts=book.accounts, stages=KEPT)
        if parts and entry.project_id is not None:
            project, leg = book.projects[entry.project_id], legs.get(entry.leg_id or 0)
            yield [date.fromisoformat(entry.on), entry.id, str(KINDS[entry.kind]), project.display, project.title, entry.tranche,
                   *(parts.get(source.id) for source in book.sources), sums[0], sum(parts.values()), sums[1],
                   *((leg.payee, leg.account_tail) if leg else ("", "")), *_hands(entry, leg=leg), entry.reverses]


def _hands(entry: Entry, *, leg: Leg | None) -> tuple[str, str, str]:
    """The bank's number, who had it paid and who approved it; for what was not a payment, who booked it."""
    if leg is None:
        return entry.document, entry.actor, ""
    return entry.document or leg.bank_reference, leg.cashier or entry.actor, leg.approvers
