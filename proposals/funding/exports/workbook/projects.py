"""Sheet 2, 项目拨付明细: each project's agreement, and by tranche and source what is due and what was paid."""
from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from .... import words
from ..book import REACHED, Book, Project, Standing, paid_by
from .table import Column, Live, Table, Value, letter

FIXED = 6
Place = tuple[int, int]
"""Number of the tranche, number of the source."""


def table(book: Book, *, standing: Standing, about: tuple[str, ...]) -> Table:
    """The sheet; as many columns as the season has tranches and sources, first what is due, then what was paid."""
    places = [(seq, source.id) for seq in sorted({tranche.seq for project in book.projects.values() for tranche in project.tranches})
              for source in book.sources]
    names = {source.id: words.term(source.title) for source in book.sources}
    paid = payments(book)
    columns = (Column(_("街道"), "text", 9), Column(_("类别"), "text", 11), Column(_("项目编号"), "text", 15), Column(_("项目名称"), "text", 22),
               Column(_("承接组织"), "text", 18), Column(_("协议金额"), "fen", 12),
               *(Column(_("第%(seq)s期应拨 %(source)s", seq=seq, source=names[source_id]), "fen", 11) for seq, source_id in places),
               *(Column(_("第%(seq)s期已拨 %(source)s", seq=seq, source=names[source_id]), "fen", 11) for seq, source_id in places),
               Column(_("已拨合计"), "fen", 12), Column(_("在组织手中"), "fen", 11), Column(_("已退回"), "fen", 11), Column(_("状态"), "text", 9))
    rows = list(_rows(book, places=places, paid=paid, standing=standing))
    ours = [sum(row[number] for row in rows if isinstance(row[number], int)) for number in range(FIXED, FIXED + 2 * len(places))]  # type: ignore[misc]
    last = FIXED + 2 * len(places)
    totals = {5: sum(share.signed_fen for project in book.projects.values() for share in project.shares), **dict(enumerate(ours, start=FIXED)),
              **{last + number: sum(standing.of(*stages, source_id=None, project_id=key) for key in book.projects)
                 for number, stages in enumerate((REACHED, ("held",), ("returned",)))}}
    return Table(_("2 项目拨付明细"), _("项目拨付明细"), about, columns, rows, totals, 4)


def payments(book: Book) -> dict[int, dict[Place, int]]:
    """What the entries say was paid, less what came back: project, tranche and source → fen."""
    found: dict[int, dict[Place, int]] = {key: {} for key in book.projects}
    for entry in book.entries:
        for source_id, fen in paid_by(entry, accounts=book.accounts).items():
            of, place = found[entry.project_id or 0], (entry.tranche or 0, source_id)
            of[place] = of.get(place, 0) + fen
    return found


def _rows(book: Book, *, places: list[Place], paid: dict[int, dict[Place, int]], standing: Standing) -> Iterator[list[Value]]:
    first, last = letter(FIXED + len(places)), letter(FIXED + 2 * len(places) - 1)
    for project in book.projects.values():
        due = {(tranche.seq, leg.source_id): leg.due_fen for tranche in project.tranches for leg in tranche.legs if leg.state != "cancelled"}
        yield [project.street, words.term(project.category), project.display, project.title, project.organisation, project.amount_fen,
               *(due.get(place, 0) for place in places), *(paid[project.id].get(place, 0) for place in places),
               Live(f"=SUM({first}{{row}}:{last}{{row}})"), *_left(project, standing=standing), words.state_title("proposal", project.state)]


def _left(project: Project, *, standing: Standing) -> tuple[int, int]:
    return (standing.of("held", source_id=None, project_id=project.id), standing.of("returned", source_id=None, project_id=project.id))
