"""Handing an idea on: who answers, by when, under which number; one statement a series, however many are handed on together."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Insert, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow.calendar import reminder_of

from ...seasons import rules as seasons
from ...seasons.models import Season
from .models import Referral, ReferralEntry, SeasonSerial

REPLY_WORKDAYS = 10
WHISTLE_WORKDAYS = 2
"""How long a unit has to answer (domain.md E3); a season may set its own under ``referral`` and the kind, or ``whistle``."""
REMIND_DAYS = 2
BETWEEN_UNITS = re.compile(r"[、；;，,\n]+")


@dataclass(frozen=True)
class Matter:
    """What is handed on to whom. ``matter`` is empty for the whole idea; ``days`` are working days, None for the season's own length."""

    proposal_id: int
    season_id: int
    kind: str
    unit: str
    matter: str = ""
    days: int | None = None
    urgent: bool = False
    case_number: str = ""


def units(written: str) -> list[str]:
    """The units named in one line, apart by commas; each once."""
    return list(dict.fromkeys(each.strip()[:80] for each in BETWEEN_UNITS.split(written) if each.strip()))


def hand_over(session: Session, matters: Sequence[Matter], *, by_id: int | None, at: int) -> list[Referral]:
    """Enter these referrals with their numbers, their dates and the first line of their logs."""
    if not matters:
        return []
    numbers = {key: _numbers(session, season_id=key[0], series=key[1], count=count)
               for key, count in Counter((each.season_id, series_of(each.kind)) for each in matters).items()}
    rows = [_row(session, each, number=next(numbers[each.season_id, series_of(each.kind)]), at=at) for each in matters]
    session.execute(insert(Referral), rows)
    asked = select(Referral).where(Referral.season_id.in_({row["season_id"] for row in rows}), Referral.number.in_([row["number"] for row in rows]))
    made = list(session.scalars(asked.order_by(Referral.id)))
    session.execute(insert(ReferralEntry), [{"referral_id": each.id, "kind": "handed", "by_id": by_id, "words": each.handling_unit, "due_us": each.due_us,
                                             "at_us": at} for each in made])
    return made


def series_of(kind: str) -> str:
    """Micro-wishes are numbered apart from everything else that is handed on."""
    return "W" if kind == "wish" else "T"


def _numbers(session: Session, *, season_id: int, series: str, count: int) -> Iterator[str]:
    connection = session.connection()
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(SeasonSerial).values(season_id=season_id, series=series, last=count)
    counted: Insert = row.on_conflict_do_update(index_elements=["season_id", "series"], set_={"last": SeasonSerial.last + count})
    last = int(connection.execute(counted.returning(SeasonSerial.last)).scalar_one())
    year = session.scalar(select(Season.year).where(Season.id == season_id))
    return iter([f"{series}{year}-{serial:04d}" for serial in range(last - count + 1, last + 1)])


def _row(session: Session, matter: Matter, *, number: str, at: int) -> dict[str, Any]:
    due = due_after(session, season_id=matter.season_id, kind=matter.kind, urgent=matter.urgent, days=matter.days, at=at)
    return {"proposal_id": matter.proposal_id, "season_id": matter.season_id, "number": number, "kind": matter.kind, "matter": matter.matter[:60],
            "handling_unit": matter.unit, "case_number": matter.case_number, "urgent": int(matter.urgent), "handed_us": at, "due_us": due,
            **first_look(due, at=at)}


def workdays(session: Session, *, season_id: int, kind: str, urgent: bool) -> int:
    """How many working days a unit has in this season."""
    usual = WHISTLE_WORKDAYS if urgent else REPLY_WORKDAYS
    return seasons.days(session, season_id, "referral", "whistle" if urgent else kind) or usual


def due_after(session: Session, *, season_id: int, kind: str, urgent: bool, days: int | None, at: int) -> int:
    """When the answer is due, UTC microseconds, by the season's calendar."""
    length = days or workdays(session, season_id=season_id, kind=kind, urgent=urgent)
    due: int = seasons.calendar(session, season_id).after(at, length, "workday")[0]
    return due


def first_look(due: int, *, at: int) -> dict[str, int]:
    """When the clock looks at it first: two days before it is due, or on the day where that is over already."""
    remind = reminder_of(due, days=REMIND_DAYS)
    return {"chased": 0, "next_us": remind} if remind > at else {"chased": 1, "next_us": due}
