"""The first page, for everyone."""
from __future__ import annotations

from flask import render_template

from ...gate import PUBLIC, open_to
from .blueprint import room


@room.get("/")
@open_to(PUBLIC)
def home() -> str:
    """Everyone's first page: how far the season has come."""
    return render_template("public/start.html")
