"""Live meetings of a panel: what is to be presented, in which order, and what waits for a lot."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...collection.models import Proposal
from ...directory.models import Area
from ...storage import db
from ..models import Panel, PanelMember, Review, SpeakingLot, SpeakingPlace

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal before the panel that has no place in the order yet."""

    id: int
    number: str
    title: str
    round: int


def before(panel_id: int) -> list[Waiting]:
    """The proposals that this panel is reviewing and that no lot was drawn for in this round, by number; 200 at most."""
    latest = (select(Review.proposal_id, func.max(Review.round).label("round")).where(Review.panel_id == panel_id, Review.round > 0)
              .group_by(Review.proposal_id).subquery())
    placed = select(SpeakingPlace.id).where(SpeakingPlace.proposal_id == Proposal.id, SpeakingPlace.round == latest.c.round).exists()
    query = (select(Proposal.id, Proposal.number, Proposal.title, latest.c.round).join(latest, latest.c.proposal_id == Proposal.id)
             .where(Proposal.state == "reviewing", ~placed).order_by(Proposal.number).limit(LONGEST))
    return [Waiting(row.id, row.number or "", row.title, row.round) for row in db.session.execute(query)]


def order(panel_id: int) -> Sequence[SpeakingPlace]:
    """All places of this panel's lots, drawing by drawing; 200 at most."""
    about = joinedload(SpeakingPlace.proposal)
    query = (select(SpeakingPlace).join(SpeakingLot).where(SpeakingLot.panel_id == panel_id).order_by(SpeakingLot.id, SpeakingPlace.place)
             .limit(LONGEST)
             .options(joinedload(SpeakingPlace.lot).joinedload(SpeakingLot.by), about.joinedload(Proposal.organisation), about.joinedload(Proposal.season),
                      about.joinedload(Proposal.community)))
    return db.session.scalars(query).all()


def streets_before(panel_id: int) -> set[int]:
    """The streets whose proposals lie before this panel."""
    query = select(Proposal.street_id).join(Review, Review.proposal_id == Proposal.id).where(Review.panel_id == panel_id, Review.round > 0).distinct()
    return {each for each in db.session.scalars(query) if each is not None}


def meeting_panels(*, person_id: int, street_ids: frozenset[int] | None) -> list[tuple[int, str, int]]:
    """Panels with proposals under review whose meeting this person may see – by a seat, or by the street (None: every one): id, streets, how many."""
    query = (select(Review.panel_id, Area.name, func.count(Proposal.id.distinct())).join(Proposal, Proposal.id == Review.proposal_id)
             .join(Area, Area.id == Proposal.street_id).where(Proposal.state == "reviewing", Review.round > 0)
             .group_by(Review.panel_id, Area.name, Area.code).order_by(Area.code))
    if street_ids is not None:
        seats = select(PanelMember.panel_id).where(PanelMember.person_id == person_id)
        query = query.where(Proposal.street_id.in_(street_ids) | Review.panel_id.in_(seats))
    found: dict[int, tuple[list[str], int]] = {}
    for panel_id, street, count in db.session.execute(query):
        names, sum_ = found.get(panel_id, ([], 0))
        found[panel_id] = ([*names, street], sum_ + count)
    return [(panel_id, "、".join(names), count) for panel_id, (names, count) in found.items()]


def panel_of(panel_id: int) -> Panel | None:
    """A panel with its members."""
    return db.session.get(Panel, panel_id)
