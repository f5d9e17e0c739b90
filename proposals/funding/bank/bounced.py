"""Payments of an account that were taken as bounced by hand, and for which no pair of lines stands yet."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import joinedload

from workflow.tables import step

from ... import clock
from ...collection.models import Proposal
from ...storage import db
from ..models import BankAccount, BankLine, BankMatch, BatchRow, Fund, Payment, PaymentBatch
from .batching import mark_of
from .facts import Leg


def legs(account: BankAccount) -> list[Leg]:
    """One for each time that such a payment was sent, as the bank's file named it then; four statements, whatever came back."""
    open_ones = _without_lines(account)
    asked = (select(Payment).where(Payment.id.in_(open_ones)).order_by(Payment.id)
             .options(joinedload(Payment.proposal).joinedload(Proposal.organisation), joinedload(Payment.tranche)))
    rows = _rows(open_ones, account=account)
    found = []
    for leg in db.session.scalars(asked):
        sent = [(row.holder, row.number, row.at_us, row.purpose, row.batch) for row in rows[leg.id]]
        for holder, number, at_us, purpose, batch in sent or [(leg.proposal.organisation.name, "", open_ones[leg.id], mark_of(leg), "")]:
            found.append(Leg(leg.id, "bounced", leg.amount_fen, holder, number, clock.today(at_us), purpose, batch))
    return found


def _without_lines(account: BankAccount) -> dict[int, int]:
    """The payments that were bounced more often than lines show, each with the time it was first sent (UTC µs).

    A bounce by a pair of lines is one move and one pair; where that was undone – or the line on which an arrived payment came back –, one
    move takes it back. What is left was bounced by hand.
    """
    counted = (select(step.c.instance_id, step.c.name, func.count().label("times"), func.min(step.c.at_us).label("at_us"))
               .join(Payment, Payment.id == step.c.instance_id).join(Fund, Fund.id == Payment.fund_id)
               .where(Fund.pays_through == account.desk, step.c.name.in_(("send", "bounce", "unbounce")))
               .where(step.c.instance_id.in_(select(step.c.instance_id).where(step.c.name == "bounce")))
               .group_by(step.c.instance_id, step.c.name))
    times: dict[int, dict[str, int]] = defaultdict(dict)
    first: dict[int, int] = {}
    for row in db.session.execute(counted):
        times[row.instance_id][row.name] = row.times
        first[row.instance_id] = row.at_us if row.name == "send" else first.get(row.instance_id, row.at_us)
    pairs = case(((BankMatch.kind == "bounce") & (BankLine.direction == "out") & BankMatch.undone_us.is_(None), 1),
                 ((BankMatch.kind == "return") & BankMatch.undone_us.is_not(None), -1), else_=0)
    matched = (select(BankMatch.payment_id, func.sum(pairs)).join(BankLine, BankLine.id == BankMatch.line_id)
               .where(BankMatch.payment_id.in_(times)).group_by(BankMatch.payment_id))
    shown: dict[int, int] = {key: int(count) for key, count in db.session.execute(matched)}
    return {key: first[key] for key, names in times.items() if names["bounce"] - names.get("unbounce", 0) - shown.get(key, 0) > 0}


def _rows(payment_ids: Collection[int], *, account: BankAccount) -> dict[int, list[Row[Any]]]:
    """The rows by which these payments went to the bank from this account."""
    asked = (select(BatchRow.payment_id, BatchRow.holder, BatchRow.number, BatchRow.purpose, PaymentBatch.number.label("batch"), PaymentBatch.at_us)
             .join(PaymentBatch, PaymentBatch.id == BatchRow.batch_id)
             .where(BatchRow.payment_id.in_(payment_ids), PaymentBatch.account_id == account.id).order_by(PaymentBatch.id))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(asked):
        found[row.payment_id].append(row)
    return found
