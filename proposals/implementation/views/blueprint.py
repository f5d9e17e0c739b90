"""The room's blueprint, and the one question before each of its pages: may this person see this project?"""
from __future__ import annotations

from flask import Blueprint, abort
from flask_login import current_user

from ...collection.models import Proposal
from ...storage import db
from .. import queries

room = Blueprint("implementation", __name__)
READERS = ("organisation", "street", "street_lead", "support", "support_lead", "foundation", "foundation_lead", "treasury", "treasury_lead",
           "bureau", "auditor")


def project_or_404(proposal_id: int) -> Proposal:
    """A project from its signing on, for those who may read its file; 404 for everybody else."""
    found = db.session.get(Proposal, proposal_id)
    if found is None or found.state not in queries.UNDER_WAY + queries.ENDED or not queries.may_see(current_user, proposal=found):
        abort(404)
    return found


def own_project_or_404(proposal_id: int) -> Proposal:
    """A project that the signed-in person's organisation carries out; 404 for everybody else."""
    found = project_or_404(proposal_id)
    return found if queries.carries_out(current_user, proposal=found) else abort(404)
