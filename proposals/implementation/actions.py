"""What people do while a project runs: start it, record activities, plan and make visits; asking for changes is in ``asking``."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from workflow import Actor, Step

from ..accounts.posts import posts_of
from ..clock import today
from ..collection.models import Proposal
from ..errors import Refusal
from ..gate import person_id
from ..machine import engine
from ..storage import act, db
from .asking import ask, ask_change
from .models import Activity, Visit
from .rights import must_be_implementer

__all__ = ["Held", "ask", "ask_change", "plan_visit", "record_activities", "record_activity", "record_visit", "rectify", "start", "start_by_form"]
RUNNING = ("implementing",)
VISITED = ("signed", "implementing", "suspended", "reporting", "correcting")
SUPPORT = ("support", "support_lead")
REPORT_DAYS = 7
"""An activity is reported within so many days (domain.md E3); later ones are taken, and marked late."""


@dataclass(frozen=True, slots=True)
class Held:
    """One activity as it is reported: day, topic, place, person-times of beneficiaries and volunteers, minutes of voluntary service."""

    held_on: date
    topic: str
    place: str
    beneficiary_times: int
    volunteer_times: int
    service_minutes: int
    note: str


@act
def start(proposal_id: int, *, start_on: date, by: Actor, at: int) -> Step:
    """The implementer begins on a day; the end stays the plan's, and a start after it is refused (``start-after-end``). Writes ``start``."""
    return _begin(proposal_id, start_on=start_on, by=by, at=at, note="", seq=None)


@act
def start_by_form(proposal_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """The same from the moves page: ``data["start_on"]`` is the day."""
    return _begin(proposal_id, start_on=date.fromisoformat(str(data["start_on"])), by=by, at=at, note=note, seq=seq)


def _begin(proposal_id: int, *, start_on: date, by: Actor, at: int, note: str, seq: int | None) -> Step:
    project = db.session.get_one(Proposal, proposal_id)
    if project.ends_on is None or start_on >= project.ends_on:
        raise Refusal("start-after-end", begins=start_on.isoformat(), ends=project.ends_on.isoformat() if project.ends_on else "—")
    project.starts_on = start_on
    return engine.fire(db.session, proposal_id, "start", by, at=at, data={"start_on": start_on.isoformat()}, note=note, expect=seq)


@act
def record_activity(proposal_id: int, *, held: Held, by: Actor, at: int) -> int:
    """The implementer records one activity; returns its serial number. Person-times are turns, never persons.

    Refused for others (``activity-not-yours``), unless the project runs (``project-not-running``), before its start or in the future
    (``activity-day-impossible``).
    """
    project = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    must_be_implementer(by, project=project)
    _must_be_possible(held, project=project, at=at)
    return _add(project, held=[held], by=by, at=at)


@act
def record_activities(proposal_id: int, *, held: Sequence[Held], by: Actor, at: int) -> int:
    """Record many activities of one project at once (import, replay), in one statement; returns the last serial number. Refusals as for one."""
    project = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    must_be_implementer(by, project=project)
    for one in held:
        _must_be_possible(one, project=project, at=at)
    return _add(project, held=held, by=by, at=at)


def _add(project: Proposal, *, held: Sequence[Held], by: Actor, at: int) -> int:
    last = int(db.session.execute(select(func.coalesce(func.max(Activity.serial), 0)).where(Activity.proposal_id == project.id)).scalar_one())
    common = {"season_id": project.season_id, "proposal_id": project.id, "by_id": person_id(by), "at_us": at}
    rows = [{**common, "serial": last + number, "held_on": one.held_on, "topic": one.topic, "place": one.place, "beneficiary_times": one.beneficiary_times,
             "volunteer_times": one.volunteer_times, "service_minutes": one.service_minutes, "note": one.note,
             "late": int((today(at) - one.held_on).days > REPORT_DAYS)} for number, one in enumerate(held, start=1)]
    if rows:
        db.session.connection().execute(insert(Activity), rows)
    return last + len(rows)


def _must_be_possible(held: Held, *, project: Proposal, at: int) -> None:
    if project.state not in RUNNING or project.starts_on is None:
        raise Refusal("project-not-running")
    if not project.starts_on <= held.held_on <= today(at):
        raise Refusal("activity-day-impossible", day=held.held_on.isoformat(), first=project.starts_on.isoformat(), last=today(at).isoformat())


@act
def plan_visit(proposal_id: int, *, planned_on: date, by: Actor, at: int) -> int:
    """The support organisation plans a visit to a project; returns the visit's case. Refused for others and for projects that do not run."""
    project = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    if not any(post.kind in SUPPORT for post in posts_of(db.session(), actor=by)):
        raise Refusal("visit-not-yours")
    if project.state not in VISITED:
        raise Refusal("project-not-running")
    serial = int(db.session.execute(select(func.count()).where(Visit.proposal_id == proposal_id)).scalar_one()) + 1
    case_id = engine.start(db.session, "visit", season_id=project.season_id, actor=by, at=at, parent=proposal_id)
    db.session.add(Visit(id=case_id, season_id=project.season_id, state="planned", proposal_id=proposal_id, serial=serial,
                         planned_on=planned_on, by_id=person_id(by)))
    return case_id


@act
def record_visit(visit_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """Record a visit: ``record`` (nothing found) or ``record_findings``; ``data``: ``report`` and ``findings`` (texts)."""
    visit = db.session.get_one(Visit, visit_id)
    visit.report = str(data.get("report") or "") or None
    visit.findings = str(data.get("findings") or "") or None
    return engine.fire(db.session, visit_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def rectify(visit_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """Confirm that what a visit found was put right; ``data["evidence"]`` says how. Writes ``rectify``."""
    db.session.get_one(Visit, visit_id).rectification = str(data.get("evidence") or "") or None
    return engine.fire(db.session, visit_id, name, by, at=at, data=data, note=note, expect=seq)
