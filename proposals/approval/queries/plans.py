"""The plan of who judges what, before it is carried out: the same reckoning as the sending itself makes."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ...storage import db
from ..convening import planning
from ..convening.conflicts import conflicts
from ..models import Panel, PanelMember, Review


def preview(panel: Panel, *, cases: Sequence[int], need: int) -> tuple[dict[int, tuple[int, ...]], dict[int, int]]:
    """Who would judge each of these proposals if they were sent together, and how many reviews each judge would hold this season."""
    loads = planning.held(db.session(), season_id=panel.season_id, judges=[member.person_id for member in panel.members])
    barred = {case: set(those) for case, those in conflicts(db.session(), proposal_ids=list(cases)).items()} if cases else {}
    plan = planning.plan_for(panel, barred=barred, need=need, loads=loads)
    return plan, {judge: load + sum(judge in judges for judges in plan.values()) for judge, load in loads.items()}


def standing_aside(panel: Panel, *, cases: Sequence[int]) -> dict[int, list[tuple[PanelMember, str]]]:
    """Who of a panel may not judge each of these proposals, and why."""
    found = conflicts(db.session(), proposal_ids=list(cases)) if cases else {}
    return {case: [(member, those[member.person_id]) for member in panel.members if member.person_id in those] for case, those in found.items()}


def free_for(review: Review, *, panel: Panel) -> list[tuple[PanelMember, int]]:
    """Who of the panel could take a review over, and how many they hold; who holds the fewest first."""
    asked = set(db.session.scalars(select(Review.judge_id).where(Review.proposal_id == review.proposal_id, Review.round == review.round)))
    barred = conflicts(db.session(), proposal_ids=[review.proposal_id])[review.proposal_id]
    free = [member for member in panel.members if member.person_id not in asked and member.person_id not in barred]
    loads = planning.held(db.session(), season_id=panel.season_id, judges=[member.person_id for member in free])
    return sorted(((member, loads[member.person_id]) for member in free), key=lambda pair: (pair[1], pair[0].id))
