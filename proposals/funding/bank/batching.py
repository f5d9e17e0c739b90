"""Sending approved payments: one batch of one desk, numbered without gaps, with the two files as they were made."""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import joinedload

from workflow import Actor, Problem
from workflow.engine import Refused

from ... import clock
from ...directory.models import Organisation
from ...errors import Refusal
from ...machine import engine
from ...seasons.models import Season
from ...storage import act, db
from ..models import BankAccount, BatchFile, BatchRow, Fund, PayeeAccount, Payment, PaymentBatch, Tranche
from . import accounts, files

LETTERS = {"foundation": "F", "treasury": "T"}
MOST = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A batch that was made, and the payments that could not go with it, each with the reasons."""

    batch_id: int
    number: str
    refused: dict[int, tuple[Problem, ...]]


@act
def make_batch(payment_ids: Collection[int], *, desk: str, by: Actor, at: int) -> Made:
    """Send these payments of one season in one batch, by the desk's cashier; what may not be sent stays, with the reasons – another desk's too.

    Refused as a whole: a payee without a checked account (``payee-unchecked``), payments of two seasons or none of this desk
    (``batch-mixed``), nothing that may be sent (the reasons of the first). The batch is made of what may go, then it goes: ``send`` for each.
    """
    accounts.must_hold(by, kinds=(desk,), code="batch-not-yours")
    account = db.session.get_one(BankAccount, accounts.account_of(desk).id, with_for_update=True)
    legs = _legs(payment_ids)
    own = [leg for leg in legs if leg.fund.pays_through == desk]
    if not own or len(legs) > MOST or len({leg.season_id for leg in legs}) != 1:
        raise Refusal("batch-mixed", most=MOST)
    payees, season_id = _payees(own), own[0].season_id
    transfers = {leg.id: _transfer(leg, payees[leg.id]) for leg in own}  # before the move, after which each row would be read anew
    number, serial = _next_number(season_id, desk=desk)
    data = {"batch": number}
    would = engine.fire_many(db.session, [leg.id for leg in legs], "send", by, at=at, data=data, dry_run=True)
    sent = {key: each for key, each in transfers.items() if key in set(would.moved)}
    if not sent:
        raise Refused(next(iter(would.refused.values())))
    batch = PaymentBatch(number=number, season_id=season_id, desk=desk, serial=serial, account_id=account.id, actor=by.id, at_us=at,
                         total_fen=sum(each.amount_fen for each in sent.values()), size=len(sent))
    db.session.add(batch)
    db.session.flush()
    _keep(batch, account, transfers=list(sent.values()), ids=list(sent))
    engine.fire_many(db.session, list(sent), "send", by, at=at, data=data)
    others = {key: (Problem.of("batch-not-yours"),) for key in would.moved if key not in sent}
    return Made(batch.id, number, would.refused | others)


@act
def send_alone(payment_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Made:
    """Send one payment: a batch of one. Writes ``send``."""
    return make_batch([payment_id], desk=db.session.get_one(Payment, payment_id).fund.pays_through, by=by, at=at)


def mark_of(leg: Payment) -> str:
    """What the purpose of a payment says, in signs that every bank repeats: project number, tranche, place of the source."""
    return f"{leg.proposal.number}/{leg.tranche.seq}/{leg.fund.position}"


def _legs(payment_ids: Collection[int]) -> Sequence[Payment]:
    """The payments, in the order of project, tranche and source."""
    asked = (select(Payment).join(Tranche, Tranche.id == Payment.tranche_id).join(Fund, Fund.id == Payment.fund_id).where(Payment.id.in_(payment_ids))
             .options(joinedload(Payment.proposal), joinedload(Payment.tranche)).order_by(Payment.proposal_id, Tranche.seq, Fund.position))
    return list(db.session.scalars(asked).unique())


def _payees(legs: Sequence[Payment]) -> dict[int, PayeeAccount]:
    """The account of each payment; refused when one has none that was checked, naming them."""
    wanted = accounts.payees({leg.tranche.commitment_id for leg in legs})
    known = accounts.in_use(set(wanted.values()))
    missing = sorted({wanted[leg.tranche.commitment_id] for leg in legs} - known.keys())
    if missing:
        names = db.session.scalars(select(Organisation.name).where(Organisation.id.in_(missing)).order_by(Organisation.id))
        raise Refusal("payee-unchecked", names=_("、").join(names))
    return {leg.id: known[wanted[leg.tranche.commitment_id]] for leg in legs}


def _next_number(season_id: int, *, desk: str) -> tuple[str, int]:
    """The desk's next number in the season: 2018-F-003. The account's row is locked, so nobody else takes it."""
    last = db.session.scalar(select(func.max(PaymentBatch.serial)).where(PaymentBatch.season_id == season_id, PaymentBatch.desk == desk))
    serial = (last or 0) + 1
    return f"{db.session.get_one(Season, season_id).year}-{LETTERS[desk]}-{serial:03d}", serial


def _transfer(leg: Payment, payee: PayeeAccount) -> files.Transfer:
    return files.Transfer(payee.holder, payee.number, payee.bank, leg.amount_fen, mark_of(leg), leg.proposal.title, leg.fund.title)


def _keep(batch: PaymentBatch, account: BankAccount, *, transfers: Sequence[files.Transfer], ids: Sequence[int]) -> None:
    """Rows and files as they go to the bank; the payments say in which batch they went last."""
    rows = [{"batch_id": batch.id, "seq": seq, "payment_id": payment_id, "amount_fen": each.amount_fen, "holder": each.holder, "bank": each.bank,
             "number": each.number, "purpose": each.purpose} for seq, (payment_id, each) in enumerate(zip(ids, transfers, strict=True), start=1)]
    db.session.execute(insert(BatchRow.__table__), rows)
    head = files.Head(batch.number, f"{account.title} {account.number}", clock.local(batch.at_us), demonstration=bool(account.demonstration))
    made = {"bank": (f"{batch.number}.csv", files.bank_file(transfers)), "sheet": (f"{batch.number}.xlsx", files.sheet_file(head, transfers))}
    for kind, (name, content) in made.items():
        db.session.add(BatchFile(batch_id=batch.id, kind=kind, name=name, sha256=hashlib.sha256(content).hexdigest(), content=content))
    db.session.execute(update(Payment).where(Payment.id.in_(ids)).values(batch_id=batch.id).execution_options(synchronize_session=False))
    db.session.flush()
