"""The clock's part at the receiving desk: leads are told by the engine when an idea is overdue; what stays so goes to the bureau, once a day."""
from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import timers
from workflow.calendar import DAY_US
from workflow.tables import tick as ticks

from .. import letters
from ..clock import start_of, today
from ..seasons.models import Phase
from ..seasons.rules import calendar
from ..storage import db, unit_of_work
from ..tick import each_round
from .clocks import PATIENCE_WORKDAYS, late_before
from .queries import queueing

JOB = "undecided ideas"


@each_round
def report_undecided(at: int) -> int:
    """Once a day: what leads have known for three working days and is still undecided goes to the bureau, one notice a street.

    An idea is reported once: each day tells of those whose patience ended since the last one, however long the clock stood still."""
    slot = start_of(today(at)) // DAY_US
    if db.session.scalar(select(ticks.c.slot).where(ticks.c.job == JOB, ticks.c.slot == slot)) is not None:
        return 0
    with unit_of_work() as session:
        last = session.scalar(select(func.max(ticks.c.at_us)).where(ticks.c.job == JOB, ticks.c.slot < slot))
        if not timers.first_in_slot(session, job=JOB, slot=slot, at=at):
            return 0
        seasons = session.scalars(select(Phase.season_id).where(Phase.name == "collection", Phase.state != "planned").order_by(Phase.season_id)).all()
        return sum(_report(session, season_id=season_id, last=last, at=at) for season_id in seasons)


def _report(session: Session, *, season_id: int, last: int | None, at: int) -> int:
    days = calendar(session, season_id)
    until = late_before(days, workdays=PATIENCE_WORKDAYS, at=at)
    after = late_before(days, workdays=PATIENCE_WORKDAYS, at=last) if last is not None else 0
    rows = queueing.long_undecided(session, season_id=season_id, after=after, until=until)
    letters.promise(session, [{"instance": row.first, "role": "bureau", "template": "screening_late", "facts": {"street": row.name, "count": row.count}}
                              for row in rows], at=at)
    return sum(row.count for row in rows)
