"""From a panel and its proposals to the plan: who is seated, who is free, who holds how many reviews already."""
from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import Actor

from ...collection.models import Proposal
from ...machine import engine
from ..models import Panel, PanelMember, PanelStreet, Review
from . import assigning
from .assigning import Judge, Task

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


def decider(panel: Panel, *, recused: Collection[int]) -> int | None:
    """Who decides: the chair, or where the chair has stepped aside from the proposal, the judge seated longest who has not; None where no chair is seated."""
    chair = next((member for member in panel.members if member.seat == "chair"), None)
    if chair is None or chair.person_id not in recused:
        return chair.person_id if chair else None
    return next((member.person_id for member in voting(panel) if member.person_id not in recused), None)


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


def plan_for(panel: Panel, *, barred: Mapping[int, Collection[int]], need: int, loads: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """The judges of these proposals (id to who may not judge it).

    A panel with no more judges than a proposal needs judges all together, and a reserve takes each place that stays empty; of a larger one each
    proposal is given as many as it needs.
    """
    if all_judge_all(panel, need=need):
        return {case: _whole(panel, barred=those) for case, those in barred.items()}
    return assigning.hand_out(task(panel, barred=barred, need=need, loads=loads))


def _whole(panel: Panel, *, barred: Collection[int]) -> tuple[int, ...]:
    """Every judge who may, then reserves, as many as there are seats."""
    free = [member for member in panel.members if member.person_id not in barred]
    return tuple(one.person_id for one in sorted(free, key=lambda one: one.seat == "reserve")[:len(voting(panel))])


def begin_reviews(session: Session, *, proposal: Proposal, judges: Collection[int], panel_id: int, round: int, by: Actor, at: int) -> list[int]:
    """Begin the reviews of a proposal by these judges; returns their case numbers."""
    begun = engine.start_many(session, "review", season_id=proposal.season_id, actor=by, at=at, parents=[proposal.id] * len(judges))
    session.add_all(Review(id=review_id, season_id=proposal.season_id, state="assigned", proposal_id=proposal.id, judge_id=judge_id, panel_id=panel_id,
                           round=round) for review_id, judge_id in zip(begun, judges, strict=True))
    return begun
