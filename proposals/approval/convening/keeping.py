"""What the pool and the panels keep about a person: for their copy, and to be forgotten. Who judged what stays, by nobody's name."""
from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ...accounts.personal import forgets, tells
from ..models import Avoidance, Expert, PanelChange


@tells("expert")
def told(session: Session, person_id: int) -> dict[str, Any]:
    """What the pool knows of somebody, and their avoid-list, ended lines too."""
    found = session.scalars(select(Expert).where(Expert.person_id == person_id)).one_or_none()
    lines = session.scalars(select(Avoidance).where(Avoidance.judge_id == person_id).order_by(Avoidance.id))
    about = {"side": found.side, "field": found.field, "employer": found.employer} if found else {}
    return about | {"avoids": [{"name": line.organisation.name if line.organisation else line.street.name if line.street else line.name,
                                "reason": line.reason, "ended": line.ended_us is not None} for line in lines]}


@forgets
def forget(session: Session, person_id: int) -> None:
    """Whoever is forgotten leaves the pool with their avoid-list, and the reasons they gave for declining go; that they declined stays."""
    session.execute(delete(Expert).where(Expert.person_id == person_id))
    session.execute(delete(Avoidance).where(Avoidance.judge_id == person_id))
    session.execute(update(PanelChange).where(PanelChange.person_id == person_id, PanelChange.what == "declined").values(reason=""))
