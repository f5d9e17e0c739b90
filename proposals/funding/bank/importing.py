"""Taking in a bank's statement: proven before, then kept whole with the file itself, or not at all."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import insert, select

from workflow import Actor

from ... import sheets
from ...amounts import plain
from ...errors import Refusal
from ...storage import act, db
from ..models import BankAccount, BankLine, BankStatement
from . import accounts
from .payees import digits
from .statement import Statement, parse

MOST_LINES = 5_000
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class File:
    """A statement's file, read and proven: what it says, and the bytes it says it with."""

    name: str
    content: bytes
    sha256: str
    statement: Statement


def read(upload: bytes, *, name: str) -> File:
    """Read and prove a file, before any transaction; UnreadableSheet or BadStatement says what is wrong, line by line."""
    rows = sheets.read(upload, name=name, most_rows=MOST_LINES, most_columns=MOST_COLUMNS)
    return File(name[:120], upload, hashlib.sha256(upload).hexdigest(), parse(rows))


def check(account: BankAccount, *, file: File) -> BankStatement | None:
    """Refuse what is not this account's next statement; returns the one before it, None for the first.

    Refused: the file was taken in before (``statement-known``), it says another account (``statement-of-another``), it does not begin
    with the balance and day on which the last one ended (``statement-gap``, ``statement-overlaps``), a reference is known (``line-known``).
    """
    known = db.session.scalars(select(BankStatement).where(BankStatement.account_id == account.id, BankStatement.sha256 == file.sha256)).one_or_none()
    if known is not None:
        raise Refusal("statement-known", name=known.file_name, first=known.from_day, last=known.to_day)
    own, said = digits(account.number), file.statement.own_number
    if said and own and said != own:
        raise Refusal("statement-of-another", said=said, own=account.number)
    last = db.session.scalars(select(BankStatement).where(BankStatement.account_id == account.id).order_by(BankStatement.seq.desc()).limit(1)).one_or_none()
    if last is not None:
        _must_follow(last, statement=file.statement)
    _must_be_new(account, statement=file.statement)
    return last


def _must_follow(last: BankStatement, *, statement: Statement) -> None:
    first = statement.lines[0].number
    if statement.from_day.isoformat() < last.to_day:
        raise Refusal("statement-overlaps", line=first, first=statement.from_day.isoformat(), last=last.to_day)
    if statement.opening_fen != last.closing_fen:
        raise Refusal("statement-gap", line=first, opening=plain(statement.opening_fen), closing=plain(last.closing_fen), last=last.to_day)


def _must_be_new(account: BankAccount, *, statement: Statement) -> None:
    lines = {line.reference: line.number for line in statement.lines}
    known = db.session.scalars(select(BankLine.reference).where(BankLine.account_id == account.id, BankLine.reference.in_(lines)).order_by(BankLine.id)).first()
    if known is not None:
        raise Refusal("line-known", line=lines[known], reference=known)


@act
def import_statement(account_id: int, *, file: File, by: Actor, at: int) -> int:
    """Keep a proven statement with its lines and its file, by the desk's cashier; returns it. Refused whole, and then nothing has changed (``check``)."""
    account = db.session.get_one(BankAccount, account_id, with_for_update=True)
    accounts.must_hold(by, kinds=(account.desk,), code="statement-not-yours")
    last, said = check(account, file=file), file.statement
    kept = BankStatement(account_id=account.id, seq=last.seq + 1 if last else 1, file_name=file.name, sha256=file.sha256, content=file.content,
                         from_day=said.from_day.isoformat(), to_day=said.to_day.isoformat(), opening_fen=said.opening_fen,
                         closing_fen=said.closing_fen, size=len(said.lines), actor=by.id, at_us=at)
    db.session.add(kept)
    db.session.flush()
    db.session.execute(insert(BankLine.__table__), [
        {"statement_id": kept.id, "account_id": account.id, "seq": seq, "reference": line.reference, "booked_on": line.booked_on.isoformat(),
         "direction": line.direction, "amount_fen": line.amount_fen, "balance_fen": line.balance_fen, "counterparty": line.counterparty,
         "counterparty_account": line.counterparty_account, "summary": line.summary} for seq, line in enumerate(said.lines, start=1)])
    return kept.id
