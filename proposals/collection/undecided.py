"""The clock's part at the receiving desk: the lead is told by the engine when an idea is overdue; when it stays so, the bureau, once a day."""
from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import SYSTEM, timers
from workflow.calendar import DAY_US
from workflow.tables import tick as ticks

from .. import letters
from ..clock import start_of, today
from ..machine import engine
from ..seasons.models import Phase
from ..seasons.rules import calendar
from ..storage import db, unit_of_work
from ..tick import each_round
from .clocks import late_before
from .queries import queueing

JOB = "undecided ideas"
PATIENCE_WORKDAYS = 3
"""How long after the lead was told the bureau is."""


@each_round
def report_undecided(at: int) -> int:
    """Once a day: what leads were told of and is still undecided goes to the bureau, one notice a street; the history counts it. Returns how many."""
    slot = start_of(today(at)) // DAY_US
    if db.session.scalar(select(ticks.c.slot).where(ticks.c.job == JOB, ticks.c.slot == slot)) is not None:
        return 0
    with unit_of_work() as session:
        if not timers.first_in_slot(session, job=JOB, slot=slot, at=at):
            return 0
        seasons = session.scalars(select(Phase.season_id).where(Phase.name == "collection", Phase.state != "planned").order_by(Phase.season_id)).all()
        return sum(_report(session, season_id=season_id, at=at) for season_id in seasons)


def _report(session: Session, *, season_id: int, at: int) -> int:
    before = late_before(calendar(session, season_id), workdays=PATIENCE_WORKDAYS, at=at)
    rows = queueing.long_undecided(session, season_id=season_id, before=before)
    if not rows:
        return 0
    done = engine.fire_many(session, [row.id for row in rows], "overdue_check", SYSTEM, at=at, key=f"undecided-{season_id}-{start_of(today(at)) // DAY_US}")
    letters.promise(session, _notices([row for row in rows if row.id in set(done.moved)]), at=at)
    return len(done.moved)


def _notices(rows: list[Any]) -> list[dict[str, Any]]:
    counts = Counter(row.street_id for row in rows)
    first = {row.street_id: row for row in reversed(rows)}
    return [{"instance": row.id, "role": "bureau", "template": "screening_late", "facts": {"street": row.name, "count": counts[street_id]}}
            for street_id, row in sorted(first.items())]
