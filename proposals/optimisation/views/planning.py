"""Research notes and the plan editor."""
from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow import Refused

from ... import clock
from ...collection.models import Proposal
from ...errors import tell
from ...gate import SIGNED_IN, acting, open_to
from ...once import once
from .. import actions, forms, queries
from ..models import Plan
from ..rules import over_cap
from .blueprint import STAFF, planned_by, room, worked_on


@room.route("/ideas/<int:proposal_id>/research", methods=["GET", "POST"])
@open_to(*STAFF)
def research(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: enter what a visit found."""
    idea, _seq = worked_on(proposal_id)
    form = forms.ResearchForm()
    if form.validate_on_submit():
        try:
            return _record(idea, form=form)
        except Refused as refusal:
            tell(form, refusal)
    return render_template("optimisation/research.html", form=form, idea=idea, notes=queries.notes(idea.id)), 422 if form.is_submitted() else 200


def _record(idea: Proposal, *, form: forms.ResearchForm) -> ResponseReturnValue:
    finding = actions.Finding(visited_on=form.visited_on.data, households_asked=form.households_asked.data, finding=form.finding.data,
                              feasibility=form.feasibility.data, explanation=form.explanation.data or "", duty_checked=form.duty_checked.data)
    with once(form) as answer:
        actions.record_research(idea.id, finding=finding, by=acting(), at=clock.now())
        answer.location = url_for("public.idea", proposal_id=idea.id)
    return redirect(answer.location, 303)


@room.route("/ideas/<int:proposal_id>/plan", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def plan(proposal_id: int) -> ResponseReturnValue:
    """Staff, proposers and the implementer: write the plan and its budget; every saving is a version."""
    idea, _seq = planned_by(proposal_id)
    versions = queries.plans(idea.id)
    form = _form(versions[0] if versions else None)
    if form.validate_on_submit():
        try:
            return _save(idea, form=form)
        except Refused as refusal:
            tell(form, refusal)
    return _editor(idea, form=form, versions=versions), 422 if form.is_submitted() else 200


def _editor(idea: Proposal, *, form: forms.PlanForm, versions: list[Plan]) -> str:
    last = versions[0] if versions else None
    return render_template("optimisation/plan.html", form=form, idea=idea, versions=versions, budget=queries.budget(last) if last else None,
                           over=over_cap(last, season=idea.season) if last else None, writable=idea.state in actions.PLANNING)


def _form(last: Plan | None) -> forms.PlanForm:
    form = forms.PlanForm(data=_known(last) if last and request.method == "GET" else None)
    form.offer(queries.organisations())
    if request.method == "GET":
        form.seen.data = str(last.version if last else 0)
    return form


def _known(plan: Plan) -> dict[str, Any]:
    names = ("summary", "objectives", "risks", "starts_on", "ends_on", "activities_planned", "beneficiaries_planned")
    lines = [{"head": line.head, "title": line.title, "unit_price_fen": line.unit_price_fen, "quantity": line.quantity} for line in plan.lines]
    blank: dict[str, Any] = {}
    return {name: getattr(plan, name) for name in names} | {"organisation_id": plan.organisation_id or 0, "lines": [*lines, blank, blank]}


def _save(idea: Proposal, *, form: forms.PlanForm) -> ResponseReturnValue:
    seen = int(form.seen.data) if (form.seen.data or "").isdecimal() else None
    with once(form) as answer:
        saved = actions.save_plan(idea.id, text=_text(form), by=acting(), at=clock.now(), seen=seen)
        flash(_("已保存第 %(version)s 版方案。", version=saved.version), "green")
        answer.location = url_for("optimisation.plan", proposal_id=idea.id)
    return redirect(answer.location, 303)


def _text(form: forms.PlanForm) -> actions.PlanText:
    lines = tuple(actions.Line(line.head.data, line.title.data, line.unit_price_fen.data, line.quantity.data) for line in form.budget())
    return actions.PlanText(summary=form.summary.data, objectives=form.objectives.data, risks=form.risks.data or "", starts_on=form.starts_on.data,
                            ends_on=form.ends_on.data, activities_planned=form.activities_planned.data, beneficiaries_planned=form.beneficiaries_planned.data,
                            organisation_id=form.organisation_id.data or None, lines=lines)
