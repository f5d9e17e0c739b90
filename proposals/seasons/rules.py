"""What the engine asks of a season: its windows, working days, deadlines and versions; and how its phases open and close."""
from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workflow import SYSTEM, Context, Problem, WorkingDays
from workflow.definitions import ALL
from workflow.tables import instance

from ..machine import effect, engine, guard, registry
from .models import CalendarDay, CalendarYear, DeadlineLength, DefinitionPin, Phase
from .remembered import remembered

NOT_OPEN = {"collection": Problem.of("collection-not-open"), "optimisation": Problem.of("optimisation-not-open"), "approval": Problem.of("approval-not-open"),
            "implementation": Problem.of("implementation-not-open"), "closeout": Problem.of("closeout-not-open")}

SEASON, WORKFLOW = bindparam("season"), bindparam("workflow")
PHASE_STATE = select(Phase.state).where(Phase.season_id == SEASON, Phase.name == bindparam("phase"))
YEARS = select(CalendarYear.year).where(CalendarYear.season_id == SEASON)
EXCEPTIONS = select(CalendarDay.day, CalendarDay.working).where(CalendarDay.season_id == SEASON)
LENGTH = select(DeadlineLength.days).where(DeadlineLength.season_id == SEASON, DeadlineLength.workflow == WORKFLOW,
                                           DeadlineLength.state == bindparam("state"))
PIN = select(DefinitionPin.digest).where(DefinitionPin.season_id == SEASON, DefinitionPin.workflow == WORKFLOW)
# Made once: the engine asks them at every move.


def window(session: Session, season_id: int, phase: str, at: int) -> Problem | None:
    """Whether a season's phase is open: the phase's own state says so, whatever its dates (they open and close it on time)."""
    state = remembered(session, ("window", season_id, phase), lambda: session.scalar(PHASE_STATE, {"season": season_id, "phase": phase}))
    return None if state == "open" else NOT_OPEN[phase]


def calendar(session: Session, season_id: int) -> WorkingDays:
    """A season's working days: Monday to Friday of its known years, with the exceptions entered for it. Two statements per transaction."""
    return remembered(session, ("calendar", season_id), lambda: _calendar(session, season_id=season_id))


def _calendar(session: Session, *, season_id: int) -> WorkingDays:
    days: dict[date, bool] = {}
    for year in session.scalars(YEARS, {"season": season_id}):
        days |= _plain_year(year)
    return WorkingDays(days | {day: bool(working) for day, working in session.execute(EXCEPTIONS, {"season": season_id})})


@cache
def _plain_year(year: int) -> dict[date, bool]:
    """Every day of a year, as if there were no holidays."""
    days, day = {}, date(year, 1, 1)
    while day.year == year:
        days[day] = day.weekday() < 5
        day += timedelta(days=1)
    return days


def days(session: Session, season_id: int, workflow: str, state: str) -> int | None:
    """The season's own length of a deadline, in days of the definition's basis; None for the definition's own."""
    asked = {"season": season_id, "workflow": workflow, "state": state}
    return remembered(session, ("days", season_id, workflow, state), lambda: session.scalar(LENGTH, asked))


def pin(session: Session, season_id: int, workflow: str) -> str | None:
    """The digest of the definition that a season is held to."""
    return remembered(session, ("pin", season_id, workflow), lambda: session.scalar(PIN, {"season": season_id, "workflow": workflow}))


registry.window, registry.calendar, registry.days, registry.pin = window, calendar, days, pin
registry.subject("phase", Phase)


@guard
def previous_phase_ready(ctx: Context) -> Problem | None:
    """A phase opens only when the one before it is at least open: the way of an idea has no gap."""
    query = select(Phase.state).where(Phase.season_id == ctx.subject.season_id, Phase.position == ctx.subject.position - 1)
    return Problem.of("previous-phase-planned") if ctx.session.scalar(query) == "planned" else None


@guard
def definitions_pinned(ctx: Context) -> Problem | None:
    """A season knows by which version of every machine it runs before anybody moves in it."""
    pinned = set(ctx.session.scalars(select(DefinitionPin.workflow).where(DefinitionPin.season_id == ctx.subject.season_id)))
    missing = {workflow.name for workflow in ALL} - pinned
    return Problem.of("definitions-not-pinned", missing=", ".join(sorted(missing))) if missing else None


@guard
def later_than_planned(ctx: Context) -> Problem | None:
    """A new closing time (``until``, UTC microseconds) lies in the future and after the one published before."""
    until = ctx.data.get("until")
    if until is None:
        return None
    return None if until > max(ctx.at, ctx.subject.closes_us) else Problem.of("closing-not-later")


@effect
def move_closing(ctx: Context) -> None:
    """Publish the new closing time; the engine counts the deadline again."""
    ctx.facts["closes_us"] = ctx.data["until"]


@effect
def sweep_phase(ctx: Context) -> None:
    """Make the moves that are due when a phase closes, for every case still in such a state; who may not is left, and waits for people.

    Each swept case gets a step of its own by the system, with the key of this closing.
    """
    for move, ids in sweeps(ctx.session, season_id=ctx.subject.season_id, phase=ctx.subject.name):
        ctx.engine.fire_many(ctx.session, ids, move, SYSTEM, at=ctx.at, key=f"close-{ctx.step_id}-{move}")


def sweeps(session: Session, *, season_id: int, phase: str) -> list[tuple[str, list[int]]]:
    """(move, ids of the cases) for each sweep of a phase, by the definitions this season is held to."""
    wanted: dict[str, list[int]] = {}
    for workflow, state, move in _declared(session, season_id=season_id, phase=phase):
        here = instance.c.workflow == workflow, instance.c.season_id == season_id, instance.c.state == state
        wanted.setdefault(move, []).extend(session.scalars(select(instance.c.id).where(*here).order_by(instance.c.id)))
    return list(wanted.items())


def _declared(session: Session, *, season_id: int, phase: str) -> list[tuple[str, str, str]]:
    """(workflow, state, move) swept when this phase closes."""
    pins = session.execute(select(DefinitionPin.workflow, DefinitionPin.digest).where(DefinitionPin.season_id == season_id).order_by(DefinitionPin.id)).all()
    definitions = [(name, engine.definition(session, digest=digest)) for name, digest in pins]
    return [(name, state, move) for name, definition in definitions for when, state, move in definition.sweeps if when == phase]
