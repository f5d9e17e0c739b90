"""What the desk asks: for which season paper is printed and taken, what it entered last, and whose phone it knows."""
from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased, joinedload

from ...accounts.models import Person
from ...directory.models import Area
from ...seasons.models import Season
from ...storage import db
from ..models import Proposal
from ..rules.paper import BY_HAND, Collection, collections

LAST = 5
NAMES = 3
OPEN_FIRST = ("open", "closed", "planned")


ENTERED = (select(Proposal).where(Proposal.assisted_by_id == bindparam("person"), Proposal.channel.in_(BY_HAND), Proposal.submitted_us.is_not(None))
           .options(joinedload(Proposal.street), joinedload(Proposal.season)).order_by(Proposal.id.desc()).limit(LAST))


def printed_for(on: date) -> tuple[Season, Collection] | None:
    """The season whose papers are printed on this day: one that collects, that still takes paper, or that is to begin. One statement."""
    return _season([each for each in collections(db.session(), season_id=None) if each.state != "closed" or on <= each.paper_until])


def entered_for(on: date) -> tuple[Season, Collection] | None:
    """The season into which the desk enters paper on this day: one that collects, or has ended so few days ago that paper is still taken. One statement."""
    found = collections(db.session(), season_id=None)
    return _season([each for each in found if each.state == "open" or each.state == "closed" and on <= each.paper_until])


def _season(found: list[Collection]) -> tuple[Season, Collection] | None:
    """The first that is open, else the first of the others; they come with the newest season first."""
    if not found:
        return None
    chosen = min(found, key=lambda each: OPEN_FIRST.index(each.state))
    return chosen.season, chosen


def entered_last(person_id: int) -> list[Proposal]:
    """The last five ideas that this person took down from paper, the newest first; one statement."""
    return list(db.session.scalars(ENTERED, {"person": person_id}))


def known_names(phone: str, *, streets: tuple[int, ...] | None, person_id: int) -> list[str]:
    """The names under which this phone proposed before, the latest first: only what the asker may read anyhow, which is ideas of their
    streets (None: of the district) and those they took down themselves. One statement."""
    theirs = Person.phone == phone, Proposal.contact_name != "", Proposal.submitted_us.is_not(None)
    asked = select(Proposal.contact_name).join(Person, Person.id == Proposal.proposer_id).where(*theirs)
    if streets is not None:
        asked = asked.where(or_(Proposal.street_id.in_(streets), Proposal.assisted_by_id == person_id))
    return list(dict.fromkeys(db.session.scalars(asked.order_by(Proposal.id.desc()).limit(20))))[:NAMES]


def places(street_id: int | None) -> list[tuple[Area, Area]]:
    """(community, its street) of one street, or (None) of the district, in the order of their codes; one statement."""
    street = aliased(Area)
    asked = select(Area, street).join(street, street.id == Area.parent_id).order_by(street.code, Area.code)
    return [(row[0], row[1]) for row in db.session.execute(asked if street_id is None else asked.where(street.id == street_id))]


def place(community_id: int) -> tuple[Area, Area] | None:
    """A community and its street."""
    street = aliased(Area)
    row = db.session.execute(select(Area, street).join(street, street.id == Area.parent_id).where(Area.id == community_id)).one_or_none()
    return (row[0], row[1]) if row else None
