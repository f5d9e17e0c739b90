"""Setting money aside for a street, a group of people, or one in the other (切块): planned on paper, then moved out of the pool. Amounts in fen."""
from __future__ import annotations

from sqlalchemy import select

from workflow import Actor

from ...errors import Refusal
from ...shell import money
from ...storage import act, db
from .. import ledger, promises
from ..models import Allotment, Entry, Fund
from ..promises import POOL, Place
from . import keeping, places
from .rights import BUREAU, must_hold


@act
def plan_allotment(fund_id: int, *, place: Place, planned_fen: int, document: str, by: Actor, at: int) -> int:
    """Plan that a source sets aside so much more for a place; returns the plan's row. No money moves.

    By the bureau (``allotment-not-yours``). Refused: a place that the source is not given for (``place-outside-source``), no place at all
    (``place-missing``).
    """
    fund = _fund(fund_id, place=place, by=by)
    row = Allotment(fund_id=fund.id, street_id=place[0], category_id=place[1], planned_fen=planned_fen, document=document, actor=by.id, at_us=at)
    db.session.add(row)
    db.session.flush()
    return row.id


@act
def allot(fund_id: int, *, place: Place, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Set aside received money for a place, by a document, once: out of the source's pool.

    By the bureau. Refused as in ``plan_allotment``; more than was planned (``allotment-above-plan``), than is free of promises
    (``pool-promised``) or than the pool holds (``balance-short``).
    """
    fund = _fund(fund_id, place=place, by=by)
    key = f"allot:{fund.id}:{place[0] or 0}:{place[1] or 0}:{document}"
    found = next((row for row in places.of_season(fund.season_id) if (row.fund.id, row.place) == (fund.id, place)), None)
    left = found.planned_fen - found.allotted_fen if found else 0
    if amount_fen > left and db.session.scalar(select(Entry.id).where(Entry.idem_key == key)) is None:
        raise Refusal("allotment-above-plan", amount=money(amount_fen), left=money(max(left, 0)))
    posted = ledger.post(db.session(), kind="allot", season_id=fund.season_id, commitment_id=None, legs=[(fund.id, "pool", "allot", amount_fen)],
                         idem_key=key, document=document, actor=by, at=at, places={fund.id: place})
    keeping.must_keep(fund)
    return posted


@act
def recall(fund_id: int, *, place: Place, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Take back into the pool what was set aside for a place and is not committed, by a document, once. By the bureau; refused when less is left
    (``balance-short``).
    """
    fund = _fund(fund_id, place=place, by=by)
    return ledger.post(db.session(), kind="recall", season_id=fund.season_id, commitment_id=None, legs=[(fund.id, "allot", "pool", amount_fen)],
                       idem_key=f"recall:{fund.id}:{place[0] or 0}:{place[1] or 0}:{document}", document=document, actor=by, at=at, places={fund.id: place})


def _fund(fund_id: int, *, place: Place, by: Actor) -> Fund:
    """The source, if the place is one that it is given for."""
    must_hold(by, kinds=BUREAU, code="allotment-not-yours")
    fund = db.session.get_one(Fund, fund_id)
    promises.queue_up(db.session(), season_id=fund.season_id)
    if place == POOL:
        raise Refusal("place-missing")
    if fund.street_id not in (None, place[0]) or fund.category_id not in (None, place[1]):
        raise Refusal("place-outside-source", fund=fund.title)
    return fund
