"""Do vouchers, reports and books say the same? Read anew and compared; an empty list is good news."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.history import Finding

from ...collection.models import Proposal
from ..models import Account, Claim, Commitment, Entry, ExpenditureLine, ExpenditureReport, Voucher, VoucherFile

A_FEW = 20
SETTLED = ("announcing", "closed", "terminated")
"""States of a project whose spending is settled and told no more."""


def findings(session: Session) -> list[Finding]:
    """Everything about spending that does not add up: kind, where (file, line, report or commitment), and the two figures."""
    return [finding for check in (_files, _lines, _reports, _commitments) for finding in check(session)]


def _files(session: Session) -> Iterator[Finding]:
    """Every original still has the digest and the size it came with."""
    asked = select(VoucherFile.id, VoucherFile.digest, VoucherFile.size, VoucherFile.content)
    for row in session.connection().execute(asked.execution_options(yield_per=A_FEW)):
        if hashlib.sha256(row.content).hexdigest() != row.digest or len(row.content) != row.size:
            yield Finding("voucher-file", (row.id,), "the bytes are not those that came")


def _lines(session: Session) -> Iterator[Finding]:
    """No project bears more of a voucher than it says."""
    asked = select(ExpenditureLine.id, ExpenditureLine.amount_fen, Voucher.gross_fen).join(Voucher).where(ExpenditureLine.amount_fen > Voucher.gross_fen)
    for row in session.execute(asked):
        yield Finding("expenditure-line", (row.id,), f"{row.amount_fen} fen of a voucher of {row.gross_fen}")


def _reports(session: Session) -> Iterator[Finding]:
    """A report that was handed in is the sum of its lines; an accepted one was booked by its own entry."""
    lines = (select(ExpenditureLine.report_id, func.sum(ExpenditureLine.amount_fen).label("fen")).group_by(ExpenditureLine.report_id).subquery())
    asked = (select(ExpenditureReport.id, ExpenditureReport.state, ExpenditureReport.amount_fen, ExpenditureReport.booked_fen, lines.c.fen, Entry.idem_key,
                    Entry.amount_fen.label("entered"))
             .outerjoin(lines, lines.c.report_id == ExpenditureReport.id).outerjoin(Entry, Entry.id == ExpenditureReport.entry_id)
             .where(ExpenditureReport.state != "draft"))
    for row in session.execute(asked):
        if row.amount_fen != row.fen:
            yield Finding("expenditure-report", (row.id,), f"{row.amount_fen} fen told, its lines come to {row.fen}")
        if row.booked_fen and (row.idem_key, row.entered) != (f"spend:report:{row.id}", row.booked_fen):
            yield Finding("expenditure-report", (row.id,), f"{row.booked_fen} fen booked, its entry {row.idem_key} says {row.entered}")


def _commitments(session: Session) -> Iterator[Finding]:
    """Where spending is told by vouchers, no more is booked as spent than they prove; once settled, exactly what they prove less what was claimed back."""
    proved = func.sum(ExpenditureLine.amount_fen).filter(ExpenditureReport.state == "accepted", Voucher.state == "accepted")
    by_vouchers = (select(ExpenditureReport.commitment_id, func.coalesce(proved, 0).label("fen")).join(ExpenditureLine).join(Voucher)
                   .group_by(ExpenditureReport.commitment_id).subquery())
    booked = (select(Account.commitment_id, func.sum(Account.credits_fen - Account.debits_fen).label("fen")).where(Account.stage == "spent")
              .group_by(Account.commitment_id).subquery())
    claimed = (select(func.coalesce(func.sum(Claim.amount_fen), 0)).where(Claim.commitment_id == Commitment.id, Claim.entry_id.is_not(None))
               .correlate(Commitment).scalar_subquery())
    asked = (select(Commitment.id, Commitment.spent_fen, by_vouchers.c.fen, claimed.label("claimed"), func.coalesce(booked.c.fen, 0).label("booked"))
             .join(by_vouchers, by_vouchers.c.commitment_id == Commitment.id).outerjoin(booked, booked.c.commitment_id == Commitment.id)
             .join(Proposal, Proposal.id == Commitment.proposal_id).add_columns(Proposal.state))
    for row in session.execute(asked):
        if row.booked > row.fen:
            yield Finding("spending", (row.id,), f"{row.booked} fen booked as spent, vouchers prove {row.fen}")
        if row.state in SETTLED and row.spent_fen != row.fen - row.claimed:
            yield Finding("spending", (row.id,), f"settled at {row.spent_fen} fen, vouchers prove {row.fen}, {row.claimed} claimed back")
