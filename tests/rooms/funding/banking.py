"""Two desks with bank accounts, a payee whose account was checked, batches at the bank, and statements as the bank would export them."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from proposals import clock
from proposals.amounts import plain
from proposals.collection.models import Proposal
from proposals.funding.bank import accounts, batching, importing, matching, unmatched
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankAccount, Fund, PayeeAccount, Payment
from proposals.storage import db
from tests.drive import funding
from tests.remembered import remembered
from tests.rooms.approval.planned import actor

CASHIER = {"foundation": "陈会计", "treasury": "许科员"}
HEAD = {"foundation": "马理事长", "treasury": "沈科长"}
NUMBER = {"foundation": "420100000001", "treasury": "420100000002"}
PAYEE = ("夕阳红社会工作服务社", "4201888866660001")
COLUMNS = "日期,借方,贷方,余额,对方户名,对方账号,摘要,流水号"

Row = tuple[str, int, str, str]
"""A line: reference, fen (below zero: out), counterparty, summary."""


@remembered
def opened(*, at: int) -> None:
    """Each desk has its account; once."""
    known = set(db.session.scalars(select(BankAccount.desk)))
    for desk, head in ((desk, head) for desk, head in HEAD.items() if desk not in known):
        accounts.open_account(desk, title=f"{desk}专户", holder=desk, bank="演示银行", number=NUMBER[desk], demonstration=True, by=actor(head), at=at)


@remembered
def checked(case: int, *, at: int) -> None:
    """The implementer's account was entered by itself and checked by the foundation."""
    organisation = db.session.get_one(Proposal, case).organisation_id
    account = accounts.record_payee(organisation, holder=PAYEE[0], bank="演示银行", number=PAYEE[1], demonstration=True, by=actor("刘芳"), at=at)
    accounts.verify_payee(account, by=actor("陈会计"), at=at)


def checked_by_nobody(*, at: int) -> None:
    """The foundation's cashier entered another account of the implementer; nobody has looked at it."""
    organisation = db.session.scalars(select(PayeeAccount.organisation_id)).first()
    accounts.record_payee(organisation, holder="新户名", bank="演示银行", number="4201888866660002", demonstration=True, by=actor("陈会计"), at=at)


@remembered
def at_the_bank(case: int, *, seq: int, at: int) -> list[int]:
    """A tranche's payments, each sent in a batch of its desk."""
    ids = funding.authorised(case, seq=seq, at=at)
    for payment_id in ids:
        desk = db.session.scalars(select(Fund.desk).join(Payment, Payment.fund_id == Fund.id).where(Payment.id == payment_id)).one()
        batching.make_batch([payment_id], desk=desk, by=actor(CASHIER[desk]), at=at)
    return ids


def account(desk: str = "foundation") -> BankAccount:
    """The desk's account."""
    return db.session.scalars(select(BankAccount).where(BankAccount.desk == desk)).one()


def statement(rows: Sequence[Row], *, opening: int, on: date) -> bytes:
    """What the bank exports for these lines, all of one day."""
    text, balance = [COLUMNS], opening
    for reference, fen, name, summary in rows:
        balance += fen
        text.append(",".join(f'"{cell}"' for cell in (on, plain(-fen) if fen < 0 else "", plain(fen) if fen > 0 else "", plain(balance), name,
                                                      PAYEE[1] if name == PAYEE[0] else "", summary, reference)))
    return "\r\n".join(text).encode("gb18030")


def imported(rows: Sequence[Row], *, opening: int, at: int, desk: str = "foundation", days: int = 0) -> int:
    """The desk's cashier takes the statement in."""
    day = clock.today(at + days * funding.DAY)
    file = importing.read(statement(rows, opening=opening, on=day), name="流水.csv")
    return importing.import_statement(account(desk).id, file=file, by=actor(CASHIER[desk]), at=at)


def proposed(desk: str = "foundation") -> list[Match]:
    """What is proposed for the desk's account now."""
    db.session.rollback()
    return list(unmatched.of_account(account(desk)).matches)


def confirmed(*, at: int, desk: str = "foundation") -> list[str]:
    """The cashier confirms everything that is certain; the kinds."""
    found = [each for each in proposed(desk) if each.certain]
    done, refused = matching.confirm_all(found, by=actor(CASHIER[desk]), at=at)
    assert (done, refused) == (len(found), [])
    return [each.kind for each in found]


def state(payment_id: int) -> str:
    """Where a payment stands, whoever moved it."""
    db.session.rollback()
    return db.session.get_one(Payment, payment_id, populate_existing=True).state
