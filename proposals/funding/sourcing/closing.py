"""The end of a season's money: what is free goes back by its own channel or on to the next season, and the books are closed day by day, then for good."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from workflow import Actor

from ... import clock
from ...errors import Refusal
from ...seasons.models import Season
from ...shell import money
from ...storage import act, db
from ...words import funding as labels
from .. import ledger, promises
from ..models import Account, ClosedPeriod, Fund
from . import keeping
from .rights import BUREAU, CLOSERS, must_hold

FOR_GOOD = "9999-12-31"
"""Closed through this day, a season's books take nothing more."""
OPEN_STAGES = ("pool", "allot", "commit", "order", "held", "lent", "due")


@dataclass(frozen=True, slots=True)
class Remainder:
    """What one source still has in one stage that must be empty before the books close, in fen."""

    fund: Fund
    stage: str
    fen: int


@act
def give_back(fund_id: int, *, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Return to a source what its season did not need, by the channel that it came (``document``: the transfer's number, once); fen. By the bureau.

    Only free money: refused when the pool holds less (``balance-short``), when passed proposals count on it (``pool-promised``), and
    while the source still owes an advance (``advance-open``).
    """
    fund = _fund(fund_id, by=by)
    posted = ledger.post(db.session(), kind="surplus", season_id=fund.season_id, commitment_id=None, legs=[(fund.id, "pool", "returned", amount_fen)],
                         idem_key=f"surplus:{fund.id}:{document}", document=document, actor=by, at=at)
    keeping.must_keep(fund)
    return posted


@act
def carry_over(fund_id: int, *, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Take free money of a source into the next season's source of the same code, in one entry (fen; ``document``: the decision, once). By the bureau.

    Refused as in ``give_back``; and when the next season has no such source (``next-source-missing``), or its books of that day are
    closed (``period-closed``).
    """
    fund = _fund(fund_id, by=by)
    following = next_of(fund)
    if following is None:
        raise Refusal("next-source-missing", fund=fund.title)
    day, through = clock.today(at).isoformat(), closed_through(following.season_id)
    if through is not None and day <= through:
        raise Refusal("period-closed", day=day, through=through)
    legs = [(fund.id, "pool", "returned", amount_fen), (following.id, "origin", "pool", amount_fen)]
    posted = ledger.post(db.session(), kind="carry", season_id=fund.season_id, commitment_id=None, legs=legs, idem_key=f"carry:{fund.id}:{document}",
                         document=document, actor=by, at=at)
    keeping.must_keep(fund)
    return posted


@act
def close_period(season_id: int, *, through: date, by: Actor, at: int) -> int:
    """Close a season's books up to a day: nothing is booked into it any more, and nobody opens it again. By the bureau or the foundation's head.

    Refused: a day that is not over (``period-not-over``), one that is closed already (``period-closed-already``).
    """
    must_hold(by, kinds=CLOSERS, code="closing-not-yours")
    if through >= clock.today(at):
        raise Refusal("period-not-over", day=through.isoformat())
    return _close(season_id, through=through.isoformat(), by=by, at=at)


@act
def close_books(season_id: int, *, by: Actor, at: int) -> int:
    """Close a season's books for good, by the bureau. Refused while any source has money anywhere but spent or returned (``books-still-open``)."""
    must_hold(by, kinds=BUREAU, code="closing-not-yours")
    promises.queue_up(db.session(), season_id=season_id)
    left = remaining(season_id)
    if left:
        raise Refusal("books-still-open", left="、".join(f"{one.fund.title}{labels.STAGES[one.stage]} {money(one.fen)}" for one in left))
    return _close(season_id, through=FOR_GOOD, by=by, at=at)


def remaining(season_id: int) -> list[Remainder]:
    """What must still go somewhere, by source and stage."""
    fen = func.sum(Account.credits_fen - Account.debits_fen)
    funds = {fund.id: fund for fund in promises.funds_of(db.session(), season_id=season_id)}
    asked = (select(Account.fund_id, Account.stage, fen).where(Account.fund_id.in_(funds), Account.stage.in_(OPEN_STAGES))
             .group_by(Account.fund_id, Account.stage).having(fen != 0))
    found = [Remainder(funds[fund_id], stage, int(amount)) for fund_id, stage, amount in db.session.execute(asked)]
    return sorted(found, key=lambda one: (one.fund.position, OPEN_STAGES.index(one.stage)))


def periods(season_id: int) -> Sequence[ClosedPeriod]:
    """What was closed, the latest first."""
    return db.session.scalars(select(ClosedPeriod).where(ClosedPeriod.season_id == season_id).order_by(ClosedPeriod.id.desc())).all()


def closed_through(season_id: int) -> str | None:
    """The last closed day of a season's books."""
    return db.session.scalar(select(func.max(ClosedPeriod.through)).where(ClosedPeriod.season_id == season_id))


def next_of(fund: Fund) -> Fund | None:
    """The source of the same code in the season after this one."""
    year = select(Season.year).where(Season.id == fund.season_id).scalar_subquery()
    following = select(Season.id).where(Season.year > year).order_by(Season.year).limit(1).scalar_subquery()
    return db.session.scalars(select(Fund).where(Fund.season_id == following, Fund.code == fund.code)).one_or_none()


def _fund(fund_id: int, *, by: Actor) -> Fund:
    """The source, its season's promises locked, if it owes nobody."""
    must_hold(by, kinds=BUREAU, code="closing-not-yours")
    fund = db.session.get_one(Fund, fund_id)
    promises.queue_up(db.session(), season_id=fund.season_id)
    owed = -sum(one.fen for one in remaining(fund.season_id) if one.fund.id == fund.id and one.stage == "due")
    if owed:
        raise Refusal("advance-open", fund=fund.title, owed=money(owed))
    return fund


def _close(season_id: int, *, through: str, by: Actor, at: int) -> int:
    closed = closed_through(season_id)
    if closed is not None and through <= closed:
        raise Refusal("period-closed-already", through=closed)
    period = ClosedPeriod(season_id=season_id, through=through, actor=by.id, at_us=at)
    db.session.add(period)
    db.session.flush()
    return period.id
