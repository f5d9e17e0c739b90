"""What the bureau does with seasons: open one, set it up, open and close its phases, enter the holidays of a year."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from workflow import Actor, Refused, Step, versions
from workflow.definitions import ALL
from workflow.tables import instance, timer

from .. import clock
from ..errors import Refusal
from ..machine import engine
from ..storage import act, db
from . import workdays
from .defaults import CATEGORIES, CRITERIA, PARTIES, TRANCHES, Span
from .models import CalendarDay, CalendarYear, Category, Criterion, DefinitionPin, Party, Phase, Season, TranchePreset, drawn
from .resting import hindrance, hold_rubric


@dataclass(frozen=True, slots=True)
class Setting:
    """One of a season's settings, by the name of its column."""

    name: str
    value: int | str


@act
def open_season(year: int, *, title: str, spans: Sequence[Span], demonstration: bool, by: Actor, at: int) -> int:
    """Create a season with its phases, rubric, categories, parties, tranche presets, calendar and the versions of all machines it will run by.

    Its phases are planned; they open on their day or by hand. Returns its id. Refused: ``season-exists``.
    """
    if db.session.scalar(select(Season.id).where(Season.year == year)) is not None:
        raise Refusal("season-exists", year=year)
    ordinal = (db.session.scalar(select(func.max(Season.ordinal))) or 0) + 1
    season = Season(year=year, ordinal=ordinal, title=title, demonstration=int(demonstration), lot_seed=str(year) if demonstration else drawn())
    db.session.add(season)
    db.session.flush()
    _furnish(season.id)
    _pin(season.id, at=at)
    for each in sorted({day.year for span in spans for day in (span.first, span.last)} | {max(span.last for span in spans).year + 1}):
        if each in workdays.years():
            _enter_year(season.id, year=each)
    for position, span in enumerate(spans, 1):
        _add_phase(season.id, position=position, span=span, by=by, at=at)
    return season.id


def _furnish(season_id: int) -> None:
    """Everything that is tuned per season, as it usually is."""
    db.session.add_all(Category(season_id=season_id, code=code, title=title, position=place) for place, (code, title) in enumerate(CATEGORIES, 1))
    db.session.add_all(Criterion(season_id=season_id, code=code, title=title, weight=weight, position=place, anchors="\n".join(anchors))
                       for place, (code, title, weight, anchors) in enumerate(CRITERIA, 1))
    db.session.add_all(Party(season_id=season_id, code=code, title=title, position=place) for place, (code, title) in enumerate(PARTIES, 1))
    db.session.add_all(TranchePreset(season_id=season_id, tier=tier, upto_fen=upto, seq=seq, share=share, condition=condition)
                       for tier, upto, parts in TRANCHES for seq, (share, condition) in enumerate(parts, 1))
    db.session.flush()


def _pin(season_id: int, *, at: int) -> None:
    """Hold the season to the machines as they are today: it ends by the rules with which it began."""
    for workflow in ALL:
        versions.store(db.session(), workflow=workflow, at=at)
        db.session.add(DefinitionPin(season_id=season_id, workflow=workflow.name, digest=workflow.digest))
    db.session.flush()


def _add_phase(season_id: int, *, position: int, span: Span, by: Actor, at: int) -> None:
    """A planned phase with its timers; it closes at the end of its last day."""
    phase_id = engine.start(db.session(), "phase", season_id=season_id, actor=by, at=at)
    db.session.add(Phase(id=phase_id, season_id=season_id, state="planned", name=span.name, position=position,
                         opens_us=clock.start_of(span.first), closes_us=clock.end_of(span.last)))
    engine.rearm(db.session(), instance_id=phase_id, at=at)


@act
def open_phase(season_id: int, *, name: str, by: Actor, at: int) -> Step:
    """Open a phase by hand, before or after its day. Refused: ``previous-phase-planned``, ``definitions-not-pinned``."""
    phase_id = db.session.scalars(select(Phase.id).where(Phase.season_id == season_id, Phase.name == name)).one()
    return engine.fire(db.session(), phase_id, "open", by, at=at)


@act
def move_phase(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """Move a phase; ``until`` comes as a day and means the end of that day."""
    if isinstance(data.get("until"), str):
        data = data | {"until": clock.end_of(date.fromisoformat(data["until"]))}
    return engine.fire(db.session(), case_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def replan_phase(phase_id: int, *, span: Span, by: Actor, at: int) -> None:
    """Change the days of a phase that has not begun. Refused: ``phase-has-begun``, ``phase-days-reversed``."""
    phase = db.session.get_one(Phase, phase_id, populate_existing=True)
    if phase.state != "planned":
        raise Refusal("phase-has-begun")
    if span.last < span.first:
        raise Refusal("phase-days-reversed")
    phase.opens_us, phase.closes_us = clock.start_of(span.first), clock.end_of(span.last)
    engine.rearm(db.session(), instance_id=phase_id, at=at)


@act
def set_up(season_id: int, *, settings: Collection[Setting], by: Actor) -> None:
    """Change a season's title, call and numbers. Refused: ``setting-out-of-range``, and what rests by now (``result-rule-fixed``)."""
    season = db.session.get_one(Season, season_id, populate_existing=True)
    changes = [setting for setting in settings if setting.value != getattr(season, setting.name)]
    _check_rest(season_id, names={setting.name for setting in changes})
    for setting in changes:
        low, high = RANGES.get(setting.name, (None, None))
        if isinstance(setting.value, int) and low is not None and high is not None and not low <= setting.value <= high:
            raise Refusal("setting-out-of-range", low=low, high=high)
        setattr(season, setting.name, setting.value)


def _check_rest(season_id: int, *, names: Collection[str]) -> None:
    """Refuse a change of what rests; while it is asked nobody seals a score."""
    if not names:
        return
    hold_rubric(db.session(), season_id=season_id)
    problem = hindrance(db.session(), season_id=season_id, names=names)
    if problem:
        raise Refused((problem,))


# What a season's numbers may be: ideas and projects in pieces, lines in points, days in working days, percent.
RANGES = {"ideas_per_person": (1, 100), "paper_days": (0, 60), "pass_line": (0, 100), "reviews_needed": (1, 15), "appeal_days": (1, 60),
          "acknowledge_days": (1, 30), "answer_days": (1, 30),
          "activity_percent": (0, 100), "evaluation_line": (0, 100), "projects_per_organisation": (1, 50), "management_percent": (0, 100),
          "personnel_percent": (0, 100), "notice_percent": (0, 100)}


@act
def load_year(season_id: int, *, year: int, by: Actor, at: int) -> int:
    """Enter a year's published holidays for a season and count its provisional deadlines again; returns how many those were.

    Refused: ``year-not-published`` when this program brings no file for the year yet.
    """
    if year not in workdays.years():
        raise Refusal("year-not-published", year=year)
    _enter_year(season_id, year=year)
    return _recount(season_id, only_provisional=True, at=at)


def _enter_year(season_id: int, *, year: int) -> None:
    """Put one year's file in place of what was entered for that year."""
    within = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    db.session.execute(delete(CalendarDay).where(CalendarDay.season_id == season_id, within))
    db.session.add_all(CalendarDay(season_id=season_id, day=day, working=int(works), title=title) for day, works, title in workdays.exceptions(year))
    if db.session.scalar(select(CalendarYear.id).where(CalendarYear.season_id == season_id, CalendarYear.year == year)) is None:
        db.session.add(CalendarYear(season_id=season_id, year=year))
    db.session.flush()


@act
def set_day(season_id: int, *, day: date, working: bool, title: str, by: Actor, at: int) -> int:
    """Enter one day that is off, or worked, by a later notice, and count the season's waiting deadlines again; returns how many."""
    found = db.session.scalars(select(CalendarDay).where(CalendarDay.season_id == season_id, CalendarDay.day == day)).one_or_none()
    row = found or CalendarDay(season_id=season_id, day=day)
    row.working, row.title = int(working), title
    db.session.add(row)
    db.session.flush()
    return _recount(season_id, only_provisional=False, at=at)


def _recount(season_id: int, *, only_provisional: bool, at: int) -> int:
    """Count the season's waiting deadlines again, case by case."""
    query = (select(timer.c.instance_id).join(instance, instance.c.id == timer.c.instance_id).distinct()
             .where(instance.c.season_id == season_id, timer.c.done_us.is_(None), timer.c.kind == "deadline").order_by(timer.c.instance_id))
    ids = list(db.session.scalars(query.where(timer.c.provisional) if only_provisional else query))
    for instance_id in ids:
        engine.rearm(db.session(), instance_id=instance_id, at=at)
    return len(ids)
