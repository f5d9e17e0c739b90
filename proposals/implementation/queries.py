"""What the implementation pages ask: projects of an organisation, how far one has come, its activities, visits and changes."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload, lazyload

from workflow.tables import instance

from ..accounts.models import Session
from ..approval.models import Agreement
from ..collection.models import Proposal
from ..optimisation.models import Plan
from ..paging import Page, page_of
from ..storage import db, made_once
from .models import Activity, Amendment, Visit

UNDER_WAY = ("signed", "implementing", "suspended", "terminating", "reporting", "correcting", "assessing", "announcing")
ENDED = ("closed", "terminated", "failed")
EVERYWHERE = frozenset({"support", "support_lead", "foundation", "foundation_lead", "treasury", "treasury_lead", "bureau", "auditor"})
LONGEST = 50


@dataclass(frozen=True)
class Progress:
    """How far a project has come: activities held and planned, person-times (人次) and minutes so far, reports that came late, the last day."""

    held: int
    planned: int
    beneficiary_times: int
    beneficiaries_planned: int
    volunteer_times: int
    service_minutes: int
    late: int
    last_on: date | None


def may_see(person: Session, *, proposal: Proposal) -> bool:
    """Who reads a project's file: its implementer, its street's staff, the support organisation, the sources, the bureau."""
    if person.posts & EVERYWHERE:
        return True
    return any(post.kind == "organisation" and post.organisation_id == proposal.organisation_id
               or post.kind in ("street", "street_lead") and post.street_id == proposal.street_id for post in person.held)


def carries_out(person: Session, *, proposal: Proposal) -> bool:
    """Whether somebody acts for the organisation that carries the project out."""
    return proposal.organisation_id in organisations_of(person)


def organisations_of(person: Session) -> tuple[int, ...]:
    """The organisations that somebody acts for."""
    return tuple(post.organisation_id for post in person.held if post.kind == "organisation" and post.organisation_id is not None)


def projects(organisation_ids: Collection[int] | None, *, streets: Collection[int] | None, after: int | None, before: int | None) -> Page[Any]:
    """Projects from their signing on, the newest first: of these organisations, or (None) of these streets or the district."""
    asked = select(Proposal).where(Proposal.state.in_(UNDER_WAY + ENDED)).options(joinedload(Proposal.organisation))
    if organisation_ids is not None:
        asked = asked.where(Proposal.organisation_id.in_(organisation_ids))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return page_of(asked, Proposal.id, after=after, before=before)


def progress_of(proposal_ids: Sequence[int]) -> dict[int, Progress]:
    """How far several projects have come; two statements."""
    sums = select(Activity.proposal_id, func.count(), func.sum(Activity.beneficiary_times), func.sum(Activity.volunteer_times),
                  func.sum(Activity.service_minutes), func.sum(Activity.late), func.max(Activity.held_on))
    sums = sums.where(Activity.proposal_id.in_(proposal_ids)).group_by(Activity.proposal_id)
    held = {row[0]: row for row in db.session.execute(sums)}
    latest = select(Plan.proposal_id, func.max(Plan.version).label("version")).where(Plan.proposal_id.in_(proposal_ids)).group_by(Plan.proposal_id).subquery()
    plans = (select(Plan.proposal_id, Plan.activities_planned, Plan.beneficiaries_planned)
             .join(latest, (Plan.proposal_id == latest.c.proposal_id) & (Plan.version == latest.c.version)))
    planned = {row.proposal_id: row for row in db.session.execute(plans)}
    return {key: _progress(held.get(key), plan=planned.get(key)) for key in proposal_ids}


def _progress(row: Row[Any] | None, *, plan: Row[Any] | None) -> Progress:
    count, beneficiaries, volunteers, minutes, late = (int(value or 0) for value in row[1:6]) if row is not None else (0, 0, 0, 0, 0)
    return Progress(count, plan.activities_planned if plan is not None else 0, beneficiaries, plan.beneficiaries_planned if plan is not None else 0,
                    volunteers, minutes, late, row[6] if row is not None else None)


def activities(proposal_id: int, *, after: int | None, before: int | None) -> Page[Any]:
    """A project's activities, the last recorded first."""
    return page_of(select(Activity).where(Activity.proposal_id == proposal_id), Activity.serial, after=after, before=before)


def last_place(proposal_id: int) -> str:
    """Where the last activity was held; empty before the first."""
    return db.session.scalars(select(Activity.place).where(Activity.proposal_id == proposal_id).order_by(Activity.serial.desc()).limit(1)).first() or ""


def visits(proposal_id: int) -> list[Visit]:
    """A project's visits, the newest first; fifty at most."""
    return list(db.session.scalars(select(Visit).where(Visit.proposal_id == proposal_id).order_by(Visit.serial.desc()).limit(LONGEST)))


def amendments(proposal_id: int) -> list[Amendment]:
    """The changes asked for in a project, the newest first; fifty at most."""
    return list(db.session.scalars(select(Amendment).where(Amendment.proposal_id == proposal_id).order_by(Amendment.serial.desc()).limit(LONGEST)))


def versions(proposal_id: int) -> list[Agreement]:
    """Every version of a project's agreement, the newest first."""
    return list(db.session.scalars(select(Agreement).where(Agreement.proposal_id == proposal_id).options(lazyload(Agreement.signatures))
                                   .order_by(Agreement.version.desc())))


def waiting_projects(organisation_ids: Collection[int], *, states: Collection[str]) -> list[Row[Any]]:
    """An organisation's projects in these states, the longest waiting first: id, title, state, entered_us, ends_on."""
    return list(db.session.execute(
        select(Proposal.id, Proposal.title, Proposal.state, instance.c.entered_us, Proposal.ends_on).join(instance, instance.c.id == Proposal.id)
        .where(Proposal.organisation_id.in_(organisation_ids), Proposal.state.in_(states)).order_by(instance.c.entered_us, Proposal.id).limit(LONGEST)))


def waiting_visits(states: Collection[str], *, organisation_ids: Collection[int] | None) -> list[Row[Any]]:
    """Visits in these states, of these organisations or (None) all: id, proposal_id, title, state, planned_on, entered_us."""
    asked = (select(Visit.id, Visit.proposal_id, Proposal.title, Visit.state, Visit.planned_on, instance.c.entered_us)
             .join(Proposal, Proposal.id == Visit.proposal_id).join(instance, instance.c.id == Visit.id).where(Visit.state.in_(states)))
    if organisation_ids is not None:
        asked = asked.where(Proposal.organisation_id.in_(organisation_ids))
    return list(db.session.execute(asked.order_by(instance.c.entered_us, Visit.id).limit(LONGEST)))


def waiting_amendments(streets: Collection[int] | None) -> list[Row[Any]]:
    """Changes to be decided in these streets or (None) in the district: id, proposal_id, title, kind, entered_us."""
    return list(db.session.execute(_requested(streets)))


@made_once
def _requested(streets: Collection[int] | None) -> Select[Any]:
    asked = (select(Amendment.id, Amendment.proposal_id, Proposal.title, Amendment.kind, instance.c.entered_us)
             .join(Proposal, Proposal.id == Amendment.proposal_id).join(instance, instance.c.id == Amendment.id).where(Amendment.state == "requested"))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return asked.order_by(instance.c.entered_us, Amendment.id).limit(LONGEST)
