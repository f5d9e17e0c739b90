"""What a case's history says."""
from __future__ import annotations

from sqlalchemy import select

from proposals.collection.models import Proposal
from proposals.storage import db
from workflow.tables import step


def afresh() -> None:
    """Forget what this test has read: other sessions have written since."""
    db.session.rollback()


def state_of(case_id: int) -> str:
    """Where a project stands now."""
    afresh()
    return db.session.get_one(Proposal, case_id).state


def names_of(case_id: int) -> list[str]:
    """The names of its steps, in order."""
    afresh()
    return list(db.session.execute(select(step.c.name).where(step.c.instance_id == case_id).order_by(step.c.seq)).scalars())
