"""Visits by the support organisation, and changes that an implementer asks for."""
from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ... import clock, moves
from ...gate import acting, open_to
from ...sending import Done, sent
from ...storage import db
from .. import actions
from ..forms import AmendmentForm, FindingsForm, RecordForm, RectifyForm, RenewForm, VisitForm
from ..models import Amendment, Visit
from .blueprint import own_project_or_404, project_or_404, room

moves.register("visit", "record", form=RecordForm, act=actions.record_visit)
moves.register("visit", "record_findings", form=FindingsForm, act=actions.record_visit)
moves.register("visit", "rectify", form=RectifyForm, act=actions.rectify)
moves.register("amendment", "renew", form=RenewForm)
moves.address("visit", lambda case_id: url_for("implementation.project", proposal_id=db.session.get_one(Visit, case_id).proposal_id))


@room.route("/projects/<int:proposal_id>/visits/new", methods=["GET", "POST"])
@open_to("support", "support_lead")
def visit(proposal_id: int) -> ResponseReturnValue:
    """The support organisation: plan a visit."""
    found, form = project_or_404(proposal_id), VisitForm()

    def do() -> Done:
        actions.plan_visit(found.id, planned_on=form.planned_on.data, by=acting(), at=clock.now())
        return Done(url_for("implementation.project", proposal_id=found.id))

    return sent(form, do=do, page=lambda: render_template("implementation/visit.html", project=found, form=form))


@room.route("/projects/<int:proposal_id>/amendments/new", methods=["GET", "POST"])
@open_to("organisation")
def amendment(proposal_id: int) -> ResponseReturnValue:
    """The implementer: ask for a change of period, place, people or scope."""
    found, form = own_project_or_404(proposal_id), AmendmentForm()

    def do() -> Done:
        case = actions.ask_change(found.id, kind=form.kind.data, wish=form.wish.data, new_ends_on=form.new_ends_on.data, by=acting(), at=clock.now())
        return Done(url_for("funding.change", amendment_id=case), _said(case))

    return sent(form, do=do, page=lambda: render_template("implementation/amendment.html", project=found, form=form))


def _said(case: int) -> str:
    """What happens with the change now."""
    return {"notice": _("已备案，变更现在生效。"), "approval": _("已提交，请等街道负责人或民政局批复。"),
            "agreement": _("已提交。批准以后，各方重新签署协议，签完才生效。")}[db.session.get_one(Amendment, case).way]
