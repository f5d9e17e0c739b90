"""Promised and received: a pledge is written down, and only what has come in is in a pool. Amounts in fen."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from workflow import Actor

from ... import clock
from ...errors import Refusal
from ...shell import money
from ...storage import act, db
from .. import ledger
from ..models import Entry, Fund, Pledge, PledgeCut, PledgeReceipt
from .rights import bookers_of, must_hold

_REVERSED = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Standing:
    """A pledge, what has come of it and what was written off, in fen; ``withdrawn``: it counts no more. ``entry_id`` is what books it now."""

    pledge: Pledge
    received_fen: int
    cut_fen: int
    entry_id: int
    withdrawn: bool

    @property
    def outstanding_fen(self) -> int:
        """What is still to come."""
        return 0 if self.withdrawn else self.pledge.amount_fen - self.cut_fen - self.received_fen

    @property
    def promised_fen(self) -> int:
        """What is promised as it stands: nothing where it was withdrawn."""
        return 0 if self.withdrawn else self.pledge.amount_fen - self.cut_fen

    def overdue(self, *, today: date) -> bool:
        """Whether something is to come whose day is over."""
        return bool(self.outstanding_fen and self.pledge.due_on and self.pledge.due_on < today.isoformat())


@act
def record_pledge(season_id: int, *, fund_code: str, giver: str, amount_fen: int, due_on: date | None, document: str, by: Actor, at: int) -> int:
    """Write down what somebody promised to a source, by its letter or agreement (``document``: once); returns the pledge.

    It is not in the pool: nothing can be committed from it. By the source's staff or the bureau (``pledge-not-yours``).
    """
    fund = fund_of(season_id, code=fund_code)
    must_hold(by, kinds=bookers_of(fund), code="pledge-not-yours")
    posted = ledger.post(db.session(), kind="pledge", season_id=season_id, commitment_id=None, legs=[(fund.id, "origin", "pledged", amount_fen)],
                         idem_key=f"pledge:{fund.id}:{document}", document=document, actor=by, at=at)
    known = db.session.scalars(select(Pledge).where(Pledge.entry_id == posted.id)).one_or_none()
    if known is not None and (known.giver, known.due_on) != (giver, due_on.isoformat() if due_on else None):
        raise Refusal("booked-otherwise", entry=posted.id)
    pledge = known or Pledge(fund_id=fund.id, giver=giver, amount_fen=amount_fen, due_on=due_on.isoformat() if due_on else None, document=document,
                             entry_id=posted.id, actor=by.id, at_us=at)
    db.session.add(pledge)
    db.session.flush()
    return pledge.id


@act
def withdraw_pledge(pledge_id: int, *, reason: str, by: Actor, at: int) -> ledger.Posted:
    """A promise that will not be kept: its entry is mirrored. Not after something of it has come (``pledge-partly-received``)."""
    pledge = db.session.get_one(Pledge, pledge_id)
    must_hold(by, kinds=bookers_of(pledge.fund), code="pledge-not-yours")
    found = _standing([pledge])[0]
    if found.received_fen:
        raise Refusal("pledge-partly-received", received=money(found.received_fen))
    return ledger.reverse(db.session(), entry_id=found.entry_id, idem_key=f"withdrawn:{pledge.id}", actor=by, at=at, document=reason)


@act
def write_off(pledge_id: int, *, amount_fen: int, reason: str, by: Actor, at: int) -> int:
    """A part of a promise (fen) that will not be kept: what is left is booked anew, the entry before it is mirrored; returns the new entry.

    By the source's staff or the bureau (``pledge-not-yours``). Refused: more than is still to come (``write-off-above-open``), and all of a
    promise of which nothing has come, which is withdrawn instead (``pledge-to-be-withdrawn``).
    """
    pledge = db.session.get_one(Pledge, pledge_id, with_for_update={"of": Pledge})
    must_hold(by, kinds=bookers_of(pledge.fund), code="pledge-not-yours")
    found = _standing([pledge])[0]
    if amount_fen > found.outstanding_fen:
        raise Refusal("write-off-above-open", amount=money(amount_fen), left=money(found.outstanding_fen))
    left = found.promised_fen - amount_fen
    if not left:
        raise Refusal("pledge-to-be-withdrawn")
    key = f"{pledge.id}:{_cuts_of(pledge) + 1}"
    posted = ledger.post(db.session(), kind="pledge", season_id=pledge.fund.season_id, commitment_id=None, idem_key=f"cut:{key}", document=pledge.document,
                         legs=[(pledge.fund_id, "origin", "pledged", left)], actor=by, at=at)
    ledger.reverse(db.session(), entry_id=found.entry_id, idem_key=f"cut-off:{key}", actor=by, at=at, document=reason)
    db.session.add(PledgeCut(pledge_id=pledge.id, amount_fen=amount_fen, entry_id=posted.id, reason=reason, actor=by.id, at_us=at))
    db.session.flush()
    return posted.id


def _cuts_of(pledge: Pledge) -> int:
    return int(db.session.scalar(select(func.count()).where(PledgeCut.pledge_id == pledge.id)) or 0)


def cuts(season_id: int) -> list[PledgeCut]:
    """What was written off of a season's pledges, in the order of writing."""
    asked = select(PledgeCut).join(Pledge, Pledge.id == PledgeCut.pledge_id).join(Fund, Fund.id == Pledge.fund_id).where(Fund.season_id == season_id)
    return list(db.session.scalars(asked.order_by(PledgeCut.id)))


@act
def record_receipt(season_id: int, *, fund_code: str, amount_fen: int, reference: str, by: Actor, at: int, pledge_id: int | None = None,
                   occurred_on: date | None = None) -> ledger.Posted:
    """Book money that reached a source's account: into the season's pool, from what was pledged (``pledge_id``) or else from its origin.

    ``reference`` is the bank's or the document's number; the same one again books nothing twice. Refused: by others than the source's
    staff, those of the account it comes into, and the bureau (``receipt-not-yours``); more than the pledge leaves open
    (``receipt-above-pledge``); another source's pledge (``pledge-of-another``).
    """
    fund = fund_of(season_id, code=fund_code)
    must_hold(by, kinds=bookers_of(fund), code="receipt-not-yours")
    key = f"receipt:{fund.id}:{reference}"
    if pledge_id is not None and db.session.scalar(select(Entry.id).where(Entry.idem_key == key)) is None:
        _must_be_open(db.session.get_one(Pledge, pledge_id, with_for_update={"of": Pledge}), fund=fund, amount_fen=amount_fen)
    posted = ledger.post(db.session(), kind="receipt", season_id=season_id, commitment_id=None, idem_key=key, document=reference, occurred_on=occurred_on,
                         legs=[(fund.id, "origin" if pledge_id is None else "pledged", "pool", amount_fen)], actor=by, at=at)
    if pledge_id is not None and db.session.scalar(select(PledgeReceipt.id).where(PledgeReceipt.entry_id == posted.id)) is None:
        db.session.add(PledgeReceipt(pledge_id=pledge_id, entry_id=posted.id, amount_fen=amount_fen))
        db.session.flush()
    return posted


def _must_be_open(pledge: Pledge, *, fund: Fund, amount_fen: int) -> None:
    if pledge.fund_id != fund.id:
        raise Refusal("pledge-of-another", fund=fund.title)
    left = _standing([pledge])[0].outstanding_fen
    if amount_fen > left:
        raise Refusal("receipt-above-pledge", amount=money(amount_fen), left=money(left), over=money(amount_fen - left))


def fund_of(season_id: int, *, code: str) -> Fund:
    """A season's source by its code."""
    return db.session.scalars(select(Fund).where(Fund.season_id == season_id, Fund.code == code)).one()


def pledges(season_id: int, *, desks: Collection[str] | None) -> list[Standing]:
    """A season's pledges, the oldest first; of the sources of some desks only (None: all)."""
    asked = select(Pledge).join(Fund, Fund.id == Pledge.fund_id).where(Fund.season_id == season_id).order_by(Pledge.id)
    return _standing(list(db.session.scalars(asked if desks is None else asked.where(Fund.desk.in_(desks)))))


def overdue(*, desks: Collection[str], at: int) -> list[Standing]:
    """Pledges to the sources of these desks whose day is over and that are still open, of all seasons."""
    today = clock.today(at)
    asked = (select(Pledge).join(Fund, Fund.id == Pledge.fund_id).where(Pledge.due_on < today.isoformat(), Fund.desk.in_(desks))
             .order_by(Pledge.due_on, Pledge.id))
    return [found for found in _standing(list(db.session.scalars(asked))) if found.overdue(today=today)]


def standing(pledge: Pledge) -> Standing:
    """One pledge and what has come of it."""
    return _standing([pledge])[0]


def fitting(fund_id: int, *, amount_fen: int) -> int | None:
    """The oldest open pledge to a source that an amount may be counted towards; None without one."""
    asked = select(Pledge).where(Pledge.fund_id == fund_id).order_by(Pledge.id)
    return next((found.pledge.id for found in _standing(list(db.session.scalars(asked))) if found.outstanding_fen >= amount_fen), None)


def _standing(found: list[Pledge]) -> list[Standing]:
    """What came of each, without receipts that were reversed, and what was written off; three statements."""
    off: dict[int, int] = defaultdict(int)
    current = {one.id: one.entry_id for one in found}
    for cut in db.session.scalars(select(PledgeCut).where(PledgeCut.pledge_id.in_(current)).order_by(PledgeCut.id)):
        off[cut.pledge_id] += cut.amount_fen
        current[cut.pledge_id] = cut.entry_id
    came = (select(PledgeReceipt.pledge_id, func.sum(PledgeReceipt.amount_fen))
            .where(PledgeReceipt.pledge_id.in_([one.id for one in found]), PledgeReceipt.entry_id.not_in(_REVERSED)).group_by(PledgeReceipt.pledge_id))
    received = {key: int(fen) for key, fen in db.session.execute(came)}
    gone = set(db.session.scalars(select(Entry.reverses_id).where(Entry.reverses_id.in_(current.values()))))
    return [Standing(one, received.get(one.id, 0), off[one.id], current[one.id], current[one.id] in gone) for one in found]
