"""What the outside may ask about the program's health: nothing about anybody."""
from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from workflow.tables import tick, timer

from ... import clock
from ...gate import PUBLIC, open_to
from ...storage import db
from .blueprint import room


@room.route("/healthz")
@open_to(PUBLIC)
def health() -> ResponseReturnValue:
    """For the operator's monitor: the database answers; when the clock last did its periodic work; how long the oldest due deadline waits (seconds)."""
    at = clock.now()
    last = db.session.scalar(select(func.max(tick.c.at_us)))
    oldest = db.session.scalar(select(func.min(timer.c.next_us)).where(timer.c.done_us.is_(None)))
    overdue = max(0, at - oldest) // clock.SECOND if oldest is not None else 0
    return jsonify(ok=True, last_tick_us=last, oldest_overdue_seconds=overdue)
