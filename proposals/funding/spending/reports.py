"""What people do with an expenditure report: the implementer hands it in, the foundation accepts it or gives it back."""
from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from workflow import Actor

from ...clock import today
from ...errors import Refusal
from ...storage import act, db
from ..models import ExpenditureLine, ExpenditureReport, Voucher
from . import booking, heads, history, rights


@act
def submit(report_id: int, *, from_on: date, until_on: date, by: Actor, at: int) -> None:
    """The implementer hands in what it spent between two days; its lines stand from now on. Writes ``report-submitted``.

    Refused: without a voucher (``report-empty``), with one still in question (``vouchers-questioned``), beyond a head's budget
    (``head-overspent``) or beyond what is held (``report-exceeds-held``), for days that are not over (``report-days-impossible``).
    """
    report = _under_lock(report_id)
    person = rights.must_tell(by, project=report.commitment.proposal)
    if report.state != "draft":
        raise Refusal("report-not-draft")
    if not from_on <= until_on <= today(at):
        raise Refusal("report-days-impossible", begins=from_on.isoformat(), ends=until_on.isoformat(), today=today(at).isoformat())
    amount, states = _standing(report_id)
    if not amount:
        raise Refusal("report-empty")
    if states.get("questioned"):
        raise Refusal("vouchers-questioned", count=states["questioned"])
    heads.must_cover(db.session(), report.commitment)
    booking.bookable(db.session(), report.commitment, amount_fen=amount)
    report.state, report.from_on, report.until_on, report.amount_fen = "submitted", from_on, until_on, amount
    report.submitted_by_id, report.submitted_us = person, at
    history.report(report, what="report-submitted", person=person, at=at, reason="")


@act
def accept(report_id: int, *, by: Actor, at: int) -> None:
    """The foundation accepts a report whose vouchers were all accepted; books it as spent, each source its part. Writes ``report-accepted``.

    Not by whoever handed it in. Refused while a voucher waits or is in question (``vouchers-unchecked``), beyond a head's budget or what is held.
    """
    report, person = _to_decide(report_id, by=by)
    _amount, states = _standing(report_id)
    if states.keys() - {"accepted"}:
        raise Refusal("vouchers-unchecked", waiting=states.get("entered", 0), questioned=states.get("questioned", 0))
    commitment, amount = report.commitment, report.amount_fen or 0
    heads.must_cover(db.session(), commitment)
    booked = booking.bookable(db.session(), commitment, amount_fen=amount)
    if booked:
        document = f"{commitment.proposal.number or commitment.proposal_id}-Z{report.period}"
        report.entry_id = booking.book(db.session(), commitment, amount_fen=booked, idem_key=f"spend:report:{report_id}", document=document, actor=by, at=at).id
    report.booked_fen, report.state, report.decided_by_id, report.decided_us = booked, "accepted", person, at
    history.report(report, what="report-accepted", person=person, at=at, reason="")


@act
def give_back(report_id: int, *, reason: str, by: Actor, at: int) -> int:
    """The foundation gives a report back, saying why; returns the next version, a draft with the same lines. Writes ``report-returned``."""
    rights.must_say_why(reason)
    report, person = _to_decide(report_id, by=by)
    report.state, report.decided_by_id, report.decided_us = "returned", person, at
    history.report(report, what="report-returned", person=person, at=at, reason=reason)
    db.session.flush()
    draft = ExpenditureReport(commitment_id=report.commitment_id, period=report.period, version=report.version + 1, state="draft", opened_us=at)
    db.session.add(draft)
    db.session.flush()
    db.session.add_all(ExpenditureLine(report_id=draft.id, voucher_id=line.voucher_id, head=line.head, amount_fen=line.amount_fen) for line in report.lines)
    return draft.id


def _to_decide(report_id: int, *, by: Actor) -> tuple[ExpenditureReport, int]:
    report = _under_lock(report_id)
    person = rights.must_decide(by, project=report.commitment.proposal)
    if report.state != "submitted":
        raise Refusal("report-not-submitted")
    rights.must_be_another(person, than=report.submitted_by_id)
    return report, person


def _under_lock(report_id: int) -> ExpenditureReport:
    """The report as it is once nobody else changes its project's spending."""
    rights.locked(db.session.get_one(ExpenditureReport, report_id).commitment.proposal_id)
    return db.session.get_one(ExpenditureReport, report_id, populate_existing=True)


def _standing(report_id: int) -> tuple[int, dict[str, int]]:
    """What a report comes to in fen, and how many of its vouchers are in which state; one statement."""
    asked = (select(Voucher.state, func.count(), func.sum(ExpenditureLine.amount_fen)).join(Voucher, Voucher.id == ExpenditureLine.voucher_id)
             .where(ExpenditureLine.report_id == report_id).group_by(Voucher.state))
    rows = db.session.execute(asked).all()
    return sum(int(fen) for _state, _count, fen in rows), {state: count for state, count, _fen in rows}
