"""The banks of the tests: accounts of both desks, a checked account of whoever is paid, batches, and statements of single lines."""
from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from proposals import clock
from proposals.amounts import plain
from proposals.collection.models import Proposal
from proposals.directory.models import Organisation
from proposals.funding.bank import accounts, batching, importing, matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankAccount, BankLine, BankStatement, Commitment, PayeeAccount, Payment
from proposals.storage import db
from tests.drive.approval import holder

NUMBERS = {"foundation": "420100000001", "treasury": "420100000002"}
OPENING = 50_000_00
COLUMNS = "日期,借方,贷方,余额,对方户名,对方账号,摘要,流水号"


def opened(proposal: Proposal, *, at: int) -> None:
    """Each desk has its account; once."""
    known = set(db.session.scalars(select(BankAccount.desk)))
    for desk, number in NUMBERS.items():
        if desk not in known:
            by = holder(f"{desk}_lead", proposal=proposal)
            accounts.open_account(desk, title=f"{desk}专户", holder=desk, bank="演示银行", number=number, demonstration=True, by=by, at=at)


def checked(proposal: Proposal, *, at: int) -> None:
    """Whoever is paid for the project has an account, entered by one desk and checked by the other; once."""
    (organisation,) = accounts.payees(set(db.session.scalars(select(Commitment.id).where(Commitment.proposal_id == proposal.id)))).values()
    if db.session.scalar(select(func.count()).where(PayeeAccount.organisation_id == organisation)):
        return
    account = accounts.record_payee(organisation, holder=db.session.get_one(Organisation, organisation).name, bank="演示银行",
                                    number=f"4201888877{organisation:06d}", demonstration=True, by=holder("treasury", proposal=proposal), at=at)
    accounts.verify_payee(account, by=holder("foundation", proposal=proposal), at=at)


def ready(proposal_id: int, *, at: int) -> None:
    """Both desks can pay, and the project can be paid."""
    proposal = db.session.get_one(Proposal, proposal_id)
    opened(proposal, at=at)
    checked(proposal, at=at)


def sent(payment_id: int, *, at: int) -> None:
    """The cashier sends the payment in a batch of its own."""
    leg = db.session.get_one(Payment, payment_id)
    ready(leg.proposal_id, at=at)
    desk = leg.fund.pays_through
    made = batching.make_batch([payment_id], desk=desk, by=holder(desk, proposal=leg.proposal), at=at)
    assert made.refused == {}, made.refused


def seen(payment_id: int, *, at: int) -> None:
    """The bank's statement of this day shows the payment, and the cashier confirms it."""
    line = lined(payment_id, at=at)
    leg = db.session.get_one(Payment, payment_id, populate_existing=True)
    match = Match("pay", (line,), (payment_id,), (leg.amount_fen,), certain=True, reason="")
    matching.confirm(match, by=holder(leg.fund.pays_through, proposal=leg.proposal), at=at)


def lined(payment_id: int, *, at: int) -> int:
    """The bank's statement of this day, with one line: the payment went out. Nobody has said so yet; returns the line."""
    leg = db.session.get_one(Payment, payment_id)
    account = accounts.account_of(leg.fund.pays_through)
    last = db.session.scalars(select(BankStatement).where(BankStatement.account_id == account.id).order_by(BankStatement.seq.desc()).limit(1)).one_or_none()
    day = max(clock.today(at), date.fromisoformat(last.to_day)) if last else clock.today(at)
    closing = (last.closing_fen if last else OPENING) - leg.amount_fen
    before = db.session.scalar(select(func.count()).where(BankLine.account_id == account.id, BankLine.reference.startswith(f"B-{payment_id}-")))
    cells = (day, plain(leg.amount_fen), "", plain(closing), "收款单位", "", batching.mark_of(leg), f"B-{payment_id}-{before}")
    file = importing.read("\r\n".join((COLUMNS, ",".join(f'"{cell}"' for cell in cells))).encode(), name="流水.csv")
    statement = importing.import_statement(account.id, file=file, by=holder(account.desk, proposal=leg.proposal), at=at)
    return db.session.scalars(select(BankLine.id).where(BankLine.statement_id == statement)).one()
