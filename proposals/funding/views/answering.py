"""How a form about a season's money is asked: on a page of its own, carried out once, and back to where it came from."""
from __future__ import annotations

from collections.abc import Callable

from flask import render_template
from flask.typing import ResponseReturnValue

from ...sending import Done, sent
from ..sourcing.forms import SourcingForm


def asked(form: SourcingForm, *, work: Callable[[], str], title: str, lead: str, button: str, back: str, above: str) -> ResponseReturnValue:
    """Ask, do the work, and go ``back`` with the sentence it gives."""
    return sent(form, do=lambda: Done(back, work()), page=lambda: asking(form, title=title, lead=lead, button=button, back=back, above=above))


def asking(form: SourcingForm, *, title: str, lead: str, button: str, back: str, above: str) -> str:
    """The page."""
    return render_template("funding/sources_form.html", form=form, title=title, lead=lead, button=button, back=back, above=above)
