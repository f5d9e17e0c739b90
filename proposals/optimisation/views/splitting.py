"""Splitting an idea: each part gets a title and its own words, or goes to the unit that is to answer it."""
from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workflow import Refused

from ... import clock, moves
from ...collection.models import Proposal
from ...errors import tell
from ...gate import acting, open_to
from ...once import once
from .. import actions
from ..merging import forms
from .blueprint import room, worked_on


@room.route("/ideas/<int:proposal_id>/splitting", methods=["GET", "POST"])
@open_to("street_lead", "support_lead")
def splitting(proposal_id: int) -> ResponseReturnValue:
    """Leads: split an idea in improvement into parts with numbers of their own."""
    idea, seq = worked_on(proposal_id)
    form = forms.SplittingForm()
    if form.validate_on_submit():
        try:
            return _split(idea, form=form)
        except Refused as refusal:
            tell(form, refusal)
    form.seq.data = str(seq)
    return render_template("optimisation/splitting.html", form=form, idea=idea), 422 if form.is_submitted() else 200


moves.page("proposal", "split_up", lambda case_id: url_for("optimisation.splitting", proposal_id=case_id))


def _split(idea: Proposal, *, form: forms.SplittingForm) -> ResponseReturnValue:
    with once(form) as answer:
        actions.split_up(idea.id, parts=form.begun(), note=form.note.data, by=acting(), at=clock.now(), seq=int(form.seq.data))
        answer.location = url_for("public.idea", proposal_id=idea.id)
    return redirect(answer.location, 303)
