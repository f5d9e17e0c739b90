"""Where accepted spending meets the books: held → spent by the split of the project's sources, never more than what is held."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import Actor

from ...errors import Refusal
from ...shell import money
from .. import commitments, ledger
from ..models import Commitment, ExpenditureLine, ExpenditureReport, Payment, Tranche, Voucher
from .rights import ENDING


def spendable(session: Session, commitment: Commitment) -> int:
    """What can be booked as spent now: the largest amount of which no source bears more than is held of it, in fen."""
    held, spent = _standing(session, commitment)
    scheme, low, high = commitments.scheme_of(commitment), 0, sum(held)
    while low < high:
        middle = (low + high + 1) // 2
        parts = scheme.of_payment(middle, paid=spent)
        low, high = (middle, high) if all(part <= have for part, have in zip(parts, held, strict=True)) else (low, middle - 1)
    return low


def _standing(session: Session, commitment: Commitment) -> tuple[list[int], list[int]]:
    """What is held and what is spent of each source, in the order of the shares."""
    at = ledger.balances(session, commitment_id=commitment.id)
    held, spent = ([at.get((share.fund_id, stage), 0) for share in commitment.shares] for stage in ("held", "spent"))
    return held, spent


def bookable(session: Session, commitment: Commitment, *, amount_fen: int) -> int:
    """How much of a report's amount its acceptance books now.

    While the project runs that is all of it, or a refusal (``report-exceeds-held``). At its end the implementer may have advanced
    what the last tranche pays: told up to the agreement, and booked when it is paid.
    """
    free = spendable(session, commitment)
    if amount_fen <= free:
        return amount_fen
    left = free + (_payable(session, commitment) - _advanced(session, commitment) if commitment.proposal.state in ENDING else 0)
    if amount_fen > left:
        raise Refusal("report-exceeds-held", amount=money(amount_fen), left=money(max(0, left)), over=money(amount_fen - max(0, left)))
    return free


def _payable(session: Session, commitment: Commitment) -> int:
    """What living payments still bring."""
    asked = (select(func.coalesce(func.sum(Payment.amount_fen), 0)).join(Tranche, Tranche.id == Payment.tranche_id)
             .where(Tranche.commitment_id == commitment.id, Payment.state.not_in(("paid", "cancelled"))))
    return int(session.execute(asked).scalar_one())


def _advanced(session: Session, commitment: Commitment) -> int:
    """What accepted vouchers prove beyond what is booked."""
    _held, spent = _standing(session, commitment)
    return max(0, (recognised(session, commitment_id=commitment.id) or 0) - sum(spent))


def book(session: Session, commitment: Commitment, *, amount_fen: int, idem_key: str, document: str, actor: Actor, at: int) -> ledger.Posted:
    """Book an amount as spent: one entry, each source its part."""
    _held, spent = _standing(session, commitment)
    parts = commitments.scheme_of(commitment).of_payment(amount_fen, paid=spent)
    return _post(session, commitment, kind="spend", parts=parts, ends=("held", "spent"), idem_key=idem_key, document=document, actor=actor, at=at)


def bring_back(session: Session, commitment: Commitment, *, idem_key: str, document: str, actor: Actor, at: int) -> ledger.Posted | None:
    """After a voucher was disallowed: book as held again what is booked as spent beyond what accepted vouchers prove. None when that is nothing."""
    _held, spent = _standing(session, commitment)
    over = sum(spent) - (recognised(session, commitment_id=commitment.id) or 0)
    if over <= 0:
        return None
    parts = [-part for part in commitments.scheme_of(commitment).of_payment(-over, paid=spent)]
    return _post(session, commitment, kind="disallow", parts=parts, ends=("spent", "held"), idem_key=idem_key, document=document, actor=actor, at=at)


def _post(session: Session, commitment: Commitment, *, kind: str, parts: Sequence[int], ends: tuple[str, str], idem_key: str, document: str,
          actor: Actor, at: int) -> ledger.Posted:
    legs = [(share.fund_id, *ends, part) for share, part in zip(commitment.shares, parts, strict=True) if part]
    return ledger.post(session, kind=kind, season_id=commitment.proposal.season_id, commitment_id=commitment.id, legs=legs, idem_key=idem_key,
                       document=document, actor=actor, at=at)


def recognised(session: Session, *, commitment_id: int) -> int | None:
    """What accepted reports prove by accepted vouchers, in fen; None for a project that never handed in a report."""
    count, fen = session.execute(
        select(func.count(), func.coalesce(func.sum(ExpenditureLine.amount_fen).filter(ExpenditureReport.state == "accepted", Voucher.state == "accepted"), 0))
        .select_from(ExpenditureLine).join(ExpenditureReport, ExpenditureReport.id == ExpenditureLine.report_id)
        .join(Voucher, Voucher.id == ExpenditureLine.voucher_id).where(ExpenditureReport.commitment_id == commitment_id)).one()
    return int(fen) if count else None


def told(session: Session, *, commitment_id: int) -> dict[str, int]:
    """What the lines of each kind of report come to in fen – draft, submitted, accepted – without what was disallowed or left behind in a returned version."""
    asked = (select(ExpenditureReport.state, func.sum(ExpenditureLine.amount_fen)).join(ExpenditureReport, ExpenditureReport.id == ExpenditureLine.report_id)
             .join(Voucher, Voucher.id == ExpenditureLine.voucher_id).where(ExpenditureReport.commitment_id == commitment_id,
                                                                            ExpenditureReport.state != "returned", Voucher.state != "disallowed")
             .group_by(ExpenditureReport.state))
    return {state: int(fen) for state, fen in session.execute(asked)}


def must_tell_all(session: Session, *, commitment_id: int, told_fen: int) -> None:
    """A final report's sum is that of all vouchers handed in (``vouchers-differ``), and none is left lying in a draft (``report-not-handed-in``).

    A project that does not tell its spending by vouchers says one sum.
    """
    found = told(session, commitment_id=commitment_id)
    if found.get("draft"):
        raise Refusal("report-not-handed-in", amount=money(found["draft"]))
    if recognised(session, commitment_id=commitment_id) is not None:
        _must_equal(sum(found.values()), told_fen=told_fen)


def _undecided(session: Session, *, commitment_id: int) -> int:
    """What stands in a report that nobody has decided on, in fen."""
    found = told(session, commitment_id=commitment_id)
    return found.get("draft", 0) + found.get("submitted", 0)


def must_agree(session: Session, *, commitment_id: int, spent_fen: int) -> None:
    """A settlement's sum is that of the accepted vouchers, to the fen (``vouchers-differ``); nothing is left undecided (``report-undecided``).

    A project that never told its spending by vouchers is settled by the one sum of its final report.
    """
    proved, open_fen = recognised(session, commitment_id=commitment_id), _undecided(session, commitment_id=commitment_id)
    if open_fen:
        raise Refusal("report-undecided", amount=money(open_fen))
    if proved is not None:
        _must_equal(proved, told_fen=spent_fen)


def _must_equal(proved_fen: int, *, told_fen: int) -> None:
    if proved_fen != told_fen:
        raise Refusal("vouchers-differ", vouchers=money(proved_fen), told=money(told_fen), difference=money(abs(proved_fen - told_fen)))
