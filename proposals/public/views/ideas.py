"""The list of ideas and the page of one idea."""
from __future__ import annotations

from flask import render_template, url_for

from ... import moves
from ...gate import PUBLIC, open_to
from .blueprint import room


@room.get("/ideas/")
@open_to(PUBLIC)
def ideas() -> str:
    """Everyone's list of the ideas."""
    return render_template("public/start.html")


@room.get("/ideas/<int:proposal_id>")
@open_to(PUBLIC)
def idea(proposal_id: int) -> str:
    """The page of one idea."""
    return render_template("public/start.html")


moves.address("proposal", lambda case_id: url_for("public.idea", proposal_id=case_id))
