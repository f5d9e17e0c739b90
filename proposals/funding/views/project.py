"""What people do about one project's money: ask for a tranche, settle early, book a refund. What they see of it: ``agreement``."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, shell
from ...collection.models import Proposal
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...implementation.views.blueprint import own_project_or_404, project_or_404
from ...sending import Done, sent
from ...storage import db
from .. import actions, queries
from ..forms import ReckoningForm, RefundForm, TrancheForm
from ..models import Tranche
from .blueprint import room


def _back(proposal_id: int, said: str) -> Done:
    return Done(url_for("implementation.project", proposal_id=proposal_id), said)


@room.route("/projects/<int:proposal_id>/tranches/<int:tranche_id>/request", methods=["GET", "POST"])
@open_to("organisation")
def tranche(proposal_id: int, tranche_id: int) -> ResponseReturnValue:
    """The implementer: ask for all payments of a tranche."""
    found, form, asked = own_project_or_404(proposal_id), TrancheForm(), db.session.get(Tranche, tranche_id)
    if asked is None or asked.commitment.proposal_id != found.id:
        abort(404)

    def do() -> Done:
        actions.request_tranche(asked.id, evidence=form.evidence.data, by=acting(), at=clock.now())
        return _back(proposal_id, _("已申请拨付第 %(seq)s 期。", seq=asked.seq))

    return sent(form, do=do, page=lambda: _shown("funding/tranche.html", project=found, form=form, tranche=asked))


@room.route("/projects/<int:proposal_id>/refund", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def refund(proposal_id: int) -> ResponseReturnValue:
    """The foundation: book that the implementer returned what it held unspent."""
    found, form = project_or_404(proposal_id), RefundForm()

    def do() -> Done:
        posted = actions.record_refund(found.id, reference=form.reference.data, by=acting(), at=clock.now())
        return _back(proposal_id, _("已登记退回 %(amount)s，按原比例退还各来源。", amount=shell.money(posted.amount_fen)))

    return sent(form, do=do, page=lambda: _shown("funding/refund.html", project=found, form=form, sources=queries.of_project(found.id)[1]))


@room.route("/projects/<int:proposal_id>/reckoning", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def reckoning(proposal_id: int) -> ResponseReturnValue:
    """The foundation: settle a project that ends early."""
    found, form = project_or_404(proposal_id), ReckoningForm()

    def do() -> Done:
        done = actions.settle_ended(found.id, spent_fen=form.spent.data, by=acting(), at=clock.now())
        return _back(proposal_id, _("已清算：认定支出 %(spent)s，应退回 %(back)s。", spent=shell.money(done.spent_fen), back=shell.money(done.to_return_fen)))

    return sent(form, do=do, page=lambda: _shown("funding/reckoning.html", project=found, form=form, sources=queries.of_project(found.id)[1]))


def _shown(template: str, *, project: Proposal, form: KeyedForm, **facts: object) -> str:
    return render_template(template, project=project, form=form, person=current_user, **facts)
