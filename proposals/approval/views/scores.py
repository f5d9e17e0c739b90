"""The list with scores as a file: CSV as it is read, or a workbook."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from flask import Response, abort, request, stream_with_context
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, csv_lines, sheets, shell, words
from ...gate import open_to
from ...sheets import Column, Page
from ...sheets.looks import Value
from ...words.ranking import DECISIONS, METHODS
from ..queries import ranking, scores
from .blueprint import room

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@room.get("/scores.<any(csv, xlsx):form>")
@open_to("chair", "bureau")
def scores_file(form: str) -> Response:
    """The chair's list with scores (the bureau's: of a season or of a panel) as a file; what is not complete stays sealed."""
    scope, panels = _asked()
    lines = _worded(scores.lines(scope.season_id, panels=panels))
    name = f"scores-{scope.year}.{form}"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "private, no-store"}
    if form == "csv":
        return Response(stream_with_context(_csv(lines)), content_type="text/csv; charset=utf-8", headers=headers)
    page = Page(_("评分清单"), [scope.season, _("%(name)s 于 %(when)s 导出", name=current_user.name, when=shell.moment(clock.now()))], _columns(), list(lines), ())
    return Response(sheets.write_long(page, made=clock.local(clock.now())), content_type=XLSX, headers=headers)


def _asked() -> tuple[ranking.Scope, list[int] | None]:
    """Whose panel or season the address names, of those this person may see; else 404."""
    known = ranking.scopes(None if "bureau" in current_user.posts else current_user.id)
    panel, year = request.args.get("panel", type=int), request.args.get("year", type=int)
    found = [one for one in known if panel in (None, one.panel_id) and year in (None, one.year)] or abort(404)
    season = [one.panel_id for one in found if one.season_id == found[0].season_id]
    return found[0], None if panel is None and "bureau" in current_user.posts else season


def _columns() -> list[Column]:
    return [Column(_("编号"), "text", 16), Column(_("名称"), "text", 40), Column(_("街道"), "text", 14), Column(_("服务人群"), "text", 14),
            Column(_("实施单位"), "text", 28), Column(_("金额（元）"), "fen", 14), Column(_("状态"), "text", 14), Column(_("轮次"), "whole", 8),
            Column(_("已收评分"), "whole", 10), Column(_("应收评分"), "whole", 10), Column(_("平均分"), "fen", 10), Column(_("中位数"), "fen", 10),
            Column(_("分差"), "fen", 10), Column(_("偏离的评分"), "whole", 12), Column(_("计分办法"), "text", 24), Column(_("得分"), "fen", 10),
            Column(_("决定"), "text", 12)]


def _worded(lines: Iterator[scores.Line]) -> Iterator[list[Value]]:
    """Groups of people, states, methods and decisions by their names, each looked up once."""
    said: dict[tuple[int, str], str] = {}
    for line in lines:
        cells = list(line)
        for place, name in NAMES.items():
            code = cells[place]
            if code and (place, code) not in said:
                said[place, code] = str(name(code))
            cells[place] = said[place, code] if code else code
        yield cells


NAMES: dict[int, Callable[[str], object]] = {3: words.term, 6: lambda code: words.state_title("proposal", code), 14: METHODS.__getitem__,
                                             16: DECISIONS.__getitem__}
"""What puts a column, by its place, into words."""


def _csv(lines: Iterator[list[Value]]) -> Iterator[str]:
    """Hundredths become points and fen yuan, with two decimals."""
    columns = _columns()
    exact = [place for place, column in enumerate(columns) if column.kind == "fen"]
    return csv_lines.lines((column.title for column in columns), (_decimal(line, places=exact) for line in lines))


def _decimal(line: list[Value], *, places: list[int]) -> list[Value]:
    for place in places:
        value = line[place]
        line[place] = Decimal(value).scaleb(-2) if isinstance(value, int) else value
    return line
