"""Open data: what anyone may download, as CSV and JSON."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, abort, render_template, request, stream_with_context
from sqlalchemy import select

from ...csv_lines import lines
from ...gate import PUBLIC, open_to
from ...seasons.models import Season
from ...storage import db
from .. import exports
from ..asked import whole_number
from .blueprint import room

SETS: dict[str, tuple[tuple[str, ...], Any]] = {"ideas": (exports.IDEA_HEAD, exports.idea_rows), "money": (exports.MONEY_HEAD, exports.money_rows)}
SEASONS_SHOWN = 10


@room.route("/data/")
@open_to(PUBLIC)
def open_data() -> str:
    """Everyone's page of downloads: which files, which columns, under which terms."""
    seasons = list(db.session.scalars(select(Season).order_by(Season.year.desc()).limit(SEASONS_SHOWN)))
    return render_template("public/open_data.html", seasons=seasons)


@room.route("/data/<name>.csv")
@open_to(PUBLIC)
def data_csv(name: str) -> Response:
    """A data set as a spreadsheet opens it, streamed."""
    head, rows = SETS.get(name) or abort(404)
    return _download(lines(head, rows(request.args.get("season", type=whole_number))), kind="text/csv; charset=utf-8", file=f"golden-idea-{name}.csv")


@room.route("/data/<name>.json")
@open_to(PUBLIC)
def data_json(name: str) -> Response:
    """The same data set for programs, streamed."""
    head, rows = SETS.get(name) or abort(404)
    return _download(_array(head, rows(request.args.get("season", type=whole_number))), kind="application/json", file=f"golden-idea-{name}.json")


def _download(pieces: Iterator[str], *, kind: str, file: str) -> Response:
    return Response(stream_with_context(pieces), content_type=kind, headers={"Content-Disposition": f"attachment; filename={file}"})


def _array(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A JSON array of objects, one object a line."""
    names, mark = tuple(head), "[\n"
    for row in rows:
        yield mark + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"
