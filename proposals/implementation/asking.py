"""Asking for a change: by the implementer, and of the sources' shares by the foundation. One at a time; small ones are told by notice at once."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select

from workflow import Actor

from ..clock import today
from ..collection.models import Proposal
from ..errors import Refusal
from ..gate import person_id
from ..machine import engine
from ..optimisation.models import Plan
from ..storage import act, db
from .amending import RUNNING, UNDER_WAY
from .changing import Wanted, way_of
from .models import Amendment, AmendmentHead, AmendmentWeight
from .rights import must_be_implementer, must_speak_for_sources


@act
def ask_change(proposal_id: int, *, kind: str, wish: str, new_ends_on: date | None, by: Actor, at: int) -> int:
    """The implementer asks for another period, place, other people or another scope; returns the change's case. See ``ask``."""
    return ask(proposal_id, wanted=Wanted(kind, wish, new_ends_on), by=by, at=at)


@act
def ask(proposal_id: int, *, wanted: Wanted, by: Actor, at: int) -> int:
    """Ask for a change; returns its case. What notice suffices for is in force at once (writes ``note``), all else waits to be decided.

    Refused: for others (``activity-not-yours``, ``shares-not-yours``), unless the project runs (``project-not-running``), while another
    change is under way (``amendment-undecided``), and for an end before the start or today (``new-end-too-early``).
    """
    project = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    must_speak_for_sources(by) if wanted.kind == "shares" else must_be_implementer(by, project=project)
    _must_be_possible(wanted, project=project, at=at)
    states = list(db.session.scalars(select(Amendment.state).where(Amendment.proposal_id == proposal_id)))
    if set(states) & set(UNDER_WAY):
        raise Refusal("amendment-undecided")
    case_id = engine.start(db.session, "amendment", season_id=project.season_id, actor=by, at=at, parent=proposal_id)
    way = _way(wanted, project=project, at=at)
    db.session.add(Amendment(
        id=case_id, season_id=project.season_id, state="requested", proposal_id=proposal_id, serial=len(states) + 1, kind=wanted.kind, wish=wanted.wish,
        new_ends_on=wanted.new_ends_on, way=way, new_amount_fen=wanted.amount_fen, by_id=person_id(by),
        heads=[AmendmentHead(head=head, amount_fen=fen) for head, fen in wanted.heads.items()],
        weights=[AmendmentWeight(fund_id=fund, weight=weight) for fund, weight in wanted.weights.items()]))
    if way == "notice":
        engine.fire(db.session, case_id, "note", by, at=at)
    return case_id


def _must_be_possible(wanted: Wanted, *, project: Proposal, at: int) -> None:
    if project.state not in RUNNING:
        raise Refusal("project-not-running")
    day = wanted.new_ends_on
    if day is not None and (day <= today(at) or (project.starts_on is not None and day <= project.starts_on)):
        raise Refusal("new-end-too-early", day=day.isoformat())


def _way(wanted: Wanted, *, project: Proposal, at: int) -> str:
    asked = select(Plan.ends_on).where(Plan.proposal_id == project.id).order_by(Plan.version.desc()).limit(1)
    agreed_end = db.session.scalars(asked).one()
    return way_of(wanted, agreed_end=agreed_end, ends_on=project.ends_on or agreed_end, today=today(at))
