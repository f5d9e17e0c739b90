"""The demonstration's review panel: the home street's five judges and one reserve."""
from __future__ import annotations

from workflow import Actor

from ..approval import actions
from ..directory import queries as places
from ..storage import act
from .cast import BY_NAME, HOME_STREET, JUDGES, RESERVE_JUDGE

SIDES = ("external", "resident", "finance", "external", "resident")


@act
def seat_home_panel(season_id: int, *, people: dict[str, int], at: int) -> int:
    """Seat the cast's judges (login → person id) on the home street's panel, as its lead; returns the panel's number."""
    lead = Actor(f"p{people[BY_NAME['王主任'].login]}", "王主任")
    street = places.street_by_letters(HOME_STREET)
    if street is None:
        raise LookupError(f"no street {HOME_STREET}")
    panel_id = actions.found_panel(season_id, street_id=street.id, by=lead, at=at)
    for name, side in zip(JUDGES, SIDES, strict=True):
        seat = "chair" if name == JUDGES[0] else "member"
        actions.seat_member(panel_id, judge_id=people[BY_NAME[name].login], seat=seat, side=side, by=lead, at=at)
    actions.seat_member(panel_id, judge_id=people[BY_NAME[RESERVE_JUDGE].login], seat="reserve", side="external", by=lead, at=at)
    return panel_id
