"""How a form about a season's money answers: carried out once and told, or shown again with what the rules say."""
from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from workflow import Refused

from ...errors import tell
from ...implementation.views.blueprint import status_of
from ...once import once
from ..sourcing.forms import SourcingForm


def carried_out(form: SourcingForm, *, work: Callable[[], str], then: str) -> ResponseReturnValue | None:
    """Do the work once and go on to ``then`` with the sentence it gives; None when the form is not filled in or the rules say no."""
    if not form.validate_on_submit():
        return None
    try:
        with once(form) as answer:
            done = work()
            answer.location = then
    except Refused as refusal:
        tell(form, refusal)
        return None
    flash(done, "green")
    return redirect(answer.location, 303)


def asked(form: SourcingForm, *, title: str, lead: str, button: str, back: str, above: str) -> ResponseReturnValue:
    """The form on a page of its own."""
    return render_template("funding/sources_form.html", form=form, title=title, lead=lead, button=button, back=back, above=above), status_of(form)
