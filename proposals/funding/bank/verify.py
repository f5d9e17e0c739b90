"""Do statements, matches and batches add up? Everything is read once and compared with everything else; an empty list is good news."""
from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.history import Finding

from ..models import BankLine, BankMatch, BankStatement, BatchFile, BatchRow, Entry, Payment, PaymentBatch

AT_A_TIME = 1000
_STATEMENTS = (select(BankStatement.id, BankStatement.account_id, BankStatement.seq, BankStatement.opening_fen, BankStatement.closing_fen, BankStatement.size,
                      BankStatement.sha256, BankStatement.content).order_by(BankStatement.account_id, BankStatement.seq))
_LINES = (select(BankLine.id, BankLine.statement_id, BankLine.seq, BankLine.direction, BankLine.amount_fen, BankLine.balance_fen)
          .order_by(BankLine.statement_id, BankLine.seq))
_MATCHES = (select(BankMatch.id, BankMatch.line_id, BankMatch.payment_id, BankMatch.entry_id, BankMatch.amount_fen, BankLine.direction,
                   BankLine.amount_fen.label("line_fen")).join(BankLine, BankLine.id == BankMatch.line_id).where(BankMatch.undone_us.is_(None))
            .order_by(BankMatch.id))
_PAYMENTS = select(Payment.id, Payment.state, Payment.amount_fen).order_by(Payment.id)
_MADE = (select(PaymentBatch.id, PaymentBatch.season_id, PaymentBatch.desk, PaymentBatch.serial, PaymentBatch.total_fen, PaymentBatch.size)
         .order_by(PaymentBatch.season_id, PaymentBatch.desk, PaymentBatch.serial))


def findings(session: Session) -> list[Finding]:
    """Statements that do not follow or add up, files that changed, matches beyond their line or payment, batches whose rows are not their total."""
    return [finding for check in (_statements, _matches, _batches) for finding in check(session)]


def _statements(session: Session) -> Iterator[Finding]:
    """Each begins where the one before ended, its lines lead from opening to closing, and its file is the one that was taken in."""
    ends = _ends(session)
    before: tuple[int, int, int] | None = None
    for row in session.execute(_STATEMENTS.execution_options(yield_per=1)):
        follows = before is not None and before[0] == row.account_id
        if row.seq != (before[1] + 1 if follows and before else 1) or follows and before and before[2] != row.opening_fen:
            yield Finding("statement-chain", (row.id,), f"opens with {row.opening_fen}, statement {row.seq - 1} closed with {before[2] if before else None}")
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            yield Finding("statement-file", (row.id,), "the file is not the one that was taken in")
        count, moved, broken = ends.get(row.id, (0, 0, None))
        if (count, row.opening_fen + moved) != (row.size, row.closing_fen) or broken is not None:
            yield Finding("statement-sum", (row.id,), f"{count} lines move {moved}: {row.opening_fen} does not become {row.closing_fen} (line {broken})")
        before = (row.account_id, row.seq, row.closing_fen)


def _ends(session: Session) -> dict[int, tuple[int, int, int | None]]:
    """For each statement: how many lines, what they move together, and the first whose balance does not follow."""
    found: dict[int, tuple[int, int, int | None]] = {}
    balance = 0
    for row in session.execute(_LINES.execution_options(yield_per=AT_A_TIME)):
        count, moved, broken = found.get(row.statement_id, (0, 0, None))
        signed = row.amount_fen if row.direction == "in" else -row.amount_fen
        if broken is None and (row.seq != count + 1 or count and balance + signed != row.balance_fen):
            broken = row.seq
        found[row.statement_id], balance = (count + 1, moved + signed, broken), row.balance_fen
    return found


def _matches(session: Session) -> Iterator[Finding]:
    """No line is matched beyond its amount, a payment is matched as far as it has arrived, and what was booked for a line stands in the books."""
    by_line: dict[int, int] = defaultdict(int)
    by_payment: dict[int, int] = defaultdict(int)
    known = set(session.scalars(select(Entry.id)))
    for row in session.execute(_MATCHES.execution_options(yield_per=AT_A_TIME)):
        by_line[row.line_id] += row.amount_fen
        if by_line[row.line_id] > row.line_fen:
            yield Finding("match-line", (row.line_id,), f"{by_line[row.line_id]} of {row.line_fen}")
        if row.payment_id is not None:
            by_payment[row.payment_id] += row.amount_fen if row.direction == "out" else -row.amount_fen
        if row.entry_id is not None and row.entry_id not in known:
            yield Finding("match-entry", (row.id,), f"entry {row.entry_id} is not in the books")
    for payment_id, state, fen in session.execute(_PAYMENTS):
        said = by_payment.get(payment_id, 0)
        if said != (fen if state == "paid" else 0):
            yield Finding("match-payment", (payment_id,), f"{state}, and lines come to {said} of {fen}")


def _batches(session: Session) -> Iterator[Finding]:
    """A batch's rows are its total, its numbers have no gaps, its files are as they were made."""
    rows: dict[int, list[int]] = defaultdict(list)
    for batch_id, fen in session.execute(select(BatchRow.batch_id, BatchRow.amount_fen)):
        rows[batch_id].append(fen)
    last: dict[tuple[int, str], int] = defaultdict(int)
    for batch in session.execute(_MADE):
        if (len(rows[batch.id]), sum(rows[batch.id])) != (batch.size, batch.total_fen):
            yield Finding("batch-sum", (batch.id,), f"{len(rows[batch.id])} rows of {sum(rows[batch.id])}, not {batch.size} of {batch.total_fen}")
        if batch.serial != last[batch.season_id, batch.desk] + 1:
            yield Finding("batch-number", (batch.id,), f"{batch.serial} follows {last[batch.season_id, batch.desk]}")
        last[batch.season_id, batch.desk] = batch.serial
    for key, digest, content in session.execute(select(BatchFile.id, BatchFile.sha256, BatchFile.content).execution_options(yield_per=1)):
        if hashlib.sha256(content).hexdigest() != digest:
            yield Finding("batch-file", (key,), "the file is not the one that was made")
