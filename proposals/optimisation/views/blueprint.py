"""The room's blueprint, and the look-up that lets only those in who work on this very idea."""
from __future__ import annotations

from flask import Blueprint, abort
from flask_login import current_user

from ...accounts.models import Session
from ...collection import queries
from ...collection.models import CoProposer, Proposal
from ...masking import sees_names
from ...storage import db

room = Blueprint("optimisation", __name__)
STAFF = ("street", "street_lead", "support", "support_lead")


def worked_on(proposal_id: int) -> tuple[Proposal, int]:
    """An idea and its step number for staff of its street and support; 404 for others."""
    found = queries.idea(proposal_id)
    if found is None or found[0].number is None or not is_staff(current_user, proposal=found[0]):
        abort(404)
    return found


def planned_by(proposal_id: int) -> tuple[Proposal, int]:
    """An idea for those who may write its plan: staff, its proposers, its implementer; 404 for others."""
    found = queries.idea(proposal_id)
    if found is None or found[0].number is None or not may_plan(current_user, proposal=found[0]):
        abort(404)
    return found


SHOWN_TO_ALL = ("planned", "reviewing", "waitlisted", "publicised", "appealing", "signing", "signed", "implementing", "suspended", "terminating", "terminated",
                "reporting", "correcting", "assessing", "announcing", "closed", "failed")
"""From when on the plan is public: it is what the panel scores."""


def is_staff(person: Session, *, proposal: Proposal) -> bool:
    """Whether somebody is staff for this idea."""
    return bool(person.posts & set(STAFF)) and sees_names(person, proposal=proposal)


def may_plan(person: Session, *, proposal: Proposal) -> bool:
    """Whether somebody may write this idea's plan."""
    if is_staff(person, proposal=proposal) or person.id == proposal.proposer_id:
        return True
    if any(post.kind == "organisation" and post.organisation_id == proposal.organisation_id for post in person.held):
        return True
    joined = db.select(CoProposer.id).where(CoProposer.proposal_id == proposal.id, CoProposer.person_id == person.id)
    return db.session.scalar(joined.limit(1)) is not None
