"""A running project led through changes and payments by chance: after every step the books add up, and nobody paid more than was signed."""
from random import Random

import pytest
from sqlalchemy import select

from proposals.funding import changing, ledger, verify
from proposals.funding.models import Payment
from proposals.storage import db
from tests.drive import approval, funding
from tests.rooms.approval.planned import actor
from tests.rooms.implementation.test_changes import commitment
from tests.rooms.implementation.test_supervision import fire
from workflow import Refused

pytestmark = pytest.mark.slow
STEPS, REFUSED = 14, {"paid-beyond-new-amount", "nothing-changes", "nobody-pays-the-rest"}


def another_amount(case, dice, at):
    amount = commitment(case).amount_fen * dice.randint(60, 140) // 100
    return changing.ask_amount(case, planned={"activity": amount}, wish="调整", new_ends_on=None, by=actor("刘芳"), at=at)


def other_shares(case, dice, at):
    weights = {share.fund_id: dice.randint(0, 5) for share in commitment(case).shares}
    return changing.ask_shares(case, weights=weights, wish="调整", by=actor("陈会计"), at=at)


def change(case, dice, at):
    """Asked for, approved, and then signed or given up; refused where the rules say so."""
    try:
        amendment = dice.choice((another_amount, other_shares))(case, dice, at)
    except Refused as refusal:
        assert {problem.code for problem in refusal.problems} <= REFUSED
        return
    fire(amendment, "renew", "周敏", at)
    if dice.random() < 0.8:
        approval.signed(case, at=at)
    else:
        fire(amendment, "deny", "李科长", at, "资金不足")


def pay(case, dice, at):
    """What is due, all the way or only to its approval."""
    due = [tranche.seq for tranche in commitment(case).tranches if tranche.condition == "signing" and {leg.state for leg in tranche.payments} == {"planned"}]
    for seq in due[:1]:
        dice.choice((funding.authorised, funding.sent, funding.paid, funding.paid))(case, seq=seq, at=at)


def must_add_up(case):
    found = commitment(case)
    at, signed = ledger.balances(db.session, commitment_id=found.id), {share.fund_id: share.amount_fen for share in found.shares}
    assert verify.findings(db.session) == []
    for fund, fen in signed.items():
        living = sum(leg.amount_fen for leg in db.session.scalars(select(Payment).where(Payment.fund_id == fund, Payment.state != "cancelled")))
        assert sum(at.get((fund, stage), 0) for stage in ("order", "held", "spent")) <= living == fen


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_books_add_up(app, running, at, seed):
    case, dice = running(), Random(seed)
    for _step in range(STEPS):
        dice.choice((change, pay))(case, dice, at)
        must_add_up(case)
