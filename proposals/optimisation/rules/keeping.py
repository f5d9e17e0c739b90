"""What this room holds of a person's own words, and how it forgets them."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...accounts.personal import forgets, tells
from ...collection.mine.keeping import GONE
from ..models import PlanOpinion


@tells("plan_opinions")
def opinions_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """What they said to plans."""
    asked = select(PlanOpinion.plan_id, PlanOpinion.verdict, PlanOpinion.text, PlanOpinion.at_us)
    return [dict(row._mapping) for row in session.execute(asked.where(PlanOpinion.by_id == person_id, PlanOpinion.way == "self").order_by(PlanOpinion.id))]


@forgets
def forget_remarks(session: Session, person_id: int) -> None:
    """Their remarks go; that they agreed or remarked stays."""
    session.execute(update(PlanOpinion).where(PlanOpinion.by_id == person_id, PlanOpinion.way == "self", PlanOpinion.text != "").values(text=GONE))
