"""The proposer reads the plan and says something to it; staff write down what was said to them."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...collection.models import Proposal
from ...gate import SIGNED_IN, acting, open_to
from ...sending import Done, sent
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
    form, own = forms.OpinionForm(), current_user.id == idea.proposer_id
    return sent(form, do=lambda: _answer(idea, form=form, own=own), page=lambda: _page(idea, seq=seq, form=form, own=own, versions=versions))


def _page(idea: Proposal, *, seq: int, form: forms.OpinionForm, own: bool, versions: list[Plan]) -> str:
    """The last version, and what it says otherwise than the one before."""
    form.seq.data = str(seq)
    changed = difference.between(versions[1], versions[0]) if len(versions) > 1 else None
    return render_template("optimisation/opinion.html", idea=idea, form=form, own=own, plan=versions[0], budget=queries.budget(versions[0]), found=changed,
                           names=dict(queries.organisations()) if changed else {}, opinions=queries.opinions(idea.id))


def _answer(idea: Proposal, *, form: forms.OpinionForm, own: bool) -> Done:
    actions.answer_plan(idea.id, verdict=form.verdict.data, by=acting(), at=clock.now(), note=form.note.data or "", way="" if own else form.way.data or "",
                        seq=int(form.seq.data))
    return Done(url_for("public.idea", proposal_id=idea.id), _("谢谢，您的意见已经记下。") if own else _("提案人的意见已经记下。"))
