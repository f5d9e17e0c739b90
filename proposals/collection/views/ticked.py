"""The ticked rows of a staff list: ideas of streets the person works on, and nothing else."""
from __future__ import annotations

from flask import request
from flask_login import current_user

from ...storage import db
from .. import queries
from ..models import Proposal

AT_ONCE = 500


def ticked() -> list[int]:
    """The ticked ideas of this person's streets, or all that the page showed; 500 at most."""
    rows = request.form.getlist("shown") if request.form.get("whole") == "1" else request.form.getlist("ids")
    asked = [int(each) for each in rows if each.isdecimal() and len(each) < 17][:AT_ONCE]
    streets = queries.streets_of(current_user)
    found = db.session.execute(db.select(Proposal.id, Proposal.street_id).where(Proposal.id.in_(asked)).order_by(Proposal.id))
    return [row.id for row in found if streets is None or row.street_id in streets]


def titles(ids: list[int]) -> dict[int, str]:
    """What these ideas are called."""
    return {row.id: row.title for row in db.session.execute(db.select(Proposal.id, Proposal.title).where(Proposal.id.in_(ids)).order_by(Proposal.id))}
