"""One source pays for another until its money has come (垫付): what is lent and what is due are in the books, and paid back from what arrives."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from workflow import Actor

from ...errors import Refusal
from ...shell import money
from ...storage import act, db
from .. import ledger, promises
from ..models import Account, Entry, Fund, Transfer
from . import keeping
from .rights import must_hold


@dataclass(frozen=True, slots=True)
class Debt:
    """What one source owes another, in fen."""

    lender: Fund
    borrower: Fund
    fen: int


@act
def advance(lender_id: int, *, borrower_id: int, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Lend a source of the same season, whose plan says so, what has not come yet: from the lender's pool into the borrower's, one entry (fen).

    ``document`` is the decision's number, once. By the lender's staff (``advance-not-yours``). Refused: a source that is not to be advanced or a
    lender that is not the foundation's own free money (``not-to-be-advanced``), more than the pool holds (``balance-short``) or is free
    of promises (``pool-promised``).
    """
    lender, borrower = _pair(lender_id, borrower_id, by=by)
    if borrower.pay_mode != "advanced" or lender.kind != "foundation" or lender.street_id is not None or lender.category_id is not None:
        raise Refusal("not-to-be-advanced", lender=lender.title, borrower=borrower.title)
    legs = [(lender.id, "pool", "lent", amount_fen), (borrower.id, "due", "pool", amount_fen)]
    posted = ledger.post(db.session(), kind="advance", season_id=lender.season_id, commitment_id=None, legs=legs,
                         idem_key=f"advance:{lender.id}:{borrower.id}:{document}", document=document, actor=by, at=at)
    keeping.must_keep(lender)
    return posted


@act
def repay(lender_id: int, *, borrower_id: int, amount_fen: int, document: str, by: Actor, at: int) -> ledger.Posted:
    """Pay back an advance out of what the borrower has received since: out of its pool into the lender's, in one entry (fen).

    By the lender's staff. Refused: more than is owed (``repay-above-owed``), more than has come (``balance-short``).
    """
    lender, borrower = _pair(lender_id, borrower_id, by=by)
    key = f"repay:{lender.id}:{borrower.id}:{document}"
    owed = next((debt.fen for debt in debts(lender.season_id) if (debt.lender.id, debt.borrower.id) == (lender.id, borrower.id)), 0)
    if amount_fen > owed and db.session.scalar(select(Entry.id).where(Entry.idem_key == key)) is None:
        raise Refusal("repay-above-owed", amount=money(amount_fen), owed=money(owed))
    legs = [(borrower.id, "pool", "due", amount_fen), (lender.id, "lent", "pool", amount_fen)]
    return ledger.post(db.session(), kind="repay", season_id=lender.season_id, commitment_id=None, legs=legs, idem_key=key, document=document, actor=by, at=at)


def debts(season_id: int) -> list[Debt]:
    """Who owes whom what, from the entries; settled ones are left out. A reversal takes back what its entry did."""
    funds = {fund.id: fund for fund in promises.funds_of(db.session(), season_id=season_id)}
    mirrored = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    asked = (select(Entry.id, Entry.kind, Account.fund_id, Account.stage, Transfer.amount_fen).join(Transfer, Transfer.entry_id == Entry.id)
             .join(Account, Account.id.in_((Transfer.debit_id, Transfer.credit_id)))
             .where(Entry.season_id == season_id, Entry.kind.in_(("advance", "repay")), Entry.id.not_in(mirrored), Account.stage.in_(("lent", "due"))))
    ends: dict[int, dict[str, int]] = defaultdict(dict)
    signed: dict[int, int] = {}
    for row in db.session.execute(asked):
        ends[row.id][row.stage] = row.fund_id
        signed[row.id] = row.amount_fen if row.kind == "advance" else -row.amount_fen
    owed: dict[tuple[int, int], int] = defaultdict(int)
    for entry, fen in signed.items():
        owed[ends[entry]["lent"], ends[entry]["due"]] += fen
    return [Debt(funds[lender], funds[borrower], fen) for (lender, borrower), fen in sorted(owed.items()) if fen]


def _pair(lender_id: int, borrower_id: int, *, by: Actor) -> tuple[Fund, Fund]:
    """Both sources, locked in their order; of one season, and not one and the same."""
    lender, borrower = db.session.get_one(Fund, lender_id), db.session.get_one(Fund, borrower_id)
    must_hold(by, kinds=(lender.desk, f"{lender.desk}_lead"), code="advance-not-yours")
    promises.queue_up(db.session(), season_id=lender.season_id)
    if lender.id == borrower.id or lender.season_id != borrower.season_id:
        raise Refusal("not-to-be-advanced", lender=lender.title, borrower=borrower.title)
    return lender, borrower
