"""What a receipt proves: the entry in the history by which an idea was received."""
from __future__ import annotations

from sqlalchemy import select

from workflow.tables import step

from ...storage import db


def received(proposal_id: int) -> str:
    """The hash (64 hexadecimal signs) of the step by which an idea was sent; of its first step where it came without being sent."""
    asked = select(step.c.hash).where(step.c.instance_id == proposal_id).order_by(step.c.name != "submit", step.c.seq).limit(1)
    return str(db.session.execute(asked).scalar_one())
