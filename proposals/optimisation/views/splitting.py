"""Splitting an idea: each part gets a title and its own words, or goes to the unit that is to answer it."""
from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from ... import clock, moves
from ...gate import acting, open_to
from ...sending import Done, sent
from .. import actions
from ..merging import forms
from .blueprint import room, worked_on


@room.route("/ideas/<int:proposal_id>/splitting", methods=["GET", "POST"])
@open_to("street_lead", "support_lead")
def splitting(proposal_id: int) -> ResponseReturnValue:
    """Leads: split an idea in improvement into parts with numbers of their own."""
    idea, seq = worked_on(proposal_id)
    form = forms.SplittingForm()

    def do() -> Done:
        actions.split_up(idea.id, parts=form.begun(), note=form.note.data, by=acting(), at=clock.now(), seq=int(form.seq.data))
        return Done(url_for("public.idea", proposal_id=idea.id))

    def page() -> str:
        form.seq.data = str(seq)
        return render_template("optimisation/splitting.html", form=form, idea=idea)

    return sent(form, do=do, page=page)


moves.page("proposal", "split_up", lambda case_id: url_for("optimisation.splitting", proposal_id=case_id))
