"""One project's money: its part of the project page, asking for a tranche, settling early, booking a refund; and the panel for everybody."""
from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow import Actor, Refused

from ... import clock, panels, shell, words
from ...accounts.models import Session
from ...collection.models import Proposal
from ...errors import tell
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...implementation import parts
from ...implementation.views.blueprint import own_project_or_404, project_or_404, status_of
from ...machine import engine
from ...once import once
from ...storage import db
from ...words import funding as labels
from .. import actions, queries
from ..forms import ReckoningForm, RefundForm, TrancheForm
from ..models import Commitment, Tranche
from .blueprint import OVERSEERS, room


def money_part(proposal: Proposal, person: Session) -> parts.Part | None:
    """On the project page: by source and by tranche, and what may be asked for or booked."""
    commitment, sources = queries.of_project(proposal.id)
    if commitment is None:
        return None
    return "funding/parts/project.html", {"commitment": commitment, "sources": sources, "conditions": labels.CONDITIONS, **_request(commitment, person=person),
                                          "settles": bool(person.posts & set(actions.SETTLES)), "oversees": bool(person.posts & set(OVERSEERS))}


def _request(commitment: Commitment, *, person: Session) -> dict[str, object]:
    """The button that asks for the next tranche, with what stands in its way; none for those who may not."""
    due = [leg for tranche in commitment.tranches for leg in tranche.payments if leg.state == "planned"][:1]
    options = engine.options(db.session(), due[0].id, Actor(f"p{person.id}", person.name), at=clock.now()) if due else []
    found = next((each for each in options if each.transition.name == "request"), None)
    return {"option": found, "due_id": due[0].tranche_id if due else None, "reasons": [words.sentence(problem) for problem in found.problems] if found else []}


def money_panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """On the idea's page, for everybody: agreed, and paid by each source."""
    commitment, sources = queries.of_project(proposal.id)
    return ("funding/panels/money.html", {"commitment": commitment, "sources": sources}) if commitment is not None else None


parts.add("funding", money_part)
panels.add("funding", 60, money_panel)


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
        fen = actions.record_refund(found.id, reference=form.reference.data, by=acting(), at=clock.now())
        return _("已登记退回 %(amount)s，按原比例退还各来源。", amount=shell.money(fen))

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
