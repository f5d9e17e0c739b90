"""A list that is taken away as it is shown: CSV that leaves as it is made, or a sheet that adds up."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response, abort, stream_with_context

from ... import clock
from ...late import late
from ...sheets import Column, Value
from .. import exports
from ..exports.lists import rows_csv

single = late("proposals.funding.exports.workbook.single")


def answer(form: str, *, columns: Sequence[Column], rows: Iterable[Sequence[Value]], title: str, above: Sequence[str], file: str) -> Response:
    """The rows as ``csv`` or ``xlsx`` (404 for other forms) under a file name; in the sheet every column of money is added up, with our own sum beside it."""
    named = {"Content-Disposition": f"attachment; filename={file}.{form}"}
    if form == "csv":
        return Response(stream_with_context(rows_csv(columns, rows)), content_type="text/csv; charset=utf-8", headers=named)
    if form != "xlsx":
        abort(404)
    whole = list(rows)
    totals = {place: sum(_whole(row[place]) for row in whole) for place, column in enumerate(columns) if column.kind == "fen"}
    made = clock.local(clock.now()).replace(tzinfo=None)
    return Response(single().rows_xlsx(columns, whole, title=title, above=above, totals=totals, made=made), content_type=exports.XLSX, headers=named)


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
