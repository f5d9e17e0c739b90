"""Who researches what by when, and what a visit found."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...collection.models import Proposal
from ...collection.queries import streets_of
from ...gate import acting, open_to
from ...sending import Done, carry_out, filled_in, sent
from .. import actions, forms, queries
from .blueprint import STAFF, room, worked_on

LEADS = ("street_lead", "support_lead")
shell.navigate("optimisation.to_research", _l("调研与优化"), shown=shell.holds(*STAFF))


@room.route("/staff/research", methods=["GET", "POST"])
@open_to(*STAFF)
def to_research() -> ResponseReturnValue:
    """Staff: the ideas of their streets to be researched and improved, the oldest first. Leads tick some and say who looks into them by when."""
    form = forms.AssignForm()
    streets = streets_of(current_user)
    leads = not current_user.posts.isdisjoint(LEADS)
    form.to.choices = forms.people(queries.researchers(streets) if leads else [])
    if form.is_submitted() and not leads:
        abort(403)
    return filled_in(form, then=lambda: _assign(form, streets=streets), page=lambda: _work_list(form, streets=streets, leads=leads))


def _assign(form: forms.AssignForm, *, streets: tuple[int, ...] | None) -> ResponseReturnValue:
    here = url_for("optimisation.to_research")
    ids = queries.within([int(each) for each in request.form.getlist("ids") if each.isdecimal() and len(each) < 17][:queries.AT_ONCE], streets=streets)
    if not ids:
        flash(_("请先勾选要安排调研的点子。"), "gold")
        return redirect(here, 303)

    def do() -> Done:
        count = actions.assign_research(ids, to=form.to.data, due_on=form.due_on.data, by=acting(), at=clock.now())
        return Done(here, _("已安排 %(count)s 个点子的调研。", count=count))

    return carry_out(form, do=do)


def _work_list(form: forms.AssignForm, *, streets: tuple[int, ...] | None, leads: bool) -> str:
    whose = request.args.get("whose", "")
    sought = queries.Sought(streets, request.args.get("state", "accepted"), mine=current_user.id if whose == "mine" else None, unassigned=whose == "open")
    page = queries.to_research(sought, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("optimisation/to_research.html", page=page, sought=sought, whose=whose, states=queries.TO_RESEARCH, leads=leads, form=form,
                           due=queries.due_days([idea.id for idea in page.rows]), ticked=request.form.getlist("ids"), today=clock.today(clock.now()))


@room.route("/ideas/<int:proposal_id>/research", methods=["GET", "POST"])
@open_to(*STAFF)
def research(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: enter what a visit found."""
    idea, _seq = worked_on(proposal_id)
    form = forms.ResearchForm()
    form.offer(queries.organisations())
    return sent(form, do=lambda: _record(idea, form=form), page=lambda: render_template(
        "optimisation/research.html", form=form, idea=idea, notes=queries.notes(idea.id), alike=queries.funded_alike(idea)))


def _record(idea: Proposal, *, form: forms.ResearchForm) -> Done:
    finding = actions.Finding(
        visited_on=form.visited_on.data, households_asked=form.households_asked.data, finding=form.finding.data, feasibility=form.feasibility.data,
        explanation=form.explanation.data or "", duty_checked=form.duty_checked.data, checked_with=form.checked_with.data or "", way=form.way.data,
        spot=form.spot.data or "", households_for=form.households_for.data, target_group=form.target_group.data or "", venue=form.venue.data or "",
        candidate_id=form.candidate_id.data or None, cost_fen=form.cost_fen.data)
    actions.record_research(idea.id, finding=finding, by=acting(), at=clock.now())
    return Done(url_for("public.idea", proposal_id=idea.id))
