"""From a panel and its proposals to the plan: who is seated, who is free, who holds how many reviews already."""
from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..models import Panel, PanelMember, PanelStreet, Review
from . import assigning
from .assigning import Judge, Shortage, Task

COUNTED = ("assigned", "scoring", "scored")


def panel_of_street(session: Session, *, season_id: int, street_id: int | None) -> Panel | None:
    """The panel that judges a street in this season: the joint one it belongs to, else its own."""
    joint = (PanelStreet.panel_id == Panel.id) & (PanelStreet.street_id == street_id)
    query = (select(Panel).outerjoin(PanelStreet, joint).where(Panel.season_id == season_id, (Panel.street_id == street_id) | PanelStreet.id.is_not(None))
             .order_by(PanelStreet.id.is_(None)).limit(1))
    return session.scalars(query).first()


def voting(panel: Panel) -> list[PanelMember]:
    """Who judges, reserves aside."""
    return [member for member in panel.members if member.seat != "reserve"]


def all_judge_all(panel: Panel, *, need: int) -> bool:
    """Whether the panel has no more judges than each proposal needs: then nothing is to be chosen."""
    return len(voting(panel)) <= need


def held(session: Session, *, season_id: int, judges: Collection[int]) -> dict[int, int]:
    """How many reviews of this season each of these judges holds or has done, on whatever panel; one statement."""
    rows = session.execute(select(Review.judge_id, func.count()).where(Review.season_id == season_id, Review.judge_id.in_(judges), Review.state.in_(COUNTED))
                           .group_by(Review.judge_id)).all()
    return dict.fromkeys(judges, 0) | {judge: count for judge, count in rows}


def task(panel: Panel, *, barred: Mapping[int, Collection[int]], need: int, loads: Mapping[int, int]) -> Task:
    """What is to be planned for these proposals (id to who may not judge it). A reserve is asked only where judges alone are too few."""
    judges, reserves = {one.person_id for one in voting(panel)}, {one.person_id for one in panel.members if one.seat == "reserve"}
    out = {each: set(those) | (reserves if len(judges.difference(those)) >= need else set()) for each, those in barred.items()}
    people = tuple(Judge(one.person_id, one.side, loads.get(one.person_id, 0)) for one in panel.members)
    return Task(tuple(sorted(barred)), people, out, need)


def spread(asked: Task) -> tuple[dict[int, tuple[int, ...]], list[Shortage]]:
    """The plan for every proposal that has enough free judges, and the others by name."""
    lacking = assigning.shortages(asked)
    short = {one.proposal for one in lacking}
    possible = Task(tuple(each for each in asked.proposals if each not in short), asked.judges, asked.barred, asked.need)
    return assigning.hand_out(possible), lacking
