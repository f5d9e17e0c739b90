"""The time, and the clock that calls the engine's tick. Truth is in rows (deadlines, outbox); a clock only wakes them."""
from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Flask

from .late import late

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

background = late("apscheduler.schedulers.background")
SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = 1_000_000
TICK_SECONDS = 20


def now() -> int:
    """This moment in UTC microseconds."""
    return time.time_ns() // 1000


def local(us: int) -> datetime:
    """A moment as people here read it: Asia/Shanghai."""
    seconds, micros = divmod(us, SECOND)
    return datetime.fromtimestamp(seconds, SHANGHAI) + timedelta(microseconds=micros)


def today(us: int) -> date:
    """The calendar day of a moment in Asia/Shanghai."""
    return local(us).date()


def start_of(day: date) -> int:
    """The first microsecond of a day in Asia/Shanghai."""
    return int(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp()) * SECOND


def end_of(day: date) -> int:
    """The last second of a day, 23:59:59 Asia/Shanghai: every deadline ends there."""
    return start_of(day + timedelta(days=1)) - SECOND


def start(app: Flask, job: Callable[[int], object]) -> BackgroundScheduler:
    """Call ``job(now)`` every 20 seconds in this process; late runs coalesce, and the rows decide what is due."""

    def tick() -> None:
        with app.app_context():
            job(now())

    scheduler: BackgroundScheduler = background().BackgroundScheduler(timezone=SHANGHAI)
    scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    return scheduler
