"""Vouchers and reports looked at one by one: the queue, a voucher with its original beside it, a report, and what the foundation decides."""
from __future__ import annotations

from collections.abc import Callable

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...implementation.queries import carries_out
from ...implementation.views.blueprint import READERS, project_or_404
from ...sending import Done, sent
from ...storage import db
from ..models import HeadTransfer, Voucher
from ..spending import forms, originals, queries, reports, rights, transfers, vouchers
from .blueprint import room
from .originals import handed_out
from .spending import WORDS, may_tell, report_or_404, voucher_or_404

FILE_READERS = tuple(post for post in READERS if post not in ("street", "street_lead"))
"""Originals name people (who was paid for labour, who signed for goods): the street reads the figures only."""
shell.navigate("funding.voucher_queue", _l("票据"), shown=shell.holds(*rights.CHECKERS))


@room.get("/vouchers")
@open_to(*rights.CHECKERS)
def voucher_queue() -> ResponseReturnValue:
    """Support and the foundation: the vouchers that wait to be checked, the oldest first, and the reports that are ready."""
    page = queries.queue(after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    decides = bool(current_user.posts & set(rights.DECIDERS))
    return render_template("funding/spending_queue.html", page=page, amounts=queries.amounts([row.id for row in page.rows]), **WORDS,
                           ready=queries.ready_reports() if decides else [], asked=queries.asked_transfers() if decides else [])


@room.get("/vouchers/<int:voucher_id>")
@open_to(*READERS)
def voucher(voucher_id: int) -> ResponseReturnValue:
    """Those concerned with a project: one voucher, its original, where else something like it is, and what was said to it."""
    return _voucher_page(voucher_or_404(voucher_id), form=forms.WhyForm())


def _voucher_page(found: Voucher, *, form: KeyedForm) -> str:
    line, project = queries.latest_line(found.id), found.commitment.proposal
    in_state = line.report.state if line is not None else ""
    checks = bool(current_user.posts & set(rights.CHECKERS)) and in_state == "submitted" and found.by_id != current_user.id
    disallows = bool(current_user.posts & set(rights.DECIDERS)) and in_state == "accepted" and found.state == "accepted"
    facts = {"line": line, "alike": queries.alike(found), "steps": queries.voucher_steps(found.id), "checks": checks, "disallows": disallows,
             "changes": may_tell(current_user, proposal=project) and in_state == "draft" and found.state != "withdrawn",
             "reads_file": bool(current_user.posts & set(FILE_READERS)), "is_picture": found.file.kind in originals.PICTURES}
    return render_template("funding/spending_voucher.html", voucher=found, project=project, form=form, **_beside(form), **facts, **WORDS)


def _beside(form: KeyedForm) -> dict[str, KeyedForm]:
    """The forms of a page on which one decision needs a reason and another does not; the one that was sent keeps what was typed."""
    return {"why": form if isinstance(form, forms.WhyForm) else forms.WhyForm(formdata=None), "plain": forms.PlainForm(formdata=None)}


def _decided(found: Voucher, form: KeyedForm, *, work: Callable[[], None], said: str, onwards: Callable[[], str]) -> ResponseReturnValue:
    """Carry a decision about a voucher out and go on; the voucher's page again when it cannot be."""

    def do() -> Done:
        work()
        return Done(onwards(), said)

    return sent(form, do=do, page=lambda: _voucher_page(found, form=form))


def _next(voucher_id: int) -> str:
    """The next voucher to check, the queue when none is left."""
    following = queries.next_to_check(beyond=voucher_id)
    return url_for("funding.voucher", voucher_id=following) if following is not None else url_for("funding.voucher_queue")


@room.post("/vouchers/<int:voucher_id>/acceptance")
@open_to(*rights.CHECKERS)
def accept_voucher(voucher_id: int) -> ResponseReturnValue:
    """Support and the foundation: the voucher is right; on to the next."""
    return _decided(voucher_or_404(voucher_id), forms.PlainForm(), work=lambda: vouchers.accept(voucher_id, by=acting(), at=clock.now()),
                    said=_("已核对无误。"), onwards=lambda: _next(voucher_id))


@room.post("/vouchers/<int:voucher_id>/question")
@open_to(*rights.CHECKERS)
def question_voucher(voucher_id: int) -> ResponseReturnValue:
    """Support and the foundation: something is wrong with the voucher; on to the next."""
    form = forms.WhyForm()
    return _decided(voucher_or_404(voucher_id), form, work=lambda: vouchers.question(voucher_id, reason=form.reason.data, by=acting(), at=clock.now()),
                    said=_("已提出疑问。"), onwards=lambda: _next(voucher_id))


@room.post("/vouchers/<int:voucher_id>/disallowance")
@open_to(*rights.DECIDERS)
def disallow_voucher(voucher_id: int) -> ResponseReturnValue:
    """The foundation: a voucher accepted before is not recognised after all."""
    form = forms.WhyForm()
    return _decided(voucher_or_404(voucher_id), form, work=lambda: vouchers.disallow(voucher_id, reason=form.reason.data, by=acting(), at=clock.now()),
                    said=_("已改为不予认可，相应支出退回到组织持有。"), onwards=lambda: url_for("funding.voucher", voucher_id=voucher_id))


@room.post("/vouchers/<int:voucher_id>/withdrawal")
@open_to("organisation")
def withdraw_voucher(voucher_id: int) -> ResponseReturnValue:
    """The implementer: take the voucher out of the report that is being written."""
    found, form = _own_voucher(voucher_id), forms.WhyForm()
    return _decided(found, form, work=lambda: vouchers.withdraw(voucher_id, reason=form.reason.data, by=acting(), at=clock.now()), said=_("已撤下这张票据。"),
                    onwards=lambda: url_for("funding.spending", proposal_id=found.commitment.proposal_id))


@room.post("/vouchers/<int:voucher_id>/answer")
@open_to("organisation")
def answer_voucher(voucher_id: int) -> ResponseReturnValue:
    """The implementer: explain a voucher that was questioned."""
    found, form = _own_voucher(voucher_id), forms.WhyForm()
    return _decided(found, form, work=lambda: vouchers.answer(voucher_id, reason=form.reason.data, by=acting(), at=clock.now()), said=_("已说明，等待再次核对。"),
                    onwards=lambda: url_for("funding.spending", proposal_id=found.commitment.proposal_id))


def _own_voucher(voucher_id: int) -> Voucher:
    found = voucher_or_404(voucher_id)
    return found if carries_out(current_user, proposal=found.commitment.proposal) else abort(404)


@room.get("/vouchers/<int:voucher_id>/file")
@open_to(*FILE_READERS)
def voucher_file(voucher_id: int) -> ResponseReturnValue:
    """Those who may read originals: the file as it came, to be saved and never shown as a page of ours."""
    return handed_out(voucher_or_404(voucher_id).file)


@room.get("/expenditure-reports/<int:report_id>")
@open_to(*READERS)
def expenditure_report(report_id: int) -> ResponseReturnValue:
    """Those concerned with a project: one report, its lines and what was said to it."""
    return _report_page(report_id, form=forms.WhyForm())


def _report_page(report_id: int, *, form: KeyedForm) -> str:
    report = report_or_404(report_id)
    project = project_or_404(report.commitment.proposal_id)
    page = queries.lines(report_id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    decides = bool(current_user.posts & set(rights.DECIDERS)) and report.state == "submitted" and report.submitted_by_id != current_user.id
    return render_template("funding/spending_report.html", report=report, project=project, page=page, sums=queries.by_head(report_id), form=form,
                           states=queries.states_in(report_id), steps=queries.steps(report_id), decides=decides, **_beside(form),
                           **WORDS)


@room.post("/expenditure-reports/<int:report_id>/acceptance")
@open_to(*rights.DECIDERS)
def accept_report(report_id: int) -> ResponseReturnValue:
    """The foundation: accept the report and book it as spent."""
    form = forms.PlainForm()

    def do() -> Done:
        reports.accept(report_id, by=acting(), at=clock.now())
        return Done(url_for("funding.expenditure_report", report_id=report_id), _("已核定支出报告，并记入台账。"))

    return sent(form, do=do, page=lambda: _report_page(report_id, form=form))


@room.post("/expenditure-reports/<int:report_id>/return")
@open_to(*rights.DECIDERS)
def return_report(report_id: int) -> ResponseReturnValue:
    """The foundation: give the report back to be corrected."""
    form = forms.WhyForm()

    def do() -> Done:
        reports.give_back(report_id, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("funding.expenditure_report", report_id=report_id), _("已退回支出报告。"))

    return sent(form, do=do, page=lambda: _report_page(report_id, form=form))


@room.get("/head-transfers/<int:transfer_id>")
@open_to(*READERS)
def transfer_ruling(transfer_id: int) -> ResponseReturnValue:
    """Those concerned with a project: one transfer between heads; the foundation approves or declines it here."""
    return _transfer_page(transfer_id, form=forms.WhyForm())


def _transfer_page(transfer_id: int, *, form: KeyedForm) -> str:
    found = db.session.get(HeadTransfer, transfer_id) or abort(404)
    project = project_or_404(found.commitment.proposal_id)
    decides = bool(current_user.posts & set(rights.DECIDERS)) and not found.by_notice and found.ruling is None
    shown = {"transfer": found, "project": project, "form": form, "decides": decides, **_beside(form), **WORDS}
    return render_template("funding/spending_ruling.html", **shown)


@room.post("/head-transfers/<int:transfer_id>/approval")
@open_to(*rights.DECIDERS)
def approve_transfer(transfer_id: int) -> ResponseReturnValue:
    """The foundation: the transfer counts from now on."""
    return _ruled(transfer_id, forms.PlainForm(), approved=True, reason=lambda: "")


@room.post("/head-transfers/<int:transfer_id>/refusal")
@open_to(*rights.DECIDERS)
def decline_transfer(transfer_id: int) -> ResponseReturnValue:
    """The foundation: the transfer does not count, and why."""
    form = forms.WhyForm()
    return _ruled(transfer_id, form, approved=False, reason=lambda: form.reason.data)


def _ruled(transfer_id: int, form: KeyedForm, *, approved: bool, reason: Callable[[], str]) -> ResponseReturnValue:

    def do() -> Done:
        transfers.rule(transfer_id, approved=approved, reason=reason(), by=acting(), at=clock.now())
        return Done(url_for("funding.transfer_ruling", transfer_id=transfer_id), _("已批准调剂。") if approved else _("已不同意调剂。"))

    return sent(form, do=do, page=lambda: _transfer_page(transfer_id, form=form))
