"""What the spending pages ask: reports, vouchers, what waits to be checked, and papers that look alike. Every list is paged or bounded."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ...collection.models import Proposal
from ...paging import Page, page_of
from ...storage import db
from ..models import Commitment, ExpenditureLine, ExpenditureReport, HeadTransfer, HeadTransferRuling, SpendingStep, Voucher
from .rights import TELLING

LONGEST = 50
FEW = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait, how much money they are about in fen, and since when (UTC microseconds)."""

    count: int
    fen: int
    since_us: int


def open_report(commitment_id: int) -> ExpenditureReport | None:
    """The report that is being written or checked."""
    asked = select(ExpenditureReport).where(ExpenditureReport.commitment_id == commitment_id, ExpenditureReport.state.in_(("draft", "submitted")))
    return db.session.scalars(asked).one_or_none()


def last_day(commitment_id: int) -> date | None:
    """The last day that an accepted report covers."""
    return db.session.execute(select(func.max(ExpenditureReport.until_on)).where(ExpenditureReport.commitment_id == commitment_id,
                                                                                 ExpenditureReport.state == "accepted")).scalar_one()


def reports(commitment_id: int, *, after: int | None, before: int | None) -> Page[Any]:
    """A project's reports, every version, the newest first."""
    asked = select(ExpenditureReport).where(ExpenditureReport.commitment_id == commitment_id)
    return page_of(asked, ExpenditureReport.id, after=after, before=before, rows=FEW)


def transfers(commitment_id: int) -> list[HeadTransfer]:
    """A project's transfers between heads with what was said to them, the newest first; fifty at most."""
    asked = select(HeadTransfer).where(HeadTransfer.commitment_id == commitment_id).options(joinedload(HeadTransfer.ruling))
    return list(db.session.scalars(asked.order_by(HeadTransfer.serial.desc()).limit(LONGEST)))


def lines(report_id: int, *, after: int | None, before: int | None) -> Page[Any]:
    """One report's lines with their vouchers, in the order in which they were entered."""
    asked = select(ExpenditureLine).where(ExpenditureLine.report_id == report_id).options(joinedload(ExpenditureLine.voucher).joinedload(Voucher.file))
    return page_of(asked, ExpenditureLine.id, after=after, before=before, newest_first=False)


def by_head(report_id: int) -> list[Row[Any]]:
    """What one report puts under each head: head, how many vouchers, fen."""
    asked = (select(ExpenditureLine.head, func.count(), func.sum(ExpenditureLine.amount_fen)).where(ExpenditureLine.report_id == report_id)
             .group_by(ExpenditureLine.head))
    return list(db.session.execute(asked.order_by(ExpenditureLine.head)))


def states_in(report_id: int) -> dict[str, int]:
    """How many of a report's vouchers are in which state."""
    asked = (select(Voucher.state, func.count()).join(ExpenditureLine, ExpenditureLine.voucher_id == Voucher.id)
             .where(ExpenditureLine.report_id == report_id).group_by(Voucher.state))
    return {state: count for state, count in db.session.execute(asked)}


def steps(report_id: int) -> list[SpendingStep]:
    """What happened to a report itself, the first first; fifty at most."""
    asked = select(SpendingStep).where(SpendingStep.report_id == report_id, SpendingStep.voucher_id.is_(None))
    return list(db.session.scalars(asked.order_by(SpendingStep.id).limit(LONGEST)))


def voucher_steps(voucher_id: int) -> list[SpendingStep]:
    """What happened to a voucher, in whatever report, the first first; fifty at most."""
    return list(db.session.scalars(select(SpendingStep).where(SpendingStep.voucher_id == voucher_id).order_by(SpendingStep.id).limit(LONGEST)))


def latest_line(voucher_id: int) -> ExpenditureLine | None:
    """Where a voucher stands now: its line in the newest report; None once it was withdrawn from the only one."""
    asked = select(ExpenditureLine).where(ExpenditureLine.voucher_id == voucher_id).options(joinedload(ExpenditureLine.report))
    return db.session.scalars(asked.order_by(ExpenditureLine.id.desc()).limit(1)).one_or_none()


def alike(voucher: Voucher) -> list[Voucher]:
    """Other papers that may be the same one: same number under another code, or same seller, day and sum; ten at most."""
    same = (Voucher.seller == voucher.seller) & (Voucher.issued_on == voucher.issued_on) & (Voucher.gross_fen == voucher.gross_fen)
    if voucher.number:
        same |= Voucher.number == voucher.number
    asked = (select(Voucher).join(Commitment).join(Proposal).where(same, Voucher.id != voucher.id)
             .options(contains_eager(Voucher.commitment).contains_eager(Commitment.proposal)))
    return list(db.session.scalars(asked.order_by(Voucher.id.desc()).limit(FEW)))


def _unchecked() -> Select[Any]:
    return (select(Voucher).join(ExpenditureLine, ExpenditureLine.voucher_id == Voucher.id)
            .join(ExpenditureReport, ExpenditureReport.id == ExpenditureLine.report_id)
            .where(ExpenditureReport.state == "submitted", Voucher.state == "entered"))


def queue(*, after: int | None, before: int | None) -> Page[Any]:
    """The vouchers that wait to be checked, the oldest first."""
    asked = _unchecked().join(Commitment, Commitment.id == Voucher.commitment_id).join(Proposal, Proposal.id == Commitment.proposal_id)
    asked = asked.options(contains_eager(Voucher.commitment).contains_eager(Commitment.proposal).joinedload(Proposal.organisation))
    return page_of(asked, Voucher.id, after=after, before=before, newest_first=False)


def amounts(voucher_ids: Collection[int]) -> dict[int, Row[Any]]:
    """What the project bears of each voucher, by its newest line: voucher → head, fen."""
    newest = select(func.max(ExpenditureLine.id)).where(ExpenditureLine.voucher_id.in_(voucher_ids)).group_by(ExpenditureLine.voucher_id)
    asked = select(ExpenditureLine.voucher_id, ExpenditureLine.head, ExpenditureLine.amount_fen).where(ExpenditureLine.id.in_(newest))
    return {row.voucher_id: row for row in db.session.execute(asked)}


def next_to_check(*, beyond: int) -> int | None:
    """The next voucher that waits after this one, else the first that waits at all."""
    following = (Voucher.id <= beyond).asc()
    return db.session.scalars(_unchecked().with_only_columns(Voucher.id).order_by(following, Voucher.id).limit(1)).one_or_none()


def unchecked() -> Waiting | None:
    """All vouchers that wait to be checked."""
    asked = _unchecked().with_only_columns(func.count(), func.coalesce(func.sum(ExpenditureLine.amount_fen), 0), func.min(ExpenditureReport.submitted_us))
    count, fen, since = db.session.execute(asked).one()
    return Waiting(count, int(fen), since) if count else None


def ready_reports() -> list[ExpenditureReport]:
    """Reports handed in whose vouchers were all looked at, the longest waiting first; fifty at most."""
    waits = _unchecked().with_only_columns(ExpenditureLine.report_id)
    asked = (select(ExpenditureReport).join(Commitment).join(Proposal).where(ExpenditureReport.state == "submitted", ExpenditureReport.id.not_in(waits))
             .options(contains_eager(ExpenditureReport.commitment).contains_eager(Commitment.proposal)))
    return list(db.session.scalars(asked.order_by(ExpenditureReport.id).limit(LONGEST)))


def asked_transfers() -> list[HeadTransfer]:
    """Transfers that wait for the foundation, the longest waiting first; fifty at most."""
    asked = (select(HeadTransfer).join(Commitment).join(Proposal).outerjoin(HeadTransferRuling)
             .where(HeadTransfer.by_notice == 0, HeadTransferRuling.id.is_(None))
             .options(contains_eager(HeadTransfer.commitment).contains_eager(Commitment.proposal)))
    return list(db.session.scalars(asked.order_by(HeadTransfer.id).limit(LONGEST)))


def returned_reports(organisation_ids: Collection[int]) -> list[ExpenditureReport]:
    """Drafts of these organisations that came back to be corrected, the longest waiting first; fifty at most."""
    asked = (select(ExpenditureReport).join(Commitment).join(Proposal)
             .where(ExpenditureReport.state == "draft", ExpenditureReport.version > 1, Proposal.organisation_id.in_(organisation_ids),
                    Proposal.state.in_(TELLING))
             .options(contains_eager(ExpenditureReport.commitment).contains_eager(Commitment.proposal)))
    return list(db.session.scalars(asked.order_by(ExpenditureReport.id).limit(LONGEST)))
