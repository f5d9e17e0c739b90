"""Downloads of a season's books, in every format that the command line writes."""
from __future__ import annotations

from flask import Response, abort, stream_with_context
from sqlalchemy import select

from ... import clock
from ...gate import open_to
from ...seasons.models import Season
from ...storage import db
from .. import exports
from .blueprint import OVERSEERS, room


@room.route("/money/seasons/<int:year>/ledger/<form>")
@open_to(*OVERSEERS)
def download(year: int, form: str) -> Response:
    """The sources, the support organisation, the bureau and the auditor: a season's books as a file, streamed."""
    season_id = db.session.scalar(select(Season.id).where(Season.year == year)) or abort(404)
    wanted = exports.FORMATS.get(form) or abort(404)
    pieces = exports.export(db.session(), season_id=season_id, form=form, at=clock.now())
    named = {"Content-Disposition": f"attachment; filename=golden-idea-{year}-ledger.{wanted.suffix}"}
    return Response(stream_with_context(pieces), content_type=wanted.kind, headers=named)
