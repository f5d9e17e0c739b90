"""What the season pages ask."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from workflow import SYSTEM, Batch, Workflow
from workflow.tables import instance, timer

from .. import clock
from ..machine import engine
from ..storage import db
from . import rules, workdays
from .models import CalendarDay, CalendarYear, Criterion, Phase, Season


def seasons() -> list[Season]:
    """All seasons with their phases, the newest first; there is one a year."""
    return list(db.session.scalars(select(Season).options(selectinload(Season.phases)).order_by(Season.year.desc())))


def season_with_phases(season_id: int) -> Season | None:
    """One season with its phases."""
    return db.session.scalars(select(Season).where(Season.id == season_id).options(selectinload(Season.phases))).one_or_none()


def rubric(season_id: int) -> list[Criterion]:
    """The season's criteria in their order."""
    return list(db.session.scalars(select(Criterion).where(Criterion.season_id == season_id, Criterion.street_id.is_(None)).order_by(Criterion.position)))


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one sweep of a closing phase would do."""

    move: str
    batch: Batch


def closing_preview(phase: Phase, *, at: int) -> list[Sweep]:
    """What closing this phase now would do to the cases that are still in it; nothing is written."""
    session = db.session()
    return [Sweep(move, engine.fire_many(session, ids, move, SYSTEM, at=at, dry_run=True))
            for move, ids in rules.sweeps(session, season_id=phase.season_id, phase=phase.name)]


def states_of(season_id: int, *, workflow: str) -> dict[str, int]:
    """How many cases of one machine stand in each state, in one statement."""
    query = select(instance.c.state, func.count()).where(instance.c.workflow == workflow, instance.c.season_id == season_id)
    return {state: number for state, number in db.session.execute(query.group_by(instance.c.state))}


def definition_of(season_id: int, *, workflow: str) -> Workflow:
    """The definition a season runs on."""
    digest = rules.pin(db.session(), season_id, workflow)
    return engine.definition(db.session(), digest=digest) if digest else engine.current[workflow]


def calendar_days(season_id: int) -> list[CalendarDay]:
    """The season's exceptions from Monday to Friday, in order."""
    return list(db.session.scalars(select(CalendarDay).where(CalendarDay.season_id == season_id).order_by(CalendarDay.day)))


@dataclass(frozen=True, slots=True)
class Years:
    """Which years of a season have their holidays entered, which are missing, and which of those this program brings."""

    entered: list[int]
    missing: list[int]
    loadable: list[int]
    provisional: int
    """Deadlines waiting now that were counted without holidays."""


def years_of(season: Season) -> Years:
    """The years from the season's first day to its last, by whether their holidays are known; the phases must be loaded."""
    entered = sorted(db.session.scalars(select(CalendarYear.year).where(CalendarYear.season_id == season.id)))
    first, last = (min(clock.today(phase.opens_us).year for phase in season.phases), max(clock.today(phase.closes_us).year for phase in season.phases))
    missing = [year for year in range(first, last + 1) if year not in entered]
    waiting = (select(func.count()).select_from(timer).join(instance, instance.c.id == timer.c.instance_id)
               .where(instance.c.season_id == season.id, timer.c.done_us.is_(None), timer.c.kind == "deadline", timer.c.provisional))
    return Years(entered, missing, [year for year in missing if year in workdays.years()], db.session.scalar(waiting) or 0)
