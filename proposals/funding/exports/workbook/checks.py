"""Sheet 7, 校验: do the sheets agree with each other and with the books; what verify found; the hash that stands for all entries."""
from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from openpyxl import Workbook

from .... import words
from ....sheets import looks
from ..book import Annexes, Book, Standing
from .summary import paid_in_all
from .table import Column, Drawn, Live, Value, letter, opening, write_row


def draw(workbook: Workbook, book: Book, *, standing: Standing, annexes: Annexes, drawn: dict[str, tuple[Drawn, int]], about: tuple[str, ...],
         foot: str) -> None:
    """The sheet. ``drawn`` says in which table and column each checked sum stands: signed, paid, paid-by-project, kept, spent."""
    sheet = workbook.create_sheet(_("7 校验"))
    facts = (_("账簿最后一笔：%(number)s", number=book.head.entry_id), _("账簿指纹：%(hash)s", hash=book.head.hash),
             _("本届分录：%(count)s 笔", count=sum(1 for _entry in book.entries)))
    line = opening(sheet, title=_("校验"), above=(*about, *facts))
    columns = (Column(_("检查内容"), "text", 56), Column(_("表内数"), "fen", 20), Column(_("台账数"), "fen", 20), Column(_("差额"), "fen", 14))
    for number, column in enumerate(columns):
        looks.say(sheet.cell(line, number + 1), column.title, style="head")
        sheet.column_dimensions[letter(number)].width = column.width
    head = line
    for line, row in enumerate(_rows(book, standing=standing, drawn=drawn), start=head + 1):
        write_row(sheet, line, columns=columns, row=row, look="cell")
    found = annexes.findings or (_("账簿校验没有发现问题。"),)
    for line, text in enumerate(found, start=line + 2):
        looks.say(sheet.cell(line, 1), text, style="text plain")
    looks.print_across(sheet, head=head, last=f"D{sheet.max_row}", foot=foot)


def _rows(book: Book, *, standing: Standing, drawn: dict[str, tuple[Drawn, int]]) -> Iterator[list[Value]]:
    """Live sums of the other sheets against the books, then each source's stages, which add up to nothing with its origin."""
    signed, paid = sum(project.amount_fen for project in book.projects.values()), paid_in_all(standing, book)
    kept = paid - sum(standing.of("returned", source_id=None, project_id=key) for key in book.projects)
    for key, title, ours in (("signed", _("表 1 签约金额 = 各项目协议金额"), signed), ("paid", _("表 1 已拨付 = 台账已拨付"), paid),
                             ("paid-by-project", _("表 2 已拨合计 = 台账已拨付"), paid), ("kept", _("表 3 流水合计 = 组织持有与已支出"), kept),
                             ("spent", _("表 4 实际支出 = 台账已支出"), standing.of("spent", source_id=None, project_id=None))):
        place, column = drawn[key]
        yield [title, Live(f"={place.total(column)}"), ours, Live("=ROUND(B{row}-C{row},2)")]
    for source in book.sources:
        stands = sum(account.fen for account in book.accounts.values() if account.source_id == source.id)
        yield [_("%(source)s：来源与各阶段相加为零", source=words.term(source.title)), stands, 0, Live("=ROUND(B{row}-C{row},2)")]
