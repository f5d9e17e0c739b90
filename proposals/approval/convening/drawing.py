"""Drawing judges from the pool: what was in the drum, by which seed, what came of it – kept for good, and drawn again by anybody."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from workflow import Actor

from ...accounts.models import Person, Post
from ...errors import Refusal
from ...storage import act, db
from ..models import Avoidance, Expert, Panel, PanelDraw, PanelMember, PanelStreet, Review
from .lots import Drawn, Ticket, Wanted, draw, lot, short
from .rights import acting_id, own_panel
from .seating import record
from .telling import tell

TOO_FEW = {"resident": "pool-short-resident", "finance": "pool-short-finance", "external": "pool-short-external"}


@dataclass(frozen=True, slots=True)
class Order:
    """What a draw is asked for. ``replace`` takes the judges of earlier draws off the panel first; then there must be a reason."""

    wanted: Mapping[str, Wanted]
    seed: str
    replace: bool
    reason: str
    witnesses: str


@act
def draw_judges(panel_id: int, *, order: Order, by: Actor, at: int) -> PanelDraw:
    """Draw judges and reserves for a panel and seat them. The chair stays; where there is none, the first drawn who holds a chair's post takes it.

    Refused: ``panel-not-yours``, ``draw-nothing-wanted``, ``draw-needs-reason``, ``draw-has-begun`` (a drawn judge was handed reviews), ``pool-short-…``.
    """
    panel = own_panel(panel_id, by=by)
    if not any(one.members or one.reserves for one in order.wanted.values()):
        raise Refusal("draw-nothing-wanted")
    latest = db.session.scalar(select(func.max(PanelDraw.number)).where(PanelDraw.panel_id == panel_id))
    if order.replace:
        _take_off(panel, reason=order.reason, by=by, at=at)
    drum, left_out = _drum(panel)
    lacking = short(drum, wanted=order.wanted)
    if lacking:
        side = min(lacking)
        raise Refusal(TOO_FEW[side], have=lacking[side], need=order.wanted[side].members + order.wanted[side].reserves)
    drawn = draw(drum, wanted=order.wanted, seed=order.seed)
    kept = PanelDraw(panel_id=panel_id, number=(latest or 0) + 1, seed=order.seed, replaces=latest if order.replace else None, reason=order.reason,
                     witnesses=order.witnesses, by_id=acting_id(by), at_us=at, **_written(order, drum=drum, left_out=left_out, drawn=drawn))
    db.session.add(kept)
    _seat(panel, drawn=drawn, draw=kept, by=by, at=at)
    tell(db.session(), panel, template="seat_drawn", people=[one.person_id for one in drawn if one.seat], at=at)
    return kept


def ordered(draw: PanelDraw) -> tuple[Drawn, ...]:
    """What a draw was, as it was written down."""
    return tuple(Drawn(*row) for row in json.loads(draw.drawn))


def again(draw_: PanelDraw) -> bool:
    """Whether drawing again from the kept drum by the kept seed gives what was written down."""
    tickets = [Ticket(*row) for row in json.loads(draw_.drum)]
    wanted = {side: Wanted(*numbers) for side, numbers in json.loads(draw_.wanted).items()}
    return draw(tickets, wanted=wanted, seed=draw_.seed) == ordered(draw_) and digest(_texts(draw_)) == draw_.digest


def digest(texts: Mapping[str, str]) -> str:
    """The digest of a draw's own words."""
    return hashlib.sha256(json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _texts(draw_: PanelDraw) -> dict[str, str]:
    return {name: getattr(draw_, name) for name in ("seed", "wanted", "drum", "left_out", "drawn")}


def _written(order: Order, *, drum: list[Ticket], left_out: dict[int, str], drawn: tuple[Drawn, ...]) -> dict[str, Any]:
    texts = {"seed": order.seed, "wanted": json.dumps({side: [one.members, one.reserves] for side, one in order.wanted.items()}),
             "drum": json.dumps([[one.person_id, one.side] for one in drum]), "left_out": json.dumps(sorted(left_out.items())),
             "drawn": json.dumps([[one.person_id, one.side, one.place, one.seat] for one in drawn])}
    return {name: text for name, text in texts.items() if name != "seed"} | {"digest": digest(texts)}


def _take_off(panel: Panel, *, reason: str, by: Actor, at: int) -> None:
    """The judges of earlier draws leave the panel, unless one of them was handed a review."""
    if not reason.strip():
        raise Refusal("draw-needs-reason")
    earlier = [member for member in panel.members if member.draw_number is not None]
    busy = db.session.scalar(select(Review.id).where(Review.panel_id == panel.id, Review.judge_id.in_([one.person_id for one in earlier])).limit(1))
    if busy:
        raise Refusal("draw-has-begun")
    for member in earlier:
        record(panel.id, what="unseated", member=member, reason=reason, by=by, at=at)
        panel.members.remove(member)
        db.session.delete(member)
    db.session.flush()


def _drum(panel: Panel) -> tuple[list[Ticket], dict[int, str]]:
    """Who of the pool can be drawn for this panel, by person, and why the others cannot."""
    experts = db.session.execute(select(Expert.person_id, Expert.side, Expert.paused_us).order_by(Expert.person_id)).all()
    posted = set(db.session.scalars(select(Post.person_id).where(Post.kind.in_(("judge", "chair")), Post.ended_us.is_(None))))
    streets = [panel.street_id, *db.session.scalars(select(PanelStreet.street_id).where(PanelStreet.panel_id == panel.id))]
    avoiding = set(db.session.scalars(select(Avoidance.judge_id).where(Avoidance.street_id.in_(streets), Avoidance.ended_us.is_(None))))
    seated = {member.person_id for member in panel.members}
    left_out: dict[int, str] = {}
    for person_id, _side, paused in experts:
        why = {"seated": person_id in seated, "paused": paused is not None, "no-post": person_id not in posted, "avoids": person_id in avoiding}
        left_out |= {person_id: next(name for name, holds in why.items() if holds)} if any(why.values()) else {}
    return [Ticket(person_id, side) for person_id, side, _paused in experts if person_id not in left_out], left_out


def _seat(panel: Panel, *, drawn: tuple[Drawn, ...], draw: PanelDraw, by: Actor, at: int) -> None:
    """Seat who was drawn, in the order of their lots."""
    chosen = sorted((one for one in drawn if one.seat), key=lambda one: lot(draw.seed, person_id=one.person_id))
    chair = None
    if not any(member.seat == "chair" for member in panel.members):
        chairs = set(db.session.scalars(select(Post.person_id).where(Post.kind == "chair", Post.ended_us.is_(None))))
        chair = next((one.person_id for one in chosen if one.seat == "member" and one.person_id in chairs), None)
    for one in chosen:
        member = PanelMember(panel_id=panel.id, person_id=one.person_id, seat="chair" if one.person_id == chair else one.seat, side=one.side,
                             draw_number=draw.number)
        panel.members.append(member)
        record(panel.id, what="drawn", member=member, reason="", by=by, at=at)


def names(draw_: PanelDraw) -> dict[int, str]:
    """The names of everybody whom a draw speaks of; one statement."""
    people = {row[0] for row in (*json.loads(draw_.drum), *json.loads(draw_.left_out))}
    return {number: name for number, name in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))}
