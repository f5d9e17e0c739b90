"""What the pages of panels and of the pool ask; each answer a fixed number of statements, whatever the season's size."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from workflow.tables import instance

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...paging import Page, page_of
from ...seasons.models import Season
from ...storage import db, made_once
from ..models import Avoidance, Expert, Panel, PanelChange, PanelDraw, PanelMember, PanelStreet, Review
from . import planning
from .planning import COUNTED

MOST = 200
CHANGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How one judge of a panel stands: reviews of this panel by state, and how many the season holds for them in all."""

    waiting: int
    reading: int
    done: int
    season: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One judge's review as who puts the panel together sees it: never what was given."""

    id: int
    name: str
    state: str
    aside: bool


def experts(*, side: str | None, after: int | None, before: int | None) -> Page[Expert]:
    """The pool, who was entered last first; of one side only, if asked."""
    query = select(Expert).options(joinedload(Expert.organisation))
    return page_of(query.where(Expert.side == side) if side else query, Expert.id, after=after, before=before)


def drawable() -> dict[str, int]:
    """How many experts of each side may be drawn."""
    query = select(Expert.side, func.count()).where(Expert.paused_us.is_(None)).group_by(Expert.side)
    return {side: number for side, number in db.session.execute(query)}


def organisations() -> Sequence[Row[tuple[int, str]]]:
    """Every organisation on record by name; at most 1,000."""
    return db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name).limit(1000)).all()


def avoid_list(judge_id: int) -> Sequence[Avoidance]:
    """What a judge keeps away from now; at most 200."""
    query = select(Avoidance).where(Avoidance.judge_id == judge_id, Avoidance.ended_us.is_(None)).order_by(Avoidance.id).limit(MOST)
    return db.session.scalars(query).all()


def seats_of(person_id: int) -> Sequence[Row[tuple[PanelMember, Panel, Area, Season]]]:
    """The panels somebody sits on, the newest season first; at most 200."""
    query = (select(PanelMember, Panel, Area, Season).join(Panel, Panel.id == PanelMember.panel_id).join(Area, Area.id == Panel.street_id)
             .join(Season, Season.id == Panel.season_id).where(PanelMember.person_id == person_id).order_by(Season.year.desc(), Area.code).limit(MOST))
    return db.session.execute(query).unique().all()


def draws(panel_id: int) -> Sequence[PanelDraw]:
    """Every draw of a panel, the latest first, without its long texts."""
    long = (PanelDraw.drum, PanelDraw.left_out, PanelDraw.drawn)
    query = select(PanelDraw).where(PanelDraw.panel_id == panel_id).options(joinedload(PanelDraw.by), *(defer(column) for column in long))
    return db.session.scalars(query.order_by(PanelDraw.number.desc()).limit(MOST)).all()


def draw_numbered(panel_id: int, *, number: int) -> PanelDraw | None:
    """One draw of a panel, whole."""
    query = select(PanelDraw).where(PanelDraw.panel_id == panel_id, PanelDraw.number == number).options(joinedload(PanelDraw.by))
    return db.session.scalars(query).one_or_none()


def changes(panel_id: int, *, after: int | None, before: int | None) -> Page[PanelChange]:
    """What happened to a panel, the latest first, twenty a page."""
    query = (select(PanelChange).where(PanelChange.panel_id == panel_id)
             .options(joinedload(PanelChange.person), joinedload(PanelChange.by), joinedload(PanelChange.street)))
    return page_of(query, PanelChange.id, after=after, before=before, rows=CHANGES_SHOWN)


def joined(panel_ids: Collection[int]) -> dict[int, list[Area]]:
    """The streets that these panels judge besides their own."""
    found: dict[int, list[Area]] = {}
    for one in db.session.scalars(select(PanelStreet).where(PanelStreet.panel_id.in_(panel_ids)).order_by(PanelStreet.id)):
        found.setdefault(one.panel_id, []).append(one.street)
    return found


def joint_panel(season_id: int, *, street_id: int) -> tuple[Panel, Area] | None:
    """The joint panel that judges a street, and the street that leads it."""
    query = (select(Panel, Area).join(PanelStreet, PanelStreet.panel_id == Panel.id).join(Area, Area.id == Panel.street_id)
             .where(PanelStreet.season_id == season_id, PanelStreet.street_id == street_id))
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def panel_for(season_id: int, *, street_id: int) -> Panel | None:
    """The panel before which a street's proposals come: the joint one, else its own."""
    return planning.panel_of_street(db.session(), season_id=season_id, street_id=street_id)


def standings(panel: Panel) -> dict[int, Standing]:
    """How each judge of a panel stands; two statements."""
    people = [member.person_id for member in panel.members]
    rows = db.session.execute(select(Review.judge_id, Review.state, func.count()).where(Review.panel_id == panel.id, Review.judge_id.in_(people))
                              .group_by(Review.judge_id, Review.state)).all()
    count = {(judge, state): number for judge, state, number in rows}
    season = planning.held(db.session(), season_id=panel.season_id, judges=people)
    return {each: Standing(*(count.get((each, state), 0) for state in COUNTED), season[each]) for each in people}


def before_panel(panel_id: int, *, after: int | None, before: int | None) -> Page[Proposal]:
    """The proposals under review that lie before a panel, or are read by it aside; the newest first."""
    own = select(Review.id).where(Review.proposal_id == Proposal.id, Review.panel_id == panel_id).exists()
    return page_of(select(Proposal).where(Proposal.state == "reviewing", own), Proposal.id, after=after, before=before)


def asked(proposal_ids: Collection[int], *, panel_id: int) -> dict[int, list[Asked]]:
    """Who of a panel was asked to judge these proposals in their latest round or aside, and how far they are; one statement."""
    newer = Review.__table__.alias("newer")
    latest = select(func.max(newer.c.round)).where(newer.c.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()
    rows = db.session.execute(
        select(Review.id, Review.proposal_id, Review.state, Review.round, Person.name).join(Person, Person.id == Review.judge_id)
        .where(Review.proposal_id.in_(proposal_ids), Review.panel_id == panel_id, (Review.round == latest) | (Review.round == 0)).order_by(Review.id))
    found: dict[int, list[Asked]] = {}
    for row in rows:
        found.setdefault(row.proposal_id, []).append(Asked(row.id, row.name, row.state, row.round == 0))
    return found


def to_send(panel: Panel, *, only: frozenset[int] | None) -> Sequence[Proposal]:
    """The finished plans of the streets that a panel judges (of these streets only), in the order of their cases; at most 200."""
    streets = {panel.street_id, *(street.id for street in joined([panel.id]).get(panel.id, ()))}
    wanted = streets if only is None else streets & only
    query = select(Proposal).where(Proposal.season_id == panel.season_id, Proposal.street_id.in_(wanted), Proposal.state == "planned")
    return db.session.scalars(query.order_by(Proposal.id).limit(MOST)).all()


def review_before(panel_id: int, *, review_id: int) -> Review | None:
    """A review that lies before a panel, with its proposal and judge."""
    about = (joinedload(Review.proposal), joinedload(Review.judge))
    return db.session.scalars(select(Review).where(Review.id == review_id, Review.panel_id == panel_id).options(*about)).one_or_none()


def other_panels(panel: Panel) -> Sequence[Row[tuple[int, str]]]:
    """The season's other panels: number and the name of the street that leads them."""
    query = (select(Panel.id, Area.name).join(Area, Area.id == Panel.street_id).where(Panel.season_id == panel.season_id, Panel.id != panel.id)
             .order_by(Area.code))
    return db.session.execute(query).all()


def in_stead(judge_id: int) -> list[tuple[int, str, int]]:
    """The proposals under review whose chair stepped aside and which this judge decides on: number, title, since when; one statement for most judges."""
    rows = db.session.execute(_headless(), {"judge": judge_id}).all()
    aside: dict[int, set[int]] = {}
    found = select(Review.proposal_id, Review.judge_id).where(Review.proposal_id.in_([row.proposal_id for row in rows]), Review.state == "recused")
    for proposal_id, judge in db.session.execute(found) if rows else ():
        aside.setdefault(proposal_id, set()).add(judge)
    return [(row.proposal_id, row.title, row.entered_us) for row in rows if planning.decider(row.Panel, recused=aside[row.proposal_id]) == judge_id]


@made_once
def _headless() -> Select[tuple[int, str, int, Panel]]:
    """The proposals under review whose chair stepped aside, before the panels on which the ``judge`` sits as a member; at most 50."""
    chair, mine = aliased(PanelMember), aliased(PanelMember)
    return (select(Review.proposal_id, Proposal.title, instance.c.entered_us, Panel).join(Proposal, Proposal.id == Review.proposal_id)
            .join(instance, instance.c.id == Review.id).join(Panel, Panel.id == Review.panel_id)
            .join(chair, (chair.panel_id == Panel.id) & (chair.seat == "chair") & (chair.person_id == Review.judge_id))
            .join(mine, (mine.panel_id == Panel.id) & (mine.person_id == bindparam("judge")) & (mine.seat == "member"))
            .where(Review.state == "recused", Proposal.state == "reviewing").order_by(Review.id).limit(50))
