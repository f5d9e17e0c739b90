"""What an implementer spent: its part of the project page, the page of a project's spending, entering vouchers, handing in, moving between heads."""
from __future__ import annotations

from datetime import date, timedelta

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, shell
from ...accounts.models import Session
from ...collection.models import Proposal
from ...gate import acting, open_to
from ...implementation import parts
from ...implementation.queries import carries_out
from ...implementation.views.blueprint import READERS, own_project_or_404, project_or_404
from ...sending import Done, sent
from ...storage import db
from ...words import spending as labels
from ...words.optimisation import HEADS
from .. import commitments
from ..models import Commitment, ExpenditureReport, Voucher
from ..spending import booking, forms, heads, queries, reports, rights, transfers, uploads, vouchers
from .blueprint import room

WORDS = {"kinds": labels.KINDS, "heads_by_name": HEADS, "voucher_states": labels.VOUCHER_STATES, "report_states": labels.REPORT_STATES, "tones": labels.TONES,
         "steps_by_name": labels.STEPS}


def spending_part(proposal: Proposal, person: Session) -> parts.Part | None:
    """On the project page: the budget by head, and the way to its vouchers."""
    commitment = commitments.of_proposal(db.session(), proposal_id=proposal.id)
    if commitment is None:
        return None
    return "funding/parts/spending.html", {**WORDS, "heads": heads.of(db.session(), commitment), "tells": may_tell(person, proposal=proposal)}


parts.add("spending", spending_part)


def may_tell(person: Session, *, proposal: Proposal) -> bool:
    """Whether this person may enter vouchers for the project now."""
    return carries_out(person, proposal=proposal) and proposal.state in rights.TELLING


def committed_or_404(proposal: Proposal) -> Commitment:
    """The project's commitment; 404 before it is signed."""
    return commitments.of_proposal(db.session(), proposal_id=proposal.id) or abort(404)


@room.get("/projects/<int:proposal_id>/spending")
@open_to(*READERS)
def spending(proposal_id: int) -> ResponseReturnValue:
    """Those concerned with a project: its budget by head, the report that is open, all reports, and what was moved between heads."""
    found = project_or_404(proposal_id)
    commitment = committed_or_404(found)
    current = queries.open_report(commitment.id)
    page = queries.reports(commitment.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/spending.html", project=found, **WORDS, heads=heads.of(db.session(), commitment), current=current, page=page,
                           states=queries.states_in(current.id) if current is not None else {}, transfers=queries.transfers(commitment.id),
                           free=booking.spendable(db.session(), commitment), tells=may_tell(current_user, proposal=found),
                           decides=bool(current_user.posts & set(rights.DECIDERS)))


@room.route("/projects/<int:proposal_id>/vouchers/new", methods=["GET", "POST"])
@open_to("organisation")
def new_voucher(proposal_id: int) -> ResponseReturnValue:
    """The implementer: enter one voucher with its original."""
    found = own_project_or_404(proposal_id)
    form = _voucher_form(committed_or_404(found))
    return sent(form, do=lambda: _enter(found, form), page=lambda: _voucher_page(found, form))


def _voucher_form(commitment: Commitment) -> forms.VoucherForm:
    bounds = rights.bounds(commitment, at=clock.now())
    form = forms.VoucherForm(buyer=bounds.payee)
    form.bounds = bounds
    form.take(uploads.kept(form.kept.data or "", person_id=current_user.id))
    return form


def _enter(project: Proposal, form: forms.VoucherForm) -> Done:
    amount = form.gross.data if form.amount.data is None else form.amount.data
    vouchers.enter(project.id, paper=form.paper(), head=form.head.data, amount_fen=amount, original=form.file.data, by=acting(), at=clock.now())
    uploads.forget(person_id=current_user.id)
    following = url_for("funding.new_voucher" if form.another.data else "funding.spending", proposal_id=project.id)
    return Done(following, _("已录入票据，计入本项目 %(amount)s。", amount=shell.money(amount)))


def _voucher_page(project: Proposal, form: forms.VoucherForm) -> str:
    """The form again with everything typed; a file that can be used is kept, so that nobody chooses it twice."""
    if form.is_submitted() and form.file.data is not None:
        uploads.keep(form.file.data, person_id=current_user.id, at=clock.now())
        form.kept.data = form.file.data.digest
    kept = form.file.data.name if form.file.data is not None else ""
    return render_template("funding/spending_entry.html", project=project, form=form, kept=kept)


@room.route("/expenditure-reports/<int:report_id>/submission", methods=["GET", "POST"])
@open_to("organisation")
def submission(report_id: int) -> ResponseReturnValue:
    """The implementer: hand in the report."""
    report = report_or_404(report_id)
    found = own_project_or_404(report.commitment.proposal_id)
    form = forms.SubmissionForm(from_on=_since(report, project=found), until_on=clock.today(clock.now()))

    def do() -> Done:
        reports.submit(report_id, from_on=form.from_on.data, until_on=form.until_on.data, by=acting(), at=clock.now())
        return Done(url_for("funding.spending", proposal_id=found.id), _("已提交第 %(period)s 份支出报告，由支持机构和基金会核对。", period=report.period))

    return sent(form, do=do, page=lambda: render_template("funding/spending_submission.html", project=found, form=form, report=report,
                                                          sums=queries.by_head(report_id), **WORDS))


def _since(report: ExpenditureReport, *, project: Proposal) -> date | None:
    """The day after the report before; at first the project's start, or its signing."""
    before = queries.last_day(report.commitment_id)
    return before + timedelta(days=1) if before is not None else project.starts_on or clock.today(report.commitment.at_us)


def report_or_404(report_id: int) -> ExpenditureReport:
    """The report, or 404; who may read its project is asked next."""
    return db.session.get(ExpenditureReport, report_id) or abort(404)


def voucher_or_404(voucher_id: int) -> Voucher:
    """The voucher of a project whose file this person may read, or 404."""
    found = db.session.get(Voucher, voucher_id) or abort(404)
    project_or_404(found.commitment.proposal_id)
    return found


@room.route("/projects/<int:proposal_id>/head-transfers/new", methods=["GET", "POST"])
@open_to("organisation")
def head_transfer(proposal_id: int) -> ResponseReturnValue:
    """The implementer: move money from one budget head to another."""
    found, form = own_project_or_404(proposal_id), forms.TransferForm()
    standing = heads.of(db.session(), committed_or_404(found))

    def do() -> Done:
        transfers.ask(found.id, from_head=form.from_head.data, to_head=form.to_head.data, amount_fen=form.amount.data, reason=form.reason.data, by=acting(),
                      at=clock.now())
        return Done(url_for("funding.spending", proposal_id=proposal_id), _("已登记预算调剂 %(amount)s。", amount=shell.money(form.amount.data)))

    return sent(form, do=do, page=lambda: render_template("funding/spending_transfer.html", project=found, form=form, heads=standing,
                                                          percent=found.season.notice_percent, **WORDS))
