"""The banks of the demonstration: invented accounts, batches sent by the cashiers, and statements on which every payment is seen a day later."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from workflow import Batch

from ..amounts import plain
from ..clock import today
from ..directory.models import Organisation
from ..funding.bank import accounts, batching, importing, matching, unmatched
from ..funding.models import BankAccount, BankLine, BankStatement
from ..storage import db
from .driving import require_all
from .troupe import Troupe

BANK = "演示银行洪山支行"
TITLES = {"foundation": "微公益创投专户（演示）", "treasury": "财政专户（演示）"}
NUMBERS = {"foundation": "4201 0000 0000 0001", "treasury": "4201 0000 0000 0002"}
COLUMNS = "交易日期,借方发生额,贷方发生额,账户余额,对方户名,对方账号,摘要,交易流水号"

INTEREST = 12_34
"""What the bank adds to every statement and nobody has booked: it stays in the reconciliation, as it does in life."""

Movement = tuple[date, int, str, str, str]
"""One line to come: day, fen (below zero: out), the other side, its account, summary."""


def open_accounts(*, troupe: Troupe, at: int) -> None:
    """Each desk's head enters its account; every implementer enters its own, and the foundation's cashier checks it. Once."""
    if db.session.scalar(select(func.count()).select_from(BankAccount)):
        return
    for desk, title in TITLES.items():
        accounts.open_account(desk, title=title, holder=title, bank=BANK, number=NUMBERS[desk], demonstration=True, by=troupe.central[f"{desk}_lead"], at=at)
    names = {key: name for key, name in db.session.execute(select(Organisation.id, Organisation.name))}
    for carrier in troupe.carriers:
        account = accounts.record_payee(carrier.id, holder=names[carrier.id], bank=BANK, number=f"4201 8888 {carrier.id:08d}", demonstration=True,
                                        by=carrier.actor, at=at)
        accounts.verify_payee(account, by=troupe.central["foundation"], at=at)


def send(ids: Sequence[int], *, desk: str, troupe: Troupe, at: int) -> None:
    """The desk's cashier sends these payments, in as few batches as there may be."""
    for first in range(0, len(ids), batching.MOST):
        made = batching.make_batch(ids[first:first + batching.MOST], desk=desk, by=troupe.central[desk], at=at)
        require_all(Batch(refused=made.refused), name="payment")


def see(desk: str, *, troupe: Troupe, at: int) -> None:
    """The bank's statement up to this day: what was received on paper and what is on its way; taken in, and everything certain confirmed."""
    account = accounts.account_of(desk)
    file = importing.read(_text(account, until=today(at)).encode("gb18030"), name=f"{desk}-{today(at):%Y%m%d}.csv")
    importing.import_statement(account.id, file=file, by=troupe.central[desk], at=at)
    while certain := [match for match in unmatched.of_account(account).matches if match.certain]:
        _done, refused = matching.confirm_all(certain, by=troupe.central[desk], at=at)
        if refused:
            raise refused[0]


def _text(account: BankAccount, *, until: date) -> str:
    """The statement that follows the last one, as the bank would export it."""
    last = db.session.scalars(select(BankStatement).where(BankStatement.account_id == account.id).order_by(BankStatement.seq.desc()).limit(1)).one_or_none()
    lines, balance = [COLUMNS], last.closing_fen if last else 0
    since = date.fromisoformat(last.to_day) if last else date.min
    serial = db.session.scalar(select(func.count()).where(BankLine.account_id == account.id)) or 0
    coming = sorted([*_received(account), *_under_way(account, until=until), (until, INTEREST, "", "", "活期利息")])
    for number, (day, fen, name, other, summary) in enumerate(coming, start=serial + 1):
        balance += fen
        out, come = (plain(-fen), "") if fen < 0 else ("", plain(fen))
        lines.append(f'{max(day, since)},"{out}","{come}","{plain(balance)}",{name},{other},{summary},{day:%Y%m%d}{number:06d}')
    return "\r\n".join(lines)


def _received(account: BankAccount) -> list[Movement]:
    """Receipts that no line shows yet."""
    return [(one.day, one.amount_fen, TITLES[account.desk], "", one.document) for one in unmatched.booked_by_hand(account) if one.kind == "receipt"]


def _under_way(account: BankAccount, *, until: date) -> list[Movement]:
    """Payments that are at the bank."""
    return [(until, -leg.amount_fen, leg.holder, leg.number, leg.mark) for leg in unmatched.at_the_bank(account)]
