"""The plan editor: versions, what differs between them, and the checklist before it goes to review."""
from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ... import clock
from ...collection.models import Proposal
from ...gate import SIGNED_IN, acting, open_to
from ...machine import engine
from ...sending import Done, sent
from ...storage import db
from .. import actions, difference, forms, queries
from ..models import Plan
from ..rules import over_cap
from .blueprint import planned_by, room


@room.route("/ideas/<int:proposal_id>/plan", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def plan(proposal_id: int) -> ResponseReturnValue:
    """Staff, proposers and the implementer: write the plan and its budget; every saving is a version."""
    idea, _seq = planned_by(proposal_id)
    versions = queries.plans(idea.id)
    form = _form(versions[0] if versions else None)
    if form.is_submitted() and request.form.get("only") == "sum":
        return _editor(idea, form=form, versions=versions)
    return sent(form, do=lambda: _save(idea, form=form), page=lambda: _editor(idea, form=form, versions=versions))


def _editor(idea: Proposal, *, form: forms.PlanForm, versions: list[Plan]) -> str:
    last = versions[0] if versions else None
    return render_template("optimisation/plan.html", form=form, idea=idea, versions=versions, budget=queries.budget(last) if last else None,
                           over=over_cap(last, season=idea.season) if last else None, writable=idea.state in actions.PLANNING,
                           typed=_typed(form), tasks=checklist(idea), opinions=queries.opinions(idea.id), alike=queries.funded_alike(idea))


def _typed(form: forms.PlanForm) -> queries.Budget | None:
    """What the lines as typed would add up to; None while nothing was sent. Lines that are not finished do not count."""
    if not form.is_submitted():
        return None
    whole = [line for line in form.budget() if line.head.data and line.unit_price_fen.data and line.quantity.data]
    return queries.added_up([(line.head.data, line.unit_price_fen.data * line.quantity.data) for line in whole])


def checklist(idea: Proposal) -> list[queries.Task]:
    """What is done and what is missing before the plan is final; empty where it is not being improved or the reader may not complete it."""
    if idea.state != "optimising":
        return []
    options = engine.options(db.session(), idea.id, acting(), at=clock.now())
    found = next((option for option in options if option.transition.name == "complete_plan"), None)
    return queries.readiness(found.problems) if found else []


@room.get("/ideas/<int:proposal_id>/plan/differences")
@open_to(SIGNED_IN)
def differences(proposal_id: int) -> ResponseReturnValue:
    """Staff, proposers and the implementer: two versions, and what one says otherwise than the other; without numbers the last two.

    Earlier versions are drafts: the public reads the one that was completed."""
    idea, _seq = planned_by(proposal_id)
    versions = queries.plans(idea.id)
    newest = versions[0].version if versions else 0
    new = request.args.get("new", newest, type=int)
    old = request.args.get("old", max(new - 1, 1), type=int)
    pair = [queries.version(idea.id, number=number) for number in (old, new)]
    if None in pair:
        abort(404)
    names = dict(queries.organisations())
    return render_template("optimisation/differences.html", idea=idea, versions=versions, old=pair[0], new=pair[1], names=names,
                           found=difference.between(*pair), sums=[queries.budget(plan).total for plan in pair])


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
    whom = forms.BY_CALL if plan.by_call else plan.organisation_id or 0
    return {name: getattr(plan, name) for name in names} | {"organisation_id": whom, "lines": [*lines, blank, blank]}


def _save(idea: Proposal, *, form: forms.PlanForm) -> Done:
    seen = int(form.seen.data) if (form.seen.data or "").isdecimal() else None
    saved = actions.save_plan(idea.id, text=_text(form), by=acting(), at=clock.now(), seen=seen)
    return Done(url_for("optimisation.plan", proposal_id=idea.id), _("已保存第 %(version)s 版方案。", version=saved.version))


def _text(form: forms.PlanForm) -> actions.PlanText:
    chosen = form.organisation_id.data
    lines = tuple(actions.Line(line.head.data, line.title.data, line.unit_price_fen.data, line.quantity.data) for line in form.budget())
    return actions.PlanText(summary=form.summary.data, objectives=form.objectives.data, risks=form.risks.data or "", starts_on=form.starts_on.data,
                            ends_on=form.ends_on.data, activities_planned=form.activities_planned.data, beneficiaries_planned=form.beneficiaries_planned.data,
                            organisation_id=chosen if chosen and chosen != forms.BY_CALL else None, lines=lines, by_call=chosen == forms.BY_CALL)
