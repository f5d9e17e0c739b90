"""The signature workbench and the agreement to read, sign and print."""
from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Refused

from ... import clock, moves, shell
from ...errors import tell
from ...gate import acting, open_to
from ...once import once
from ...storage import db
from .. import actions, queries
from ..forms import SignForm
from ..models import Agreement, Signature
from .blueprint import room
from .screen import seq_of

PARTIES = ("bureau", "foundation", "foundation_lead", "street", "street_lead", "organisation", "support", "support_lead")
SIGNS = {"signed": "is-done", "refused": "is-flagged"}


class SignHere(SignForm):
    """Signing on the general page of moves: the digest is the current text's."""

    def about(self, case_id: int) -> None:
        """Show the digest of the text under this signature."""
        self.seal.data = self.seal.data or db.session.get_one(Signature, case_id).agreement.digest


shell.navigate("approval.agreements", _l("签约"), shown=shell.holds(*PARTIES))
moves.address("signature", lambda case_id: url_for("approval.signature", signature_id=case_id))
moves.register("signature", "sign", form=SignHere, act=actions.sign_by_form)


@room.get("/agreements")
@open_to(*PARTIES)
def agreements() -> ResponseReturnValue:
    """The parties' workbench: which of the five have signed, at a glance."""
    only_open = request.args.get("show") != "all"
    page = queries.agreements(current_user, only_open=only_open, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("approval/agreements.html", page=page, only_open=only_open)


@room.route("/agreements/<int:agreement_id>", methods=["GET", "POST"])
@open_to(*PARTIES)
def agreement(agreement_id: int) -> ResponseReturnValue:
    """A party reads the whole agreement and signs it; also the page to print."""
    found = queries.agreement(agreement_id, person=current_user) or abort(404)
    mine = queries.own_signature(found, person=current_user)
    form = SignForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _sign(mine or abort(404), form=form)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    return _page(found, mine=mine, form=form), status


@room.get("/signatures/<int:signature_id>")
@open_to(*PARTIES)
def signature(signature_id: int) -> ResponseReturnValue:
    """Leads a party from a signature to its agreement."""
    found = db.session.get(Signature, signature_id) or abort(404)
    return redirect(url_for("approval.agreement", agreement_id=found.agreement_id))


def _sign(mine: Signature, *, form: SignForm) -> ResponseReturnValue:
    with once(form) as answer:
        actions.sign(mine.id, seal=form.seal.data, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
        answer.location = url_for("approval.agreement", agreement_id=mine.agreement_id)
    return redirect(answer.location, 303)


def _page(found: Agreement, *, mine: Signature | None, form: SignForm) -> str:
    form.seal.data = form.seal.data or found.digest
    form.seq.data = seq_of(mine.id) if mine else "0"
    number, title, *lines = found.text.split("\n")
    return render_template("approval/agreement.html", agreement=found, mine=mine, form=form, number=number, title=title, lines=lines)
