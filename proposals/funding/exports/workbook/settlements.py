"""Sheet 5, 结算表: a form to print and sign for each settled project, every one on a page of its own."""
from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ....approval.capitals import capitals
from .... import words
from ....sheets import looks
from ..book import REACHED, Book, Project, Standing
from .table import Column, Live, Value, letter, opening, totals, write_row

SIGNING_HEIGHT = 54


def draw(workbook: Workbook, book: Book, *, standing: Standing, about: tuple[str, ...], foot: str) -> None:
    """The sheet; a season in which nothing is settled yet says so."""
    sheet = workbook.create_sheet(_("5 结算表"))
    settled = [project for project in book.projects.values() if project.settled_fen is not None]
    note = _("已结算 %(count)s 个项目，共 %(all)s 个。", count=len(settled), all=len(book.projects))
    line = opening(sheet, title=_("结算表"), above=(*about, note)) + 1
    columns = (Column(_("资金来源"), "text", 26), *(Column(title, "fen", 17) for title in
               (_("协议金额"), _("已拨付"), _("已支出"), _("已退回"), _("在组织手中"), _("未拨付已释放"))), Column(_("备注"), "text", 30))
    for number, column in enumerate(columns):
        sheet.column_dimensions[letter(number)].width = column.width
    for project in settled:
        line = _form(sheet, line, project=project, book=book, standing=standing, columns=columns)
        sheet.row_breaks.append(Break(id=line - 1))
    looks.print_across(sheet, head=0, last=f"{letter(len(columns) - 1)}{sheet.max_row}", foot=foot)


def _form(sheet: Worksheet, line: int, *, project: Project, book: Book, standing: Standing, columns: Sequence[Column]) -> int:
    """One project's form from this line on; the line after it."""
    looks.say(sheet.cell(line, 1), _("项目资金结算表 %(number)s", number=project.display), style="title")
    for offset, text in enumerate(_about(project), start=1):
        looks.say(sheet.cell(line + offset, 1), text, style="text plain")
    head = line + 4
    for number, column in enumerate(columns, start=1):
        looks.say(sheet.cell(head, number), column.title, style="head")
    rows = [_row(project, source_id=share.source_id, signed=share.signed_fen, book=book, standing=standing) for share in project.shares]
    for offset, row in enumerate(rows, start=1):
        write_row(sheet, head + offset, columns=columns, row=row, look="cell")
    last = head + len(rows)
    spent = standing.of("spent", source_id=None, project_id=project.id)
    totals(sheet, columns=columns, ours=_ours(project, standing=standing), first=head + 1, last=last)
    looks.say(sheet.cell(last + 4, 1), _("实际支出（大写）：人民币%(words)s", words=capitals(spent)), style="text plain")
    _signatures(sheet, last + 5)
    return last + 8


def _about(project: Project) -> tuple[str, str, str]:
    return (_("项目：%(title)s", title=project.title),
            _("承接组织：%(organisation)s　街道：%(street)s　类别：%(category)s", organisation=project.organisation, street=project.street,
              category=words.term(project.category)),
            _("协议生效：%(day)s　协议金额（大写）：人民币%(words)s", day=project.signed_on, words=capitals(project.amount_fen)))


def _row(project: Project, *, source_id: int, signed: int, book: Book, standing: Standing) -> list[Value]:
    title = next(words.term(source.title) for source in book.sources if source.id == source_id)
    stages = (REACHED, ("spent",), ("returned",), ("held",))
    return [title, signed, *(standing.of(*each, source_id=source_id, project_id=project.id) for each in stages), Live("=B{row}-C{row}"), ""]


def _ours(project: Project, *, standing: Standing) -> dict[int, int]:
    stages = (REACHED, ("spent",), ("returned",), ("held",))
    figures = [standing.of(*each, source_id=None, project_id=project.id) for each in stages]
    return dict(enumerate((project.amount_fen, *figures, project.amount_fen - figures[0]), start=1))


def _signatures(sheet: Worksheet, line: int) -> None:
    """Who signs, with room to sign and to stamp, and the day."""
    for number, text in enumerate((_("承接组织（盖章）"), _("街道（盖章）"), _("支持机构（盖章）"), _("基金会（盖章）"), _("区民政局（盖章）")), start=1):
        looks.say(sheet.cell(line, number), text, style="head")
        looks.say(sheet.cell(line + 1, number), "", style="text cell")
        looks.say(sheet.cell(line + 2, number), _("经办：　　　年　月　日"), style="text cell")
    sheet.row_dimensions[line + 1].height = SIGNING_HEIGHT
