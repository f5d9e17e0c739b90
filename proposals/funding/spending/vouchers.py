"""What people do with a voucher: the implementer enters, withdraws and explains it; support or the foundation accepts or questions it."""
from __future__ import annotations

from sqlalchemy import func, select

from workflow import Actor, Refused

from ...collection.models import Proposal
from ...errors import Refusal
from ...shell import money
from ...storage import act, db
from ..models import Commitment, ExpenditureLine, ExpenditureReport, Voucher, VoucherFile
from . import booking, files, history, rights
from .originals import Original
from .papers import NOT_PAYABLE, Paper, faults


@act
def enter(proposal_id: int, *, paper: Paper, head: str, amount_fen: int, original: Original, by: Actor, at: int) -> int:
    """The implementer enters a voucher into its open report, or into a new one; returns the voucher. Amounts in fen.

    ``amount_fen`` is what this project bears of it, under a budget head. Refused: a paper that cannot be true (see ``papers.faults``), a head
    without money (``head-not-payable``), more than the paper says (``claims-more-than-voucher``), a number or a file that any
    living voucher of any season bears (``voucher-used-before``, ``voucher-file-used-before``), a file that shows a gift in kind
    (``evidence-file-used``). Writes ``voucher-entered``.
    """
    project = db.session.get_one(Proposal, proposal_id)
    person = rights.must_tell(by, project=project)
    commitment = rights.locked(proposal_id)
    _must_be_possible(paper, commitment=commitment, head=head, amount_fen=amount_fen, at=at)
    _must_be_new(paper, original=original)
    report = draft_of(commitment, at=at)
    row = Voucher(commitment_id=commitment.id, kind=paper.kind, code=paper.code, number=paper.number, issued_on=paper.issued_on, seller=paper.seller,
                  seller_code=paper.seller_code, buyer=paper.buyer, purpose=paper.purpose, net_fen=paper.net_fen, tax_fen=paper.tax_fen,
                  gross_fen=paper.gross_fen, file_id=files.store(original, person=person, at=at), by_id=person, at_us=at, state="entered")
    db.session.add(row)
    db.session.flush()
    db.session.add(ExpenditureLine(report_id=report.id, voucher_id=row.id, head=head, amount_fen=amount_fen))
    history.voucher(report, voucher_id=row.id, what="voucher-entered", person=person, at=at, reason="")
    return row.id


def _must_be_possible(paper: Paper, *, commitment: Commitment, head: str, amount_fen: int, at: int) -> None:
    found = faults(paper, bounds=rights.bounds(commitment, at=at))
    if found:
        raise Refused(tuple(found.values()))
    if head in NOT_PAYABLE:
        raise Refusal("head-not-payable")
    if not 0 < amount_fen <= paper.gross_fen:
        raise Refusal("claims-more-than-voucher", amount=money(amount_fen), gross=money(paper.gross_fen))


def _must_be_new(paper: Paper, *, original: Original) -> None:
    """Neither the number nor the file is in use, in whatever project of whatever season; the refusal says where it is."""
    living = select(Voucher).where(Voucher.state != "withdrawn")
    same = (db.session.scalars(living.where(Voucher.code == paper.code, Voucher.number == paper.number)).one_or_none() if paper.number else None)
    if same is not None:
        raise Refusal("voucher-used-before", number=paper.number, **_where(same))
    files.hold(original)
    same = db.session.scalars(living.join(VoucherFile).where(VoucherFile.digest == original.digest)).one_or_none()
    if same is not None:
        raise Refusal("voucher-file-used-before", file=original.name, **_where(same))
    files.must_show_no_gift(original)


def _where(voucher: Voucher) -> dict[str, object]:
    project = voucher.commitment.proposal
    return {"project": project.title, "project_number": project.number or "", "day": voucher.issued_on.isoformat()}


def draft_of(commitment: Commitment, *, at: int) -> ExpenditureReport:
    """The report that is being written, a new one if there is none; refused while one is being checked (``report-under-check``)."""
    asked = select(ExpenditureReport).where(ExpenditureReport.commitment_id == commitment.id, ExpenditureReport.state.in_(("draft", "submitted")))
    found = db.session.scalars(asked).one_or_none()
    if found is not None and found.state == "submitted":
        raise Refusal("report-under-check", period=found.period)
    if found is None:
        last = select(func.coalesce(func.max(ExpenditureReport.period), 0)).where(ExpenditureReport.commitment_id == commitment.id)
        found = ExpenditureReport(commitment_id=commitment.id, period=db.session.execute(last).scalar_one() + 1, version=1, state="draft", opened_us=at)
        db.session.add(found)
        db.session.flush()
    return found


@act
def withdraw(voucher_id: int, *, reason: str, by: Actor, at: int) -> None:
    """The implementer takes a voucher out of the report it is writing; its number and file may be entered again. Writes ``voucher-withdrawn``."""
    rights.must_say_why(reason)
    voucher, line, person = _own_in_draft(voucher_id, by=by)
    report = line.report
    db.session.delete(line)
    _set(voucher, state="withdrawn", checker=None, at=at)
    history.voucher(report, voucher_id=voucher_id, what="voucher-withdrawn", person=person, at=at, reason=reason)


@act
def answer(voucher_id: int, *, reason: str, by: Actor, at: int) -> None:
    """The implementer explains a questioned voucher, which is then checked again. Writes ``voucher-answered``."""
    rights.must_say_why(reason)
    voucher, line, person = _own_in_draft(voucher_id, by=by)
    if voucher.state != "questioned":
        raise Refusal("voucher-not-questioned")
    _set(voucher, state="entered", checker=None, at=at)
    history.voucher(line.report, voucher_id=voucher_id, what="voucher-answered", person=person, at=at, reason=reason)


def _own_in_draft(voucher_id: int, *, by: Actor) -> tuple[Voucher, ExpenditureLine, int]:
    """A voucher of one's own project that stands in its draft (``voucher-not-in-draft`` otherwise)."""
    voucher = _under_lock(voucher_id)
    person = rights.must_tell(by, project=voucher.commitment.proposal)
    return voucher, _line_in(voucher_id, state="draft", otherwise="voucher-not-in-draft"), person


def _under_lock(voucher_id: int) -> Voucher:
    """The voucher as it is once nobody else changes its project's spending."""
    rights.locked(db.session.get_one(Voucher, voucher_id).commitment.proposal_id)
    return db.session.get_one(Voucher, voucher_id, populate_existing=True)


def _line_in(voucher_id: int, *, state: str, otherwise: str) -> ExpenditureLine:
    asked = select(ExpenditureLine).join(ExpenditureReport).where(ExpenditureLine.voucher_id == voucher_id, ExpenditureReport.state == state)
    found = db.session.scalars(asked).one_or_none()
    if found is None:
        raise Refusal(otherwise)
    return found


@act
def accept(voucher_id: int, *, by: Actor, at: int) -> None:
    """Support or the foundation finds a voucher in a report right; not by whoever entered it. Writes ``voucher-accepted``."""
    _check(voucher_id, state="accepted", reason="", by=by, at=at)


@act
def question(voucher_id: int, *, reason: str, by: Actor, at: int) -> None:
    """Support or the foundation finds something wrong with a voucher, and says what. Writes ``voucher-questioned``."""
    rights.must_say_why(reason)
    _check(voucher_id, state="questioned", reason=reason, by=by, at=at)


def _check(voucher_id: int, *, state: str, reason: str, by: Actor, at: int) -> None:
    """Refused unless its report is being checked (``voucher-not-under-check``) and to who entered it; again in the same way (``voucher-checked``)."""
    voucher = _under_lock(voucher_id)
    person = rights.must_check(by, project=voucher.commitment.proposal)
    rights.must_be_another(person, than=voucher.by_id)
    line = _line_in(voucher_id, state="submitted", otherwise="voucher-not-under-check")
    if voucher.state == state:
        raise Refusal("voucher-checked")
    _set(voucher, state=state, checker=person, at=at)
    history.voucher(line.report, voucher_id=voucher_id, what=f"voucher-{state}", person=person, at=at, reason=reason)


@act
def disallow(voucher_id: int, *, reason: str, by: Actor, at: int) -> None:
    """The foundation takes back its acceptance of a voucher in an accepted report: what was booked for it is held again, and its number stays used.

    Not by whoever accepted the report; not once the project is settled and ended. Writes ``voucher-disallowed``.
    """
    rights.must_say_why(reason)
    voucher = _under_lock(voucher_id)
    person = rights.must_decide(by, project=voucher.commitment.proposal)
    line = _line_in(voucher_id, state="accepted", otherwise="voucher-not-in-accepted-report")
    rights.must_be_another(person, than=line.report.decided_by_id)
    if voucher.state != "accepted":
        raise Refusal("voucher-checked")
    _set(voucher, state="disallowed", checker=person, at=at)
    db.session.flush()
    booking.bring_back(db.session(), voucher.commitment, idem_key=f"disallow:{voucher_id}", document=voucher.number, actor=by, at=at)
    history.voucher(line.report, voucher_id=voucher_id, what="voucher-disallowed", person=person, at=at, reason=reason)


def _set(voucher: Voucher, *, state: str, checker: int | None, at: int) -> None:
    voucher.state, voucher.checked_by_id, voucher.checked_us = state, checker, at if checker is not None else None
