"""The merge workbench: find the target, read both side by side, see what the author will be told, merge."""
from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workflow import Refused

from ... import clock
from ...collection import queries as ideas
from ...collection.models import Proposal
from ...errors import tell
from ...forms import clean_line
from ...gate import acting, open_to
from ...once import once
from .. import actions, forms, queries
from .blueprint import room, worked_on


@room.route("/ideas/<int:proposal_id>/merger", methods=["GET", "POST"])
@open_to("street_lead", "support_lead")
def merger(proposal_id: int) -> ResponseReturnValue:
    """Leads: merge an idea into another one."""
    idea, seq = worked_on(proposal_id)
    form = forms.MergerForm()
    if form.validate_on_submit():
        try:
            return _merge(idea, form=form)
        except Refused as refusal:
            tell(form, refusal)
    form.seq.data = str(seq)
    return _workbench(idea, form=form), 422 if form.is_submitted() else 200


def _merge(idea: Proposal, *, form: forms.MergerForm) -> ResponseReturnValue:
    into = int(form.into.data) if form.into.data.isdecimal() and len(form.into.data) < 17 else 0
    with once(form) as answer:
        actions.merge(idea.id, into=into, share=form.share.data, note=form.note.data, by=acting(), at=clock.now(), kind=form.kind.data, seq=int(form.seq.data))
        answer.location = url_for("public.idea", proposal_id=idea.id)
    return redirect(answer.location, 303)


def _workbench(idea: Proposal, *, form: forms.MergerForm) -> str:
    """With a target chosen: both texts side by side; without: the search."""
    words = clean_line(request.args.get("words", ""))[:60]
    chosen = request.args.get("into", type=int) or (int(form.into.data) if (form.into.data or "").isdecimal() else None)
    found = ideas.idea(chosen) if chosen else None
    target = found[0] if found and found[0].season_id == idea.season_id and found[0].number else None
    if target is not None:
        form.into.data = str(target.id)
    return render_template("optimisation/merger.html", idea=idea, target=target, form=form, words=words,
                           targets=[] if target else queries.targets(idea, words=words), family=ideas.lineage(target.id) if target else [])
