"""Drives a signed project through its work by the acts themselves."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Proposal
from proposals.implementation import actions
from proposals.implementation.actions import Held
from proposals.implementation.models import Visit
from proposals.machine import engine
from proposals.optimisation.models import Plan
from proposals.storage import db, unit_of_work
from tests.drive import funding
from tests.drive.approval import holder
from tests.remembered import remembered


def project(proposal_id: int) -> Proposal:
    """The project as it is now."""
    return db.session.get_one(Proposal, proposal_id, populate_existing=True)


@remembered
def implementing(proposal_id: int, *, at: int) -> None:
    """The first tranche is paid, and the implementer starts today."""
    funding.paid(proposal_id, seq=1, at=at)
    actions.start(proposal_id, start_on=clock.today(at), by=holder("organisation", proposal=project(proposal_id)), at=at)


def active(proposal_id: int, *, number: int, at: int) -> None:
    """So many activities, one a day from the first on; ``at`` must lie after them."""
    found = project(proposal_id)
    held = [Held(found.starts_on + timedelta(days=n), "种花课", "老爷庙社区活动室", 30, 4, 90, "") for n in range(number)]
    actions.record_activities(proposal_id, held=held, by=holder("organisation", proposal=found), at=at)


def visited(proposal_id: int, *, at: int) -> int:
    """A visit that finds nothing; returns its case."""
    by = holder("support", proposal=project(proposal_id))
    visit_id = actions.plan_visit(proposal_id, planned_on=clock.today(at), by=by, at=at)
    actions.record_visit(visit_id, name="record", by=by, at=at, data={"report": "活动正常，账目清楚。"}, note="", seq=None)
    return visit_id


def reporting(proposal_id: int, *, at: int) -> None:
    """All planned activities are held, and the implementer says that the work is done."""
    planned = db.session.scalars(select(Plan.activities_planned).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(1)).one()
    later = at + planned * funding.DAY
    active(proposal_id, number=planned, at=later)
    with unit_of_work():
        engine.fire(db.session, proposal_id, "finish", holder("organisation", proposal=project(proposal_id)), at=later)


def visits_of(proposal_id: int) -> list[Visit]:
    """The project's visits."""
    return list(db.session.scalars(select(Visit).where(Visit.proposal_id == proposal_id).order_by(Visit.serial)))
