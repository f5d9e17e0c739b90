"""Sheet 4, 预算执行与差异: each project's budget heads, as planned, as changed since, and as spent by accepted vouchers."""
from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from ....words.optimisation import HEADS
from ..book import Annexes, Book
from .table import Column, Live, Table, Value


def table(book: Book, *, annexes: Annexes, about: tuple[str, ...]) -> Table:
    """The sheet. A difference above zero was not spent; the rate is its part of the budget as changed."""
    columns = (Column(_("项目编号"), "text", 18), Column(_("项目名称"), "text", 30), Column(_("预算科目"), "text", 16), Column(_("预算"), "fen", 15),
               Column(_("调整"), "fen", 14), Column(_("调整后预算"), "fen", 15), Column(_("实际支出"), "fen", 15), Column(_("差异"), "fen", 14),
               Column(_("差异率"), "share", 10))
    planned, moved, spent = (sum(figures) for figures in zip(*((row.planned_fen, row.moved_fen, row.spent_fen) for row in annexes.budget), strict=True)) \
        if annexes.budget else (0, 0, 0)
    totals = {3: planned, 4: moved, 5: planned + moved, 6: spent, 7: planned + moved - spent}
    return Table(_("4 预算执行与差异"), _("预算执行与差异"), about, columns, _rows(book, annexes=annexes), totals, 2)


def _rows(book: Book, *, annexes: Annexes) -> Iterator[list[Value]]:
    for row in annexes.budget:
        project = book.projects[row.project_id]
        yield [project.display, project.title, str(HEADS[row.head]), row.planned_fen, row.moved_fen, Live("=D{row}+E{row}"), row.spent_fen,
               Live("=F{row}-G{row}"), Live('=IF(F{row}=0,"",H{row}/F{row})')]
