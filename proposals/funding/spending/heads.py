"""A project's budget by head: planned, moved, spent, what is left, and how far a head may grow. Amounts in fen; whole-number arithmetic."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...errors import Refusal
from ...optimisation.models import HEADS, BudgetLine, Plan
from ...seasons.models import Season
from ...shell import money
from ...words.optimisation import HEADS as TITLES
from ..models import Commitment, ExpenditureLine, ExpenditureReport, HeadTransfer, HeadTransferRuling, Voucher


@dataclass(frozen=True, slots=True)
class Head:
    """One budget head: planned at signing, moved to it (+) or from it (-), asked to leave it, spent by accepted vouchers, told and not accepted yet."""

    name: str
    planned_fen: int
    moved_fen: int
    leaving_fen: int
    spent_fen: int
    waiting_fen: int

    @property
    def budget_fen(self) -> int:
        """What may be spent under this head."""
        return self.planned_fen + self.moved_fen

    @property
    def difference_fen(self) -> int:
        """Budget less spent: below zero where too much was spent."""
        return self.budget_fen - self.spent_fen

    @property
    def free_fen(self) -> int:
        """What is neither spent, told nor asked to leave."""
        return self.difference_fen - self.waiting_fen - self.leaving_fen

    @property
    def rate(self) -> str:
        """Spent in percent of the budget, with one decimal, rounded half up; a dash where nothing was budgeted."""
        if not self.budget_fen:
            return "–"
        thousandths = (2000 * self.spent_fen + self.budget_fen) // (2 * self.budget_fen)
        return f"{thousandths // 10}.{thousandths % 10} %"


def of(session: Session, commitment: Commitment) -> list[Head]:
    """All heads of a project's budget, in their order; four statements."""
    planned, moved, leaving = _planned(session, proposal_id=commitment.proposal_id), *_moved(session, commitment_id=commitment.id)
    told = _told(session, commitment_id=commitment.id)
    return [Head(name, planned.get(name, 0), moved.get(name, 0), leaving.get(name, 0), told.get((name, True), 0), told.get((name, False), 0)) for name in HEADS]


def _planned(session: Session, *, proposal_id: int) -> dict[str, int]:
    latest = select(func.max(Plan.version)).where(Plan.proposal_id == proposal_id).scalar_subquery()
    asked = (select(BudgetLine.head, func.sum(BudgetLine.unit_price_fen * BudgetLine.quantity)).join(Plan)
             .where(Plan.proposal_id == proposal_id, Plan.version == latest).group_by(BudgetLine.head))
    return {head: int(fen) for head, fen in session.execute(asked)}


def _moved(session: Session, *, commitment_id: int) -> tuple[dict[str, int], dict[str, int]]:
    """What was moved to (+) and from (-) each head, and what is asked to leave each; what was declined counts nowhere."""
    moved: dict[str, int] = defaultdict(int)
    leaving: dict[str, int] = defaultdict(int)
    asked = (select(HeadTransfer.from_head, HeadTransfer.to_head, HeadTransfer.amount_fen, HeadTransfer.by_notice, HeadTransferRuling.approved)
             .outerjoin(HeadTransferRuling).where(HeadTransfer.commitment_id == commitment_id))
    for row in session.execute(asked):
        if row.by_notice or row.approved:
            moved[row.to_head] += row.amount_fen
            moved[row.from_head] -= row.amount_fen
        elif row.approved is None:
            leaving[row.from_head] += row.amount_fen
    return moved, leaving


def _told(session: Session, *, commitment_id: int) -> dict[tuple[str, bool], int]:
    """What reports put under each head: (head, accepted or not) → fen. A returned version counts no more, nor does what was disallowed later."""
    accepted = (ExpenditureReport.state == "accepted").label("accepted")
    asked = (select(ExpenditureLine.head, accepted, func.sum(ExpenditureLine.amount_fen))
             .join(ExpenditureReport, ExpenditureReport.id == ExpenditureLine.report_id).join(Voucher, Voucher.id == ExpenditureLine.voucher_id)
             .where(ExpenditureReport.commitment_id == commitment_id, ExpenditureReport.state != "returned", Voucher.state != "disallowed")
             .group_by(ExpenditureLine.head, accepted))
    return {(head, bool(is_accepted)): int(fen) for head, is_accepted, fen in session.execute(asked)}


def must_cover(session: Session, commitment: Commitment) -> None:
    """Refuse when what was told in all exceeds a head's budget (``head-overspent``): move money to that head first."""
    for head in of(session, commitment):
        over = head.spent_fen + head.waiting_fen - head.budget_fen
        if over > 0:
            raise Refusal("head-overspent", head=TITLES[head.name], told=money(head.budget_fen + over), budget=money(head.budget_fen), over=money(over))


def must_have(heads: list[Head], *, name: str, amount_fen: int) -> None:
    """Refuse to take from a head more than is free in it (``head-has-less``)."""
    free = max(0, next(head.free_fen for head in heads if head.name == name))
    if amount_fen > free:
        raise Refusal("head-has-less", head=TITLES[name], left=money(free), amount=money(amount_fen))


def must_stay_under_cap(heads: list[Head], *, season: Season, name: str, amount_fen: int) -> None:
    """Refuse to let a head grow beyond the season's share of the whole budget (``head-over-cap``): management, personnel."""
    percent = {"management": season.management_percent, "personnel": season.personnel_percent}.get(name)
    if percent is None:
        return
    limit = sum(head.planned_fen for head in heads) * percent // 100
    grown = next(head.budget_fen for head in heads if head.name == name) + amount_fen
    if grown > limit:
        raise Refusal("head-over-cap", head=TITLES[name], percent=percent, limit=money(limit), over=money(grown - limit))


def may_be_notice(session: Session, *, heads: list[Head], season: Season, commitment_id: int, amount_fen: int) -> bool:
    """Whether a transfer is small enough for a notice: all notices of the project together stay within the season's share of its budget."""
    noticed = select(func.coalesce(func.sum(HeadTransfer.amount_fen), 0)).where(HeadTransfer.commitment_id == commitment_id, HeadTransfer.by_notice == 1)
    together = int(session.execute(noticed).scalar_one()) + amount_fen
    return together * 100 <= sum(head.planned_fen for head in heads) * season.notice_percent
