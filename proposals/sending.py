"""How every form answers: not filled in, its page again with everything typed (422); a rule says no, that page with the rule's sentence (409);
done, on to where it leads (303); sent twice, the first answer again.

A view finds, makes its form, and says what to do and which page to show; what comes of it is the same everywhere.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from workflow import Refused

from .errors import status_of, tell
from .forms import KeyedForm
from .once import once


@dataclass(frozen=True)
class Done:
    """Where the sender goes on, what is said to them there, if anything, and why something was left undone: a sentence each."""

    location: str
    said: str = ""
    tone: str = "green"
    left: tuple[str, ...] = ()


def sent(form: KeyedForm, *, do: Callable[[], Done], page: Callable[[], str]) -> ResponseReturnValue:
    """The answer of a page with a form: ``do`` is carried out once; ``page`` is drawn only when it is shown, after a refusal from what is true by then."""
    return filled_in(form, then=lambda: carry_out(form, do=do), page=page)


def filled_in(form: FlaskForm, *, then: Callable[[], ResponseReturnValue], page: Callable[[], str]) -> ResponseReturnValue:
    """The same where ``then`` answers: a password leaves no digest under a form's key, and a wrong code is counted before any transaction begins."""
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return then()
        except Refused as refusal:
            tell(form, refusal)
            status = status_of(refusal)
    return page(), status


def pressed(form: KeyedForm, *, do: Callable[[], Done]) -> ResponseReturnValue:
    """The answer to a button that has no page of its own: 400 when it comes from none of ours; what a rule says against it has the page of refusals."""
    if not form.validate_on_submit():
        abort(400)
    return carry_out(form, do=do)


def carry_out(form: KeyedForm, *, do: Callable[[], Done]) -> ResponseReturnValue:
    """Do once what a form asks, say what came of it when it is kept for good, and go on. Refusals are the caller's."""
    with once(form) as answer:
        done = do()
        answer.location = done.location
    if done.said:
        flash(done.said, done.tone)
    for why in done.left:
        flash(why, "red")
    return redirect(done.location, 303)
