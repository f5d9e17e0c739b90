"""Appeals against decisions."""
from __future__ import annotations

from typing import Any

from workflow import Actor, Step

from ...machine import engine
from ...storage import act, db


@act
def lodge_appeal(proposal_id: int, *, grounds: str, by: Actor, at: int, seq: int | None) -> Step:
    """Appeal against a decision, once and within the season's days. Writes ``appeal`` with its grounds, and opens the appeal."""
    return engine.fire(db.session, proposal_id, "appeal", by, at=at, data={"grounds": grounds}, note=grounds, expect=seq)


def appeal_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``appeal`` as the general page of moves asks for it."""
    return lodge_appeal(case_id, grounds=str(data["grounds"]), by=by, at=at, seq=seq)
