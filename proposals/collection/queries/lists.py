"""Lists for staff and the look-ups of single ideas; keyset pages, fixed statements."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import aliased, defer, joinedload

from workflow.definitions import PROPOSAL
from workflow.tables import instance

from ...directory.models import Area
from ...paging import Page, lines_of
from ...seasons.models import Season
from ...storage import db, made_once
from ..models import Photo, Proposal, Referral, Resemblance, number_shown

LIVE = tuple(state.name for state in PROPOSAL.states if state.name not in PROPOSAL.ends and state.name != "draft")
BESIDE = (joinedload(Proposal.street), joinedload(Proposal.community), joinedload(Proposal.category), joinedload(Proposal.season),
          joinedload(Proposal.proposer))
OWN = bindparam("idea")
IDEA = (select(Proposal, instance.c.seq).join(instance, instance.c.id == Proposal.id).where(Proposal.id == OWN)
        .options(*BESIDE, joinedload(Proposal.assisted_by)))
BY_RECEIPT = select(Proposal).where(or_(Proposal.receipt == bindparam("code"), Proposal.number == bindparam("code"))).options(*BESIDE)
PHOTOS = select(Photo).where(Photo.proposal_id == OWN).options(defer(Photo.content)).order_by(Photo.id)
RESEMBLANCES = (select(Resemblance).where(Resemblance.proposal_id == OWN).options(joinedload(Resemblance.other).joinedload(Proposal.proposer))
                .order_by(Resemblance.id).limit(20))
REPLIES = select(Referral).where(Referral.proposal_id == OWN).order_by(Referral.id).limit(20)
STREET, COMMUNITY = aliased(Area, name="street"), aliased(Area, name="community")
SENT = (Proposal.state != "draft") & Proposal.submitted_us.is_not(None)
LINES = (select(Proposal.id, Proposal.title, Proposal.state, Proposal.contact_name, Proposal.receipt, Proposal.serial, Season.year,
                STREET.short_name.label("street"), COMMUNITY.name.label("community"))
         .join(Season, Season.id == Proposal.season_id).outerjoin(STREET, STREET.id == Proposal.street_id)
         .outerjoin(COMMUNITY, COMMUNITY.id == Proposal.community_id).where(SENT))
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


class Line(NamedTuple):
    """An idea in the staff's list; ``number`` as people read it, before there is one the receipt code."""

    id: int
    number: str
    title: str
    community: str
    contact_name: str
    state: str


def staff_list(filters: Filters, *, after: int | None, before: int | None) -> Page[Line]:
    """One page of the sent ideas, the newest first; one statement."""
    page = lines_of(searched(LINES, filters=filters), Proposal.id, after=after, before=before, given={})
    return Page([_line(*row) for row in page.rows], page.before, page.after)


def _line(number: int, title: str, state: str, name: str, receipt: str, serial: int | None, year: int, street: str | None, community: str | None) -> Line:
    return Line(number, receipt if serial is None or street is None else number_shown(year, street, serial), title, community or "", name, state)


@made_once
def searched(query: Select[Any], *, filters: Filters) -> Select[Any]:
    """What a list asks, narrowed to the ideas that were asked for."""
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
    found = db.session.execute(IDEA, {"idea": proposal_id}).one_or_none()
    return (found[0], found[1]) if found else None


def by_receipt(code: str) -> Proposal | None:
    """The idea with this receipt code or number."""
    return db.session.scalars(BY_RECEIPT, {"code": code.upper()}).first()


def photos(proposal_id: int) -> list[Photo]:
    """An idea's pictures without their content; one statement."""
    return list(db.session.scalars(PHOTOS, {"idea": proposal_id}))


def resemblances(proposal_id: int) -> list[Resemblance]:
    """The ideas with the same words, and what was found; one statement."""
    return list(db.session.scalars(RESEMBLANCES, {"idea": proposal_id}))


def replies(proposal_id: int) -> list[Referral]:
    """Whom an idea was handed to, by when they answer, and what they answered; one statement."""
    return list(db.session.scalars(REPLIES, {"idea": proposal_id}))
