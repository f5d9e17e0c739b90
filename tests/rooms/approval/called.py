"""A package that names nobody, its call, and two organisations that may answer it."""
from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import select, update

from proposals import clock
from proposals.accounts import actions as accounts
from proposals.approval.calling import acts
from proposals.approval.calling.models import Bid, Call
from proposals.collection.models import Proposal
from proposals.directory import actions as directory
from proposals.directory import record
from proposals.directory.models import Organisation
from proposals.machine import engine
from proposals.optimisation.models import Plan
from proposals.storage import db, unit_of_work
from tests.cast import IMPLEMENTER
from tests.remembered import remembered
from tests.rooms.approval.planned import LINES, actor, planned
from workflow import SYSTEM
from workflow.tables import instance, outbox, timer

SECOND = "向阳社工服务社（演示）"
DAY = 86_400_000_000
TERMS_DAYS = 10
PRICES = {1: 3000, 2: 30000, 3: 68000}
"""4,280.00 yuan for the plan's three lines, 180.00 below the ceiling."""


@remembered
def package(*, at: int) -> int:
    """A planned package whose plan says that a call is to find its implementer."""
    case = planned(1, at=at)
    with unit_of_work():
        db.session.execute(update(Proposal).where(Proposal.id == case).values(organisation_id=None))
        db.session.execute(update(Plan).where(Plan.proposal_id == case).values(by_call=1, organisation_id=None))
    return case


def body(name: str) -> int:
    """An organisation's number."""
    return db.session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


@remembered
def bodies(*, at: int) -> tuple[int, int]:
    """刘芳's organisation and 周建国's: both registered eight years ago."""
    about = directory.NewOrganisation("social", True, None, None, "", "", True)
    second = directory.add_organisation(SECOND, about=about, by=SYSTEM)
    accounts.give_post(int(actor("周建国").id[1:]), post=accounts.NewPost("organisation", None, second), by=SYSTEM, at=at)
    first, since = body(IMPLEMENTER), clock.today(at).replace(month=1, day=1) - timedelta(days=8 * 366)
    for one, rating in ((first, 3), (second, 0)):
        record.record_standing(one, founded_on=since, rating=rating, payee_id=None, by=actor("李科长"), at=at)
    return first, second


def terms(*, at: int, rating: int = 0) -> acts.CallTerms:
    """Ten days, one year old."""
    return acts.CallTerms(clock.today(at) + timedelta(days=TERMS_DAYS), 1, rating, "")


@remembered
def announced(*, at: int) -> int:
    """何静 announces the call for a package; both organisations may answer it."""
    bodies(at=at)
    return acts.announce(package(at=at), terms=terms(at=at), by=actor("何静"), at=at)


def offer(organisation_id: int, *, prices: dict[int, int] | None = None) -> acts.Offer:
    """An offer of 4,280.00 yuan unless said otherwise."""
    return acts.Offer(organisation_id, "分四步做，居民自己种。", "两名持证社工。", "去年办过两处。", prices or PRICES)


@remembered
def answered(*, at: int) -> int:
    """Both organisations make their offers: 4,280.00 and the plan's own prices."""
    call = announced(at=at)
    first, second = body(IMPLEMENTER), body(SECOND)
    acts.make_offer(call, offer=offer(first), by=actor("刘芳"), at=at)
    acts.make_offer(call, offer=offer(second, prices={number: price for number, (_t, _h, price, _q) in enumerate(LINES, 1)}), by=actor("周建国"), at=at)
    return call


@remembered
def comparing(*, at: int) -> int:
    """The last day is over."""
    call = answered(at=at)
    fire(call, "close_bids", at=at + 11 * DAY)
    return call


@remembered
def chosen(*, at: int) -> int:
    """王主任 takes the cheaper offer."""
    call = comparing(at=at)
    acts.choose(call, organisation_id=body(IMPLEMENTER), reason="方案细，价格低。", by=actor("王主任"), at=at + 11 * DAY, seq=None)
    return call


def fire(case: int, move: str, *, at: int, by: str = "", note: str = "", **data: object) -> None:
    """A move by one of the cast, or by the clock."""
    with unit_of_work():
        engine.fire(db.session, case, move, actor(by) if by else SYSTEM, at=at, note=note, data=data)


def call_of(case: int) -> Call:
    """The call as it stands now."""
    db.session.rollback()
    return db.session.get_one(Call, case, populate_existing=True)


def package_of(call: int) -> Proposal:
    """The package as it stands now."""
    return db.session.get_one(Proposal, call_of(call).proposal_id, populate_existing=True)


def last_bid(call: int, name: str) -> Bid:
    """The last version of an organisation's offer."""
    db.session.rollback()
    return db.session.scalars(select(Bid).where(Bid.call_id == call, Bid.organisation_id == body(name)).order_by(Bid.version.desc()).limit(1)).one()


def in_days(days: int, *, at: int) -> date:
    """A day from now."""
    return clock.today(at) + timedelta(days=days)


def put(case: int, state: str) -> None:
    """Put a proposal into a state, as the rooms before would."""
    with unit_of_work():
        db.session.execute(update(instance).where(instance.c.id == case).values(state=state))
        db.session.execute(update(Proposal).where(Proposal.id == case).values(state=state))


def deadlines(case: int) -> list[str]:
    """Which moves the clock will make for a case."""
    asked = select(timer.c.name).where(timer.c.instance_id == case, timer.c.kind == "deadline", timer.c.done_us.is_(None))
    return list(db.session.scalars(asked))


def join(name: str, organisation: str, *, at: int) -> None:
    """Somebody comes to speak for an organisation as well."""
    accounts.give_post(int(actor(name).id[1:]), post=accounts.NewPost("organisation", None, body(organisation)), by=SYSTEM, at=at)


def smuggle(call: int, *, price_fen: int, at: int) -> int:
    """A cheaper version of an offer, written past every act and dated before the opening."""
    last = last_bid(call, SECOND)
    with unit_of_work():
        row = Bid(call_id=call, organisation_id=last.organisation_id, version=last.version + 1, standing=1, summary=last.summary, team=last.team,
                  proof=last.proof, price_fen=price_fen, word="", digest="0" * 64, by_id=last.by_id, at_us=at)
        db.session.add(row)
        db.session.flush()
        return row.id


def give(name: str, post: str, *, at: int) -> None:
    """Somebody of the cast holds one post more."""
    accounts.give_post(int(actor(name).id[1:]), post=accounts.NewPost(post, None, None), by=SYSTEM, at=at)


def last_notice(case: int) -> dict[str, object]:
    """The last notice promised about a case."""
    rows = db.session.scalars(select(outbox.c.payload).where(outbox.c.topic == "notice").order_by(outbox.c.id.desc()))
    return next(held for held in map(json.loads, rows) if held["instance"] == case)


def put_project(serial: int, state: str, *, at: int) -> None:
    """Another proposal of the implementer's, in some state; the database asks a signed one for its amount."""
    case = planned(serial, at=at)
    with unit_of_work():
        db.session.execute(update(Proposal).where(Proposal.id == case).values(agreed_fen=446_000))
    put(case, state)
