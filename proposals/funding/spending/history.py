"""What happened to reports and vouchers, written down once and never changed."""
from __future__ import annotations

from ...storage import db
from ..models import ExpenditureReport, SpendingStep


def report(found: ExpenditureReport, *, what: str, person: int, at: int, reason: str) -> None:
    """One step of a report: report-submitted, report-returned, report-accepted."""
    db.session.add(SpendingStep(report_id=found.id, voucher_id=None, what=what, reason=reason, by_id=person, at_us=at))


def voucher(found: ExpenditureReport, *, voucher_id: int, what: str, person: int, at: int, reason: str) -> None:
    """One step of a voucher in a report: voucher-entered, -withdrawn, -accepted, -questioned, -answered, -disallowed."""
    db.session.add(SpendingStep(report_id=found.id, voucher_id=voucher_id, what=what, reason=reason, by_id=person, at_us=at))
