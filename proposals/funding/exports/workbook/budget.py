"""Sheet 4, 预算执行与差异: each project's budget heads, as planned, as changed since, and as spent by accepted vouchers.

What the books have as spent and no voucher put under a head (a project settled by one sum) stands in a row of its own, and so does
what vouchers told and the books have not yet (the implementer advanced it), below zero: together the sheet is what the books say.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from flask_babel import gettext as _

from ....sheets.looks import Column
from ....words.optimisation import HEADS
from ..book import Annexes, Book, BudgetHead, Project, Standing
from .table import Live, Table, Value

SPENT = 6
"""The column of what was spent."""


def table(book: Book, *, annexes: Annexes, standing: Standing, about: tuple[str, ...]) -> Table:
    """The sheet. A variance above zero was not spent; the rate is its part of the budget as changed."""
    columns = (Column(_("项目编号"), "text", 16), Column(_("项目名称"), "text", 28), Column(_("预算科目"), "text", 22), Column(_("预算"), "fen", 15),
               Column(_("调整"), "fen", 14), Column(_("调整后预算"), "fen", 15), Column(_("实际支出"), "fen", 15), Column(_("差异"), "fen", 14),
               Column(_("差异率"), "share", 10))
    planned, moved = sum(row.planned_fen for row in annexes.budget), sum(row.moved_fen for row in annexes.budget)
    spent = standing.of("spent", source_id=None, project_id=None)
    totals = {3: planned, 4: moved, 5: planned + moved, 6: spent, 7: planned + moved - spent}
    return Table(_("4 预算执行与差异"), _("预算执行与差异"), about, columns, _rows(book, annexes=annexes, standing=standing), totals, 2)


def _rows(book: Book, *, annexes: Annexes, standing: Standing) -> Iterator[list[Value]]:
    heads: dict[int, list[BudgetHead]] = defaultdict(list)
    for row in annexes.budget:
        heads[row.project_id].append(row)
    for project in book.projects.values():
        yield from (_row(project, title=str(HEADS[row.head]), figures=(row.planned_fen, row.moved_fen, row.spent_fen)) for row in heads[project.id])
        rest = standing.of("spent", source_id=None, project_id=project.id) - sum(row.spent_fen for row in heads[project.id])
        if rest:
            yield _row(project, title=_("已支出、未分科目") if rest > 0 else _("已核销、账上未支出"), figures=(0, 0, rest))


def _row(project: Project, *, title: str, figures: tuple[int, int, int]) -> list[Value]:
    planned, moved, spent = figures
    return [project.display, project.title, title, planned, moved, Live("=D{row}+E{row}"), spent, Live("=F{row}-G{row}"),
            Live('=IF(F{row}=0,"",H{row}/F{row})')]
