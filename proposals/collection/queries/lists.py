"""Lists for staff and the look-ups of single ideas; keyset pages, fixed statements."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import defer, joinedload, load_only

from workflow.definitions import PROPOSAL
from workflow.tables import instance

from ...directory.models import Area
from ...paging import Page, page_of
from ...seasons.models import Season
from ...storage import db
from ..models import Photo, Proposal, Referral, Resemblance

LIVE = tuple(state.name for state in PROPOSAL.states if state.name not in PROPOSAL.ends and state.name != "draft")
BESIDE = (joinedload(Proposal.street), joinedload(Proposal.community), joinedload(Proposal.category), joinedload(Proposal.season),
          joinedload(Proposal.proposer))
LISTED = (load_only(Proposal.title, Proposal.state, Proposal.serial, Proposal.receipt, Proposal.contact_name, raiseload=True),
          joinedload(Proposal.street).load_only(Area.short_name), joinedload(Proposal.community).load_only(Area.name),
          joinedload(Proposal.season).load_only(Season.year))
"""What a line of the list shows, and nothing more: the whole row of fifty ideas is their whole text."""


@dataclass(frozen=True)
class Filters:
    """What a staff list is asked for; all of it stands in the page's address. ``streets`` None: all of the district."""

    season_id: int | None
    streets: tuple[int, ...] | None
    state: str
    stage: str
    category_id: int | None
    words: str


def staff_list(filters: Filters, *, after: int | None, before: int | None) -> Page[Proposal]:
    """One page of the sent ideas, the newest first; one statement."""
    return page_of(searched(filters).options(*LISTED), Proposal.id, after=after, before=before)


def searched(filters: Filters) -> Select[Any]:
    """The ideas a list shows: sent ones, narrowed by what was asked."""
    query = select(Proposal).where(Proposal.state != "draft", Proposal.submitted_us.is_not(None))
    if filters.season_id is not None:
        query = query.where(Proposal.season_id == filters.season_id)
    if filters.streets is not None:
        query = query.where(Proposal.street_id.in_(filters.streets))
    if filters.state in PROPOSAL.state:
        query = query.where(Proposal.state == filters.state)
    elif filters.stage:
        query = query.where(Proposal.state.in_([state.name for state in PROPOSAL.states if state.stage == filters.stage]))
    if filters.category_id is not None:
        query = query.where(Proposal.category_id == filters.category_id)
    return query.where(_matches(filters.words)) if filters.words else query


def _matches(words: str) -> Any:
    return or_(Proposal.title.contains(words, autoescape=True), Proposal.number == words.upper(), Proposal.receipt == words.upper())


def idea(proposal_id: int) -> tuple[Proposal, int] | None:
    """An idea with all that its page shows beside it, and its step number; one statement."""
    asked = (select(Proposal, instance.c.seq).join(instance, instance.c.id == Proposal.id).where(Proposal.id == proposal_id)
             .options(*BESIDE, joinedload(Proposal.assisted_by), joinedload(Proposal.organisation), joinedload(Proposal.merged_into),
                      joinedload(Proposal.researcher)))
    found = db.session.execute(asked).unique().one_or_none()
    return (found[0], found[1]) if found else None


def by_receipt(code: str) -> Proposal | None:
    """The idea with this receipt code or number."""
    asked = select(Proposal).where(or_(Proposal.receipt == code.upper(), Proposal.number == code.upper())).options(*BESIDE)
    return db.session.scalars(asked).unique().first()


def photos(proposal_id: int) -> list[Photo]:
    """An idea's pictures without their content; one statement."""
    return list(db.session.scalars(select(Photo).where(Photo.proposal_id == proposal_id).options(defer(Photo.content)).order_by(Photo.id)))


def resemblances(proposal_id: int) -> list[Resemblance]:
    """The ideas with the same words, and what was found; one statement."""
    asked = select(Resemblance).where(Resemblance.proposal_id == proposal_id).options(joinedload(Resemblance.other).joinedload(Proposal.proposer))
    return list(db.session.scalars(asked.order_by(Resemblance.id).limit(20)))


def replies(proposal_id: int) -> list[Referral]:
    """Whom an idea was handed to, by when they answer, and what they answered; one statement."""
    return list(db.session.scalars(select(Referral).where(Referral.proposal_id == proposal_id).order_by(Referral.id).limit(20)))
