"""Letters about panels. As a panel's chair is written to whoever decides on the proposal, not whoever holds a chair's post in its street."""
from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import letters
from ...accounts.posts import holders
from ...directory.models import Area
from ..models import Panel, Review
from .planning import decider


@letters.people_for("panel_chair", "review")
@letters.people_for("panel_chair", "proposal")
def chairs(session: Session, case: letters.Case) -> set[int]:
    """The chair of the panel that a review belongs to; of a proposal's, the one of its latest round; where they stepped aside, who decides instead."""
    rows = session.execute(select(Review.round, Review.panel_id, Review.judge_id, Review.state).where(Review.proposal_id == case.root.id)).all()
    latest = max((row.round for row in rows), default=0)
    last = next((row.panel_id for row in rows if row.round == latest), None)
    panel = session.get(Panel, case.subject.panel_id if isinstance(case.subject, Review) else last)
    recused = {row.judge_id for row in rows if row.state == "recused" and row.round == latest}
    found = decider(panel, recused=recused) if panel is not None else None
    return {found} if found is not None else set()


def tell(session: Session, panel: Panel, *, template: str, people: Collection[int], at: int, name: str = "", following: str = "") -> None:
    """Write to these people about a panel's seats, within the unit of work that changes them."""
    facts = {"workflow": "panel", "title": session.get_one(Area, panel.street_id).name, "number": "", "name": name, "following": following}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    letters.put([letters.Letter(each, None, template, text, f"panel:{panel.id}:{template}:{at}:{each}") for each in sorted(people)], at=at)


def leads(session: Session, panel: Panel) -> set[int]:
    """Who puts a panel together: the street's leads and the support organisation's."""
    return holders(session, kinds=("street_lead",), street_id=panel.street_id) | holders(session, kinds=("support_lead",))
