"""What pages ask about calls for implementers: what stands open, what was offered, who may be chosen."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from workflow import Problem
from workflow.tables import instance, timer

from ...collection.models import Proposal
from ...directory.models import Organisation
from ...directory.record import Standing, standings
from ...optimisation.models import Plan
from ...paging import Page, page_of
from ...storage import db, made_once
from ..calling import store
from ..calling.models import Bid, BidPicture, Call
from ..calling.rules import in_the_way

SHOWN = ("open", "comparing", "chosen", "disputed", "settled", "ended")


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer as it is compared: what its maker is on record for, how many projects it has, and what keeps it from being chosen."""

    bid: Bid
    body: Standing
    projects: int
    problems: Sequence[Problem]
    pictures: Sequence[BidPicture]
    prices: dict[int, int]


def calls(states: Collection[str], *, after: int | None, before: int | None) -> Page[Call]:
    """Announced calls in these states, the newest first."""
    asked = (select(Call).join(Proposal, Proposal.id == Call.proposal_id).where(Call.state.in_(states))
             .options(contains_eager(Call.proposal).options(joinedload(Proposal.street), joinedload(Proposal.season)), joinedload(Call.organisation)))
    return page_of(asked, Call.id, after=after, before=before)


def call(call_id: int) -> Call | None:
    """An announced call with its package."""
    package = joinedload(Call.proposal).options(joinedload(Proposal.street), joinedload(Proposal.season), joinedload(Proposal.community))
    asked = select(Call).where(Call.id == call_id, Call.state.in_(SHOWN)).options(package, joinedload(Call.organisation))
    return db.session.scalars(asked).one_or_none()


def latest_call(proposal_id: int) -> Call | None:
    """A package's last call."""
    return db.session.scalars(select(Call).where(Call.proposal_id == proposal_id, Call.state != "prepared").order_by(Call.id.desc()).limit(1)).one_or_none()


def plan(found: Call) -> Plan:
    """The plan that offers are made for: for a settled call the one before the winner's prices were written into it."""
    if found.state != "settled":
        return store.plan_of(db.session(), call=found)
    asked = select(Plan).where(Plan.proposal_id == found.proposal_id, Plan.by_call == 1).order_by(Plan.version.desc()).limit(1)
    return db.session.scalars(asked).one_or_none() or store.plan_of(db.session(), call=found)


def standing_bids(call_id: int) -> list[Bid]:
    """The offers that stand, with their makers."""
    return store.bids_of(db.session(), call_id=call_id)


def own_bid(call_id: int, *, organisation_id: int) -> Bid | None:
    """An organisation's own last offer, standing or not."""
    return store.last_bid(db.session(), call_id=call_id, organisation_id=organisation_id)


def offers(found: Call, *, at: int) -> list[Offered]:
    """Every standing offer side by side, the cheapest first; eight statements, however many they are."""
    bids = standing_bids(found.id)
    ids = [bid.organisation_id for bid in bids]
    bodies, problems = standings(ids), in_the_way(db.session(), call=found, organisation_ids=ids, at=at)
    projects = store.projects_of(db.session(), organisation_ids=ids, season_id=found.season_id, but=found.proposal_id)
    shown = pictures(found.id, organisation_ids=ids)
    made = [Offered(bid, bodies[bid.organisation_id], projects[bid.organisation_id], problems[bid.organisation_id],
                    [one for one in shown if one.organisation_id == bid.organisation_id], {line.position: line.unit_price_fen for line in bid.lines})
            for bid in bids]
    return sorted(made, key=lambda one: (one.bid.price_fen, one.bid.id))


def pictures(call_id: int, *, organisation_ids: Collection[int]) -> list[BidPicture]:
    """The photographs that back these organisations' offers, without their content."""
    asked = select(BidPicture).where(BidPicture.call_id == call_id, BidPicture.organisation_id.in_(organisation_ids))
    return list(db.session.scalars(asked.order_by(BidPicture.id)))


def picture(picture_id: int) -> BidPicture | None:
    """One photograph."""
    return db.session.get(BidPicture, picture_id)


def hindrances(found: Call, *, organisation_id: int, at: int) -> list[Problem]:
    """What keeps one organisation from this project."""
    return in_the_way(db.session(), call=found, organisation_ids=[organisation_id], at=at)[organisation_id]


def due_us(call_id: int) -> int | None:
    """When the present state's time is over, UTC microseconds."""
    return db.session.scalar(select(timer.c.due_us).where(timer.c.instance_id == call_id, timer.c.kind == "deadline", timer.c.done_us.is_(None)))


@made_once
def unanswered(organisation_ids: Collection[int]) -> Select[tuple[int, int | None]]:
    """Asks how many open calls these organisations have made no offer to, and since when the first one is open."""
    made = select(Bid.call_id).where(Bid.organisation_id.in_(organisation_ids))
    return select(func.count(), func.min(Call.at_us)).where(Call.state == "open", Call.id.not_in(made))


@made_once
def waiting(state: str, *, streets: Collection[int] | None) -> Select[tuple[int, int | None]]:
    """Asks how many calls are in a state, in these streets (None: everywhere), and since when the first one is."""
    return (select(func.count(), func.min(instance.c.entered_us)).select_from(Call).join(instance, instance.c.id == Call.id)
            .join(Proposal, Proposal.id == Call.proposal_id).where(Call.state == state, _in(streets)))


@made_once
def uncalled(*, streets: Collection[int] | None) -> Select[tuple[int, int | None]]:
    """Asks how many packages wait for an implementer without a call, and since when the first one does."""
    running = select(Call.id).where(Call.proposal_id == Proposal.id, Call.state.in_(store.RUNNING)).exists()
    return (select(func.count(), func.min(instance.c.entered_us)).select_from(Proposal).join(instance, instance.c.id == Proposal.id)
            .where(Proposal.state.in_(store.WAITING), Proposal.organisation_id.is_(None), ~running, _in(streets)))


def packages(*, streets: Collection[int] | None, limit: int) -> list[Proposal]:
    """Packages that wait for an implementer without a call, the longest waiting first."""
    running = select(Call.id).where(Call.proposal_id == Proposal.id, Call.state.in_(store.RUNNING)).exists()
    asked = select(Proposal).where(Proposal.state.in_(store.WAITING), Proposal.organisation_id.is_(None), ~running, _in(streets))
    return list(db.session.scalars(asked.options(joinedload(Proposal.street), joinedload(Proposal.season)).order_by(Proposal.id).limit(limit)))


def names(organisation_ids: Collection[int]) -> dict[int, str]:
    """Organisations by name."""
    return {key: name for key, name in db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids)))}


def _in(streets: Collection[int] | None) -> ColumnElement[bool]:
    return Proposal.id.is_not(None) if streets is None else Proposal.street_id.in_(streets)
