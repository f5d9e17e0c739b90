"""The room's blueprint, and how a season is found."""
from __future__ import annotations

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _l

from ... import shell
from .. import queries
from ..models import Season

room = Blueprint("seasons", __name__, url_prefix="/seasons")
shell.navigate("seasons.overview", _l("届次"), shown=shell.holds("bureau"))


def found(season_id: int) -> Season:
    """The season with its phases, or 404."""
    return queries.season_with_phases(season_id) or abort(404)
