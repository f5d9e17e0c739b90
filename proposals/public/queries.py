"""What the public pages ask. Each page has a fixed number of statements and of rows, whatever the season holds."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from workflow.definitions import PROPOSAL
from workflow.tables import instance, step

from ..accounts.models import Session
from ..collection.models import CoProposer, Proposal
from ..collection.queries import due_of
from ..directory.models import Area
from ..masking import sees_names
from ..paging import Page, page_of
from ..seasons.models import Category, Season
from ..storage import db

ROWS = 20
TIMELINE_ROWS = 100
PUBLIC = and_(Proposal.number.is_not(None), Proposal.state != "withdrawn")
"""Published: what staff have accepted once (nobody's unread text is published) and its author has not taken back."""

NAMES = joinedload(Proposal.street), joinedload(Proposal.community), joinedload(Proposal.category), joinedload(Proposal.season)
"""What every row of an idea shows beside itself, read with it."""
IDEA = (select(Proposal, due_of(Proposal.id)).where(Proposal.id == bindparam("idea"))
        .options(*NAMES, joinedload(Proposal.proposer), joinedload(Proposal.organisation)))
SEASONS = select(Season).order_by(Season.year.desc()).limit(10)
CATEGORIES = select(Category).where(Category.season_id == bindparam("season")).order_by(Category.position).limit(20)
STREETS = select(Area).where(Area.kind == "street").order_by(Area.id).limit(50)
MOVED = select(instance.c.id, instance.c.entered_us).where(instance.c.id.in_(bindparam("ids", expanding=True)))
STEPS = (select(step.c.name, step.c.source, step.c.target, step.c.role, step.c.at_us, step.c.payload).where(step.c.instance_id == bindparam("case"))
         .order_by(step.c.seq.desc()).limit(TIMELINE_ROWS))


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; all of it stands in the page's address."""

    words: str
    category: str
    stage: str
    street: int | None
    season: int | None


@dataclass(frozen=True)
class Choices:
    """What a visitor may choose from in the list's filters."""

    seasons: list[Season]
    categories: list[Category]
    streets: list[Area]


def choices(year: int | None) -> Choices:
    """Seasons (newest first), the categories of the chosen or newest one, and all streets: three statements."""
    seasons = list(db.session.scalars(SEASONS))
    chosen = next((season for season in seasons if season.year == year), seasons[0] if seasons else None)
    categories = db.session.scalars(CATEGORIES, {"season": chosen.id if chosen else 0})
    return Choices(seasons, list(categories), list(db.session.scalars(STREETS)))


def ideas(filters: Filters, *, after: int | None, before: int | None) -> Page[Proposal]:
    """One page of the published ideas, the newest first; one statement."""
    return page_of(_filtered(filters).options(*NAMES), Proposal.id, after=after, before=before, rows=ROWS)


def _filtered(filters: Filters) -> Select[Any]:
    query = select(Proposal).where(PUBLIC)
    if filters.season is not None:
        query = query.where(Proposal.season_id.in_(select(Season.id).where(Season.year == filters.season)))
    if filters.street is not None:
        query = query.where(Proposal.street_id == filters.street)
    if filters.category:
        query = query.where(Proposal.category_id.in_(select(Category.id).where(Category.code == filters.category)))
    if filters.stage:
        query = query.where(Proposal.state.in_([state.name for state in PROPOSAL.states if state.stage == filters.stage]))
    if filters.words:
        places = select(Area.id).where(Area.name.contains(filters.words, autoescape=True))
        query = query.where(or_(Proposal.title.contains(filters.words, autoescape=True), Proposal.number == filters.words.upper(),
                                Proposal.community_id.in_(places)))
    return query


def moved_at(ids: list[int]) -> dict[int, int]:
    """When each of these cases came into its present state (UTC microseconds); one statement."""
    if not ids:
        return {}
    return {row.id: row.entered_us for row in db.session.execute(MOVED, {"ids": ids})}


def idea(proposal_id: int, *, person: Session | None) -> tuple[Proposal, int | None] | None:
    """An idea as this person may read it – published, or their own, or of their street or office; None otherwise –, and when its present state's time
    is over (UTC microseconds). One or two statements."""
    row = db.session.execute(IDEA, {"idea": proposal_id}).one_or_none()
    if row is None:
        return None
    found, due_us = row
    if is_public(found) or (found.state != "draft" and sees_names(person, proposal=found)) or person is not None and _has_part(found, person_id=person.id):
        return found, due_us
    return None


def is_public(proposal: Proposal) -> bool:
    """The same as PUBLIC, asked of one idea."""
    return proposal.number is not None and proposal.state != "withdrawn"


def _has_part(proposal: Proposal, *, person_id: int) -> bool:
    """Whether somebody wrote this idea, entered it for its proposer, or wrote one that was merged into it."""
    if person_id in (proposal.proposer_id, proposal.assisted_by_id):
        return True
    return db.session.scalar(select(CoProposer.id).where(CoProposer.proposal_id == proposal.id, CoProposer.person_id == person_id).limit(1)) is not None


def steps(case_id: int) -> list[Row[Any]]:
    """A case's latest steps in the order they happened, at most a hundred; one statement."""
    return list(db.session.execute(STEPS, {"case": case_id}))[::-1]


def note_of(payload: str | None) -> str:
    """The written reason of a step; empty when there was none or it was erased on request."""
    return str(json.loads(payload).get("note") or "") if payload else ""
