"""How a panel is put together, and how an empty place is filled."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from workflow import Actor, Batch

from ...accounts.models import Person
from ...accounts.posts import holders
from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...seasons.models import Season
from ...storage import act, db
from ..convening.planning import decider
from ..convening.rights import check_street, own_panel
from ..convening.seating import record
from ..models import Panel, PanelMember, Review
from ..rules.panels import assign, free_judge, panel_of_street


@act
def found_panel(season_id: int, *, street_id: int, by: Actor, at: int) -> int:
    """The street's panel of a season, made empty if there is none; returns its number."""
    check_street(street_id, by=by)
    panel = panel_of_street(db.session(), season_id=season_id, street_id=street_id)
    if panel is None:
        panel = Panel(season_id=season_id, street_id=street_id)
        db.session.add(panel)
        db.session.flush()
    return panel.id


@act
def seat_member(panel_id: int, *, judge_id: int, seat: str, side: str, by: Actor, at: int) -> PanelMember:
    """Put a judge on a panel: chair, member or reserve; for residents, finance or from outside. Refused: ``judge-unknown``, ``already-on-panel``."""
    panel = own_panel(panel_id, by=by)
    judge = db.session.get(Person, judge_id)
    if judge is None or judge_id not in holders(db.session(), kinds=("judge", "chair")):
        raise Refusal("judge-unknown")
    if any(member.person_id == judge_id for member in panel.members):
        raise Refusal("already-on-panel", name=judge.name)
    member = PanelMember(panel_id=panel_id, person_id=judge_id, seat=seat, side=side)
    panel.members.append(member)
    record(panel_id, what="seated", member=member, reason="", by=by, at=at)
    return member


@act
def unseat_member(member_id: int, *, by: Actor, at: int) -> None:
    """Take a judge off a panel for which no review was handed to them yet (``member-has-reviews``)."""
    member = db.session.get_one(PanelMember, member_id)
    own_panel(member.panel_id, by=by)
    if db.session.scalar(select(Review.id).where(Review.panel_id == member.panel_id, Review.judge_id == member.person_id).limit(1)):
        raise Refusal("member-has-reviews", name=member.person.name)
    record(member.panel_id, what="unseated", member=member, reason="", by=by, at=at)
    db.session.delete(member)


@act
def send_many(ids: Sequence[int], *, by: Actor, at: int, key: str | None, dry_run: bool) -> Batch:
    """Send finished plans to their panel together, so that the load is planned over all of them; refused ones stay, named with their reasons."""
    return engine.fire_many(db.session, ids, "send_review", by, at=at, key=key, dry_run=dry_run)


@act
def call_judge(proposal_id: int, *, by: Actor, at: int) -> int:
    """Fill one empty place of the running round with the next free member, reserves first; by the chair. Begins a review, returns its number.

    Refused: ``no-seat-open`` while enough judges are reading or have scored, ``nobody-to-call`` where no member is left.
    """
    engine.lock(db.session, [proposal_id])
    proposal = db.session.get_one(Proposal, proposal_id, populate_existing=True)
    rows = db.session.scalars(select(Review).where(Review.proposal_id == proposal_id).order_by(Review.round.desc(), Review.id)).all()
    current = [one for one in rows if one.round == rows[0].round]
    panel = db.session.get_one(Panel, rows[0].panel_id) if rows else None
    recused = {one.judge_id for one in current if one.state == "recused"}
    if panel is None or decider(panel, recused=recused) != person_id(by):
        raise Refusal("panel-not-yours")
    need = db.session.get_one(Season, proposal.season_id).reviews_needed
    if proposal.state != "reviewing" or sum(one.state in ("assigned", "scoring", "scored") for one in current) >= need:
        raise Refusal("no-seat-open")
    judge = free_judge(db.session(), panel=panel, proposal_id=proposal_id, asked={one.judge_id for one in current}, side=None)
    if judge is None:
        raise Refusal("nobody-to-call")
    return assign(db.session(), proposal=proposal, judge_id=judge, panel_id=panel.id, round=current[0].round, by=by, at=at)
