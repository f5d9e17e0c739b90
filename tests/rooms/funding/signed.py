"""A project of 4,460.00 yuan that five parties have signed, driven there by the approval room's acts."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Notice
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.drive import approval
from tests.remembered import remembered
from tests.rooms.approval.planned import actor, planned


@remembered
def signed(serial: int, *, at: int) -> int:
    """Signed some days after ``at``; the plan runs from then for half a year."""
    case = planned(serial, at=at)
    with unit_of_work():
        proposal = db.session.get_one(Proposal, case)
        proposal.starts_on, proposal.ends_on = clock.today(at), clock.today(at) + timedelta(days=180)
    approval.reviewing(case, at=at, by=actor("周敏"))
    approval.publicised(case, at=at)
    until = db.session.scalars(select(Notice.until_us).where(Notice.proposal_id == case)).one()
    approval.signing(case, at=until + 1)
    approval.signed(case, at=until + 2)
    return case
