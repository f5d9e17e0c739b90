"""Seats: moving a judge to another seat, a judge who declines theirs, the streets of a joint panel; every change is written down."""
from __future__ import annotations

from sqlalchemy import select

from workflow import Actor

from ...directory.models import Area
from ...errors import Refusal
from ...machine import engine
from ...storage import act, db
from ..models import Panel, PanelChange, PanelMember, PanelStreet, Review
from .planning import panel_of_street
from .rights import acting_id, check_joint, own_panel
from .telling import leads, tell

OPEN = ("assigned", "scoring")


def record(panel_id: int, *, what: str, member: PanelMember | None, reason: str, by: Actor, at: int, street_id: int | None = None) -> None:
    """Write down one change of a panel."""
    seat, side, person = (member.seat, member.side, member.person_id) if member else ("", "", None)
    db.session.add(PanelChange(panel_id=panel_id, what=what, person_id=person, street_id=street_id, seat=seat, side=side, reason=reason,
                               by_id=acting_id(by), at_us=at))


@act
def reseat_member(member_id: int, *, seat: str, side: str, reason: str, by: Actor, at: int) -> None:
    """Give a judge another seat or side: a new chair, a reserve, a judge again. What they were handed stays theirs."""
    member = db.session.get_one(PanelMember, member_id, populate_existing=True)
    own_panel(member.panel_id, by=by)
    if (member.seat, member.side) == (seat, side):
        raise Refusal("seat-unchanged", name=member.person.name)
    member.seat, member.side = seat, side
    record(member.panel_id, what="reseated", member=member, reason=reason, by=by, at=at)


@act
def decline_seat(panel_id: int, *, reason: str, by: Actor, at: int) -> int | None:
    """A judge gives back their seat for a reason: their open reviews go to others, and a reserve of the same side (else the first) takes the seat.

    Returns who moved up, None where nobody was left or a chair declined: a chair is appointed. Refused: ``not-on-panel``, ``reason-required``.
    """
    panel, me = db.session.get_one(Panel, panel_id, populate_existing=True), acting_id(by)
    member = next((one for one in panel.members if one.person_id == me), None)
    if member is None:
        raise Refusal("not-on-panel")
    if not reason.strip():
        raise Refusal("decline-needs-reason")
    held = select(Review.id).where(Review.panel_id == panel_id, Review.judge_id == me, Review.state.in_(OPEN)).order_by(Review.id)
    for review_id in db.session.scalars(held).all():
        engine.fire(db.session, review_id, "recuse", by, at=at, note=reason)
    record(panel_id, what="declined", member=member, reason=reason, by=by, at=at)
    following = _following(panel, member=member)
    _tell(panel, member=member, following=following, at=at)
    panel.members.remove(member)
    db.session.delete(member)
    if following is None:
        return None
    following.seat = "member"
    record(panel_id, what="promoted", member=following, reason="", by=by, at=at)
    return following.person_id


def _tell(panel: Panel, *, member: PanelMember, following: PanelMember | None, at: int) -> None:
    """The leads hear who declined and who moves up, or that nobody does; a reserve's seat is missed by nobody."""
    name, moves_up = member.person.name, following.person.name if following else ""
    if following is not None:
        tell(db.session(), panel, template="seat_taken", people=[following.person_id], at=at)
    if member.seat != "reserve":
        template = "seat_declined" if following else "seat_empty"
        tell(db.session(), panel, template=template, people=leads(db.session(), panel), at=at, name=name, following=moves_up)


def _following(panel: Panel, *, member: PanelMember) -> PanelMember | None:
    """Who moves up into a judge's empty seat; a reserve's and a chair's stay empty."""
    reserves = [one for one in panel.members if one.seat == "reserve"]
    return min(reserves, key=lambda one: (one.side != member.side, one.id), default=None) if member.seat == "member" else None


@act
def join_street(panel_id: int, *, street_id: int, by: Actor, at: int) -> None:
    """Let a panel judge another street as well (联合评审组), by the support lead; proposals sent from now on lie before it.

    Refused: ``joint-not-yours``, ``street-judged-already`` (it has a panel with members, or is in another joint one), ``street-own``.
    """
    check_joint(by=by)
    panel = db.session.get_one(Panel, panel_id)
    street = db.session.scalars(select(Area).where(Area.id == street_id, Area.kind == "street")).one()
    if panel.street_id == street_id:
        raise Refusal("street-own", street=street.name)
    present = panel_of_street(db.session(), season_id=panel.season_id, street_id=street_id)
    leading = db.session.scalar(select(PanelStreet.id).where(PanelStreet.panel_id == present.id).limit(1)) if present else None
    if present is not None and (present.members or present.street_id != street_id or leading):
        raise Refusal("street-judged-already", street=street.name)
    db.session.add(PanelStreet(panel_id=panel_id, season_id=panel.season_id, street_id=street_id))
    record(panel_id, what="joined", member=None, reason="", by=by, at=at, street_id=street_id)


@act
def part_street(panel_id: int, *, street_id: int, by: Actor, at: int) -> None:
    """Take a street out of a joint panel; what already lies before the panel stays there. Refused: ``joint-not-yours``, ``street-not-joined``."""
    check_joint(by=by)
    joined = db.session.scalars(select(PanelStreet).where(PanelStreet.panel_id == panel_id, PanelStreet.street_id == street_id)).one_or_none()
    if joined is None:
        raise Refusal("street-not-joined")
    db.session.delete(joined)
    record(panel_id, what="parted", member=None, reason="", by=by, at=at, street_id=street_id)
