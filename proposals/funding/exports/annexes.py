"""What a season's workbook holds besides the books: spending by budget head, the bank accounts, and what ``verify`` found."""
from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...collection.models import Proposal
from ...optimisation.models import HEADS, BudgetLine, Plan
from .. import verify
from ..bank import balance
from ..models import BankAccount, Commitment, ExpenditureLine, ExpenditureReport, HeadTransfer, HeadTransferRuling, Voucher
from .book import Annexes, BankSide, BudgetHead

Figures = dict[tuple[int, str], int]


def read(session: Session, *, season_id: int) -> Annexes:
    """All of them; a fixed number of statements."""
    found = tuple(f"{finding.kind} {finding.where}: {finding.detail}" for finding in verify.findings(session))
    return Annexes(_budget(session, season_id=season_id), _bank(session), found)


def _bank(session: Session) -> tuple[BankSide, ...]:
    """Every bank account that has a statement, of whatever season: accounts outlive seasons."""
    accounts = session.scalars(select(BankAccount).order_by(BankAccount.desk, BankAccount.id))
    reconciled = ((account, balance.latest(account.id)) for account in accounts.all())
    return tuple(BankSide(account.title, account.bank, account.number, found) for account, found in reconciled if found is not None)


def _budget(session: Session, *, season_id: int) -> tuple[BudgetHead, ...]:
    """Every head of every signed project that anything was planned, moved or spent under, in the order of the projects; four statements."""
    own = select(Commitment.id).join(Proposal).where(Proposal.season_id == season_id)
    planned, moved, spent = _planned(session, season_id=season_id), _moved(session, own=own), _spent(session, own=own)
    projects = session.scalars(own.order_by(Commitment.id))
    return tuple(BudgetHead(project, head, planned.get((project, head), 0), moved.get((project, head), 0), spent.get((project, head), 0))
                 for project in projects for head in HEADS if any(figures.get((project, head)) for figures in (planned, moved, spent)))


def _planned(session: Session, *, season_id: int) -> Figures:
    """By the latest version of each plan."""
    latest = select(func.max(Plan.version)).where(Plan.proposal_id == Commitment.proposal_id).correlate(Commitment).scalar_subquery()
    asked = (select(Commitment.id, BudgetLine.head, func.sum(BudgetLine.unit_price_fen * BudgetLine.quantity))
             .join(Plan, (Plan.proposal_id == Commitment.proposal_id) & (Plan.version == latest)).join(BudgetLine, BudgetLine.plan_id == Plan.id)
             .join(Proposal, Proposal.id == Commitment.proposal_id).where(Proposal.season_id == season_id).group_by(Commitment.id, BudgetLine.head))
    return {(project, head): int(fen) for project, head, fen in session.execute(asked)}


def _moved(session: Session, *, own: Select[tuple[int]]) -> Figures:
    """To a head (+) or from it (-): what was told by notice or approved."""
    found: Figures = defaultdict(int)
    asked = (select(HeadTransfer.commitment_id, HeadTransfer.from_head, HeadTransfer.to_head, HeadTransfer.amount_fen).outerjoin(HeadTransferRuling)
             .where(HeadTransfer.commitment_id.in_(own), (HeadTransfer.by_notice == 1) | (HeadTransferRuling.approved == 1)))
    for project, giving, taking, fen in session.execute(asked):
        found[project, giving] -= fen
        found[project, taking] += fen
    return found


def _spent(session: Session, *, own: Select[tuple[int]]) -> Figures:
    """By vouchers in accepted reports that were not disallowed later."""
    asked = (select(ExpenditureReport.commitment_id, ExpenditureLine.head, func.sum(ExpenditureLine.amount_fen))
             .join(ExpenditureReport, ExpenditureReport.id == ExpenditureLine.report_id).join(Voucher, Voucher.id == ExpenditureLine.voucher_id)
             .where(ExpenditureReport.commitment_id.in_(own), ExpenditureReport.state == "accepted", Voucher.state != "disallowed")
             .group_by(ExpenditureReport.commitment_id, ExpenditureLine.head))
    return {(project, head): int(fen) for project, head, fen in session.execute(asked)}
