"""The proposer reads the plan and says something to it; staff write down what was said to them."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow import Refused

from ... import clock
from ...collection.models import Proposal
from ...errors import tell
from ...gate import SIGNED_IN, acting, open_to
from ...once import once
from .. import actions, difference, forms, queries
from ..models import Plan
from .blueprint import planned_by, room


@room.route("/ideas/<int:proposal_id>/plan/opinion", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def opinion(proposal_id: int) -> ResponseReturnValue:
    """Its proposer: read the plan, agree or say what should be different. Staff: write down what the proposer said."""
    idea, seq = planned_by(proposal_id)
    versions = queries.plans(idea.id)
    if not versions or idea.state != "optimising":
        abort(404)
    form = forms.OpinionForm()
    own = current_user.id == idea.proposer_id
    if form.validate_on_submit():
        try:
            return _answer(idea, form=form, own=own)
        except Refused as refusal:
            tell(form, refusal)
    form.seq.data = str(seq)
    return _page(idea, form=form, own=own, versions=versions), 422 if form.is_submitted() else 200


def _page(idea: Proposal, *, form: forms.OpinionForm, own: bool, versions: list[Plan]) -> str:
    """The last version, and what it says otherwise than the one before."""
    changed = difference.between(versions[1], versions[0]) if len(versions) > 1 else None
    return render_template("optimisation/opinion.html", idea=idea, form=form, own=own, plan=versions[0], budget=queries.budget(versions[0]), found=changed,
                           names=dict(queries.organisations()) if changed else {}, opinions=queries.opinions(idea.id))


def _answer(idea: Proposal, *, form: forms.OpinionForm, own: bool) -> ResponseReturnValue:
    with once(form) as answer:
        actions.answer_plan(idea.id, verdict=form.verdict.data, by=acting(), at=clock.now(), note=form.note.data or "", way="" if own else form.way.data or "",
                            seq=int(form.seq.data))
        flash(_("谢谢，您的意见已经记下。") if own else _("提案人的意见已经记下。"), "green")
        answer.location = url_for("public.idea", proposal_id=idea.id)
    return redirect(answer.location, 303)
