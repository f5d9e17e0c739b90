"""What people do about a call: announce it, make and take back offers, choose. Times are UTC microseconds, money is fen."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from workflow import Actor, Refused, Step
from workflow.calendar import day_of

from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...optimisation.models import BudgetLine, Plan
from ...optimisation.rules import over_cap
from ...pictures import Picture
from ...storage import act, db
from ..rules.wording import yuan
from . import store
from .models import Bid, BidLine, BidPicture, Call
from .rules import in_the_way

SHORTEST = 5
"""Days for which a call is open at least: a small organisation must have time to read it."""
MOST_PICTURES = 6


@dataclass(frozen=True, slots=True)
class CallTerms:
    """How a call is announced: its last day, whole years since registration, a rating's grade (0: none), and other conditions in words."""

    closes_on: date
    least_years: int
    least_rating: int
    conditions: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What an organisation offers; ``prices`` are fen by the position of the plan's budget line."""

    organisation_id: int
    summary: str
    team: str
    proof: str
    prices: dict[int, int]


@act
def announce(proposal_id: int, *, terms: CallTerms, by: Actor, at: int) -> int:
    """Open a package that names nobody to offers, by staff; every organisation is written to. Returns the call's case number.

    Refused: ``call-too-short`` (under five days), ``call-running``, ``implementer-named-already``, ``package-not-waiting``.
    """
    engine.lock(db.session, [proposal_id])
    package = db.session.get_one(Proposal, proposal_id, populate_existing=True)
    if terms.closes_on < day_of(at) + timedelta(days=SHORTEST):
        raise Refusal("call-too-short", days=SHORTEST)
    if package.planned_fen is None:
        raise Refusal("package-not-waiting", workflow="proposal", state=package.state)
    case = engine.start(db.session, "call", season_id=package.season_id, actor=by, at=at, parent=proposal_id)
    _only_running(proposal_id)
    db.session.add(Call(id=case, season_id=package.season_id, state="prepared", proposal_id=proposal_id, closes_on=terms.closes_on,
                        ceiling_fen=package.planned_fen, least_years=terms.least_years, least_rating=terms.least_rating, conditions=terms.conditions,
                        by_id=person_id(by), at_us=at))
    engine.fire(db.session, case, "announce", by, at=at)
    return case


def _only_running(proposal_id: int) -> None:
    """Asked before the row is added, so that the answer is a sentence and not the database's constraint."""
    if db.session.scalar(select(Call.id).where(Call.proposal_id == proposal_id, Call.state.in_(store.RUNNING)).limit(1)):
        raise Refusal("call-running")


@act
def make_offer(call_id: int, *, offer: Offer, by: Actor, at: int) -> Bid:
    """Make an organisation's offer, or put a new version in place of the last one; nobody else reads it before the last day is over.

    Refused: ``call-not-open``, ``offer-not-yours``, every rule of eligibility, ``offer-lines-differ``, ``offer-over-ceiling``, the caps of the budget.
    """
    call = _open_call(call_id, organisation_id=offer.organisation_id, by=by, at=at)
    if problems := in_the_way(db.session(), call=call, organisation_ids=[offer.organisation_id], at=at)[offer.organisation_id]:
        raise Refused(tuple(problems))
    price = _price(call, prices=offer.prices)
    last = store.last_bid(db.session(), call_id=call_id, organisation_id=offer.organisation_id)
    bid = Bid(call_id=call_id, organisation_id=offer.organisation_id, version=last.version + 1 if last else 1, standing=1, summary=offer.summary,
              team=offer.team, proof=offer.proof, price_fen=price, word="", by_id=person_id(by), at_us=at)
    bid.lines = [BidLine(position=position, unit_price_fen=fen) for position, fen in sorted(offer.prices.items())]
    bid.digest = store.digest_of(bid)
    db.session.add(bid)
    db.session.flush()
    return bid


@act
def take_back(call_id: int, *, organisation_id: int, by: Actor, at: int) -> None:
    """Take an offer back before the last day is over; what was offered stays on record, unread. Refused: ``no-offer-stands``."""
    _open_call(call_id, organisation_id=organisation_id, by=by, at=at)
    last = store.last_bid(db.session(), call_id=call_id, organisation_id=organisation_id)
    if last is None or not last.standing:
        raise Refusal("no-offer-stands")
    db.session.add(store.withdrawn(last, word="", by_id=person_id(by), at=at))


@act
def add_picture(call_id: int, *, organisation_id: int, title: str, picture: Picture, by: Actor, at: int) -> None:
    """Back an offer by a photograph, six at most (``too-many-pictures``); the same one again changes nothing."""
    _open_call(call_id, organisation_id=organisation_id, by=by, at=at)
    own = select(BidPicture.digest).where(BidPicture.call_id == call_id, BidPicture.organisation_id == organisation_id)
    known = set(db.session.scalars(own))
    if picture.digest in known:
        return
    if len(known) >= MOST_PICTURES:
        raise Refusal("too-many-pictures", most=MOST_PICTURES)
    db.session.add(BidPicture(call_id=call_id, organisation_id=organisation_id, title=title, digest=picture.digest, content=picture.content,
                              by_id=person_id(by), at_us=at))


@act
def take_picture_away(picture_id: int, *, by: Actor, at: int) -> None:
    """Take a photograph away again, before the last day is over."""
    found = db.session.get_one(BidPicture, picture_id)
    _open_call(found.call_id, organisation_id=found.organisation_id, by=by, at=at)
    db.session.delete(found)


@act
def choose(call_id: int, *, organisation_id: int, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Choose whose offer is taken, with the reason that will be published; not by who announced the call. Writes ``choose``."""
    return engine.fire(db.session, call_id, "choose", by, at=at, data={"organisation": organisation_id}, note=reason, expect=seq)


def _open_call(call_id: int, *, organisation_id: int, by: Actor, at: int) -> Call:
    """The call after the lock, while it takes offers, for who speaks for this organisation."""
    engine.lock(db.session, [call_id])
    call = db.session.get_one(Call, call_id, populate_existing=True)
    if organisation_id not in store.organisations_of(db.session(), actor=by):
        raise Refusal("offer-not-yours")
    if call.state != "open" or day_of(at) > call.closes_on or call.proposal.state not in store.WAITING:
        raise Refusal("call-not-open", day=call.closes_on.isoformat())
    return call


def _price(call: Call, *, prices: dict[int, int]) -> int:
    """What the offered prices come to, within the ceiling and the caps of the season's budgets."""
    plan = store.plan_of(db.session(), call=call)
    if set(prices) != {line.position for line in plan.lines}:
        raise Refusal("offer-lines-differ")
    lines = [BudgetLine(head=line.head, unit_price_fen=prices[line.position], quantity=line.quantity) for line in plan.lines]
    total = sum(line.amount_fen for line in lines)
    if total > call.ceiling_fen:
        raise Refusal("offer-over-ceiling", total=yuan(total), ceiling=yuan(call.ceiling_fen), over=yuan(total - call.ceiling_fen))
    if problem := over_cap(Plan(lines=lines), season=call.proposal.season):
        raise Refused((problem,))
    return total
