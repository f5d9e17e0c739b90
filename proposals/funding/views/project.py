"""What people do about one project's money: ask for a tranche, settle early, book a refund. What they see of it: ``agreement``."""
from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow import Refused

from ... import clock, shell
from ...collection.models import Proposal
from ...errors import tell
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...implementation.views.blueprint import own_project_or_404, project_or_404, status_of
from ...once import once
from ...storage import db
from .. import actions, queries
from ..forms import ReckoningForm, RefundForm, TrancheForm
from ..models import Tranche
from .blueprint import room


def _carry_out(proposal: Proposal, form: KeyedForm, *, work: Callable[[], str]) -> ResponseReturnValue | None:
    """Do the work once and go back to the project; None when the form is not filled in or the rules say no (then the form says why)."""
    if not form.validate_on_submit():
        return None
    try:
        with once(form) as answer:
            done = work()
            answer.location = url_for("implementation.project", proposal_id=proposal.id)
    except Refused as refusal:
        tell(form, refusal)
        return None
    flash(done, "green")
    return redirect(answer.location, 303)


@room.route("/projects/<int:proposal_id>/tranches/<int:tranche_id>/request", methods=["GET", "POST"])
@open_to("organisation")
def tranche(proposal_id: int, tranche_id: int) -> ResponseReturnValue:
    """The implementer: ask for all payments of a tranche."""
    found, form, asked = own_project_or_404(proposal_id), TrancheForm(), db.session.get(Tranche, tranche_id)
    if asked is None or asked.commitment.proposal_id != found.id:
        abort(404)

    def work() -> str:
        actions.request_tranche(asked.id, evidence=form.evidence.data, by=acting(), at=clock.now())
        return _("已申请拨付第 %(seq)s 期。", seq=asked.seq)

    return _carry_out(found, form, work=work) or _shown("funding/tranche.html", project=found, form=form, tranche=asked)


@room.route("/projects/<int:proposal_id>/refund", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def refund(proposal_id: int) -> ResponseReturnValue:
    """The foundation: book that the implementer returned what it held unspent."""
    found, form = project_or_404(proposal_id), RefundForm()

    def work() -> str:
        posted = actions.record_refund(found.id, reference=form.reference.data, by=acting(), at=clock.now())
        return _("已登记退回 %(amount)s，按原比例退还各来源。", amount=shell.money(posted.amount_fen))

    return _carry_out(found, form, work=work) or _shown("funding/refund.html", project=found, form=form, sources=queries.of_project(found.id)[1])


@room.route("/projects/<int:proposal_id>/reckoning", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def reckoning(proposal_id: int) -> ResponseReturnValue:
    """The foundation: settle a project that ends early."""
    found, form = project_or_404(proposal_id), ReckoningForm()

    def work() -> str:
        done = actions.settle_ended(found.id, spent_fen=form.spent.data, by=acting(), at=clock.now())
        return _("已清算：认定支出 %(spent)s，应退回 %(back)s。", spent=shell.money(done.spent_fen), back=shell.money(done.to_return_fen))

    return _carry_out(found, form, work=work) or _shown("funding/reckoning.html", project=found, form=form, sources=queries.of_project(found.id)[1])


def _shown(template: str, *, project: Proposal, form: KeyedForm, **facts: object) -> ResponseReturnValue:
    return render_template(template, project=project, form=form, person=current_user, **facts), status_of(form)
