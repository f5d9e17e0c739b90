"""The agreement to read, sign, print and keep."""
from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock, moves, papers
from ...accounts.confirming.acts import confirm, confirmed_until, state_of
from ...gate import acting, open_to
from ...sending import Done, carry_out, filled_in
from ...storage import db
from .. import actions, queries
from ..models import Agreement, Signature
from ..rules.agreeing import passages
from ..signing import proving
from ..signing.forms import BatchForm, SignByMove, SignForm, WitnessForm
from ..signing.paper import agreement_pdf
from .blueprint import room
from .screen import seq_of

PARTIES = ("bureau", "foundation", "foundation_lead", "street", "street_lead", "organisation", "support", "support_lead", "treasury_lead", "evaluator")
PROVEN = proving.agreement_known
"""Entered with the papers that can be looked up by number."""
STAFF = ("street", "street_lead", "support", "support_lead")


class SignHere(SignByMove):
    """Signing on the general page of moves: the digest is the current text's."""

    def about(self, case_id: int) -> None:
        """Show the digest of the text under this signature."""
        self.seal.data = self.seal.data or db.session.get_one(Signature, case_id).agreement.digest


class WitnessHere(WitnessForm):
    """Holding a page against the text on the general page of moves."""

    def about(self, case_id: int) -> None:
        """Show the digest of the text under this signature."""
        self.seal.data = self.seal.data or db.session.get_one(Signature, case_id).agreement.digest


moves.address("signature", lambda case_id: url_for("approval.signature", signature_id=case_id))
moves.register("signature", "sign", form=SignHere, act=actions.sign_by_form)
moves.register("signature", "witness", form=WitnessHere, act=actions.witness_by_form)
moves.page("signature", "sign", lambda case_id: url_for("approval.signature", signature_id=case_id))
moves.page("signature", "hand_in", lambda case_id: url_for("approval.hand_in", signature_id=case_id))
moves.page("signature", "witness", lambda case_id: url_for("approval.witness", signature_id=case_id))


@room.route("/agreements/<int:agreement_id>", methods=["GET", "POST"])
@open_to(*PARTIES)
def agreement(agreement_id: int) -> ResponseReturnValue:
    """A party reads the whole agreement and signs it; also the page to print."""
    found = queries.agreement(agreement_id, person=current_user) or abort(404)
    mine = queries.own_signature(found, person=current_user)
    form = ready(SignForm())
    return filled_in(form, then=lambda: _sign(found, mine=mine, form=form), page=lambda: _page(found, mine=mine, form=form))


@room.get("/agreements/<int:agreement_id>.pdf")
@open_to(*PARTIES)
def agreement_paper(agreement_id: int) -> ResponseReturnValue:
    """A party prints the agreement, to sign it by hand or to keep it."""
    found = queries.agreement(agreement_id, person=current_user) or abort(404)
    return papers.answer(agreement_pdf(found, proof=proof_of(found)), name=f"agreement-{found.id}-{found.version}")


@room.get("/signatures/<int:signature_id>")
@open_to(*PARTIES)
def signature(signature_id: int) -> ResponseReturnValue:
    """Leads a party from a signature to its agreement."""
    found = db.session.get(Signature, signature_id) or abort(404)
    return redirect(url_for("approval.agreement", agreement_id=found.agreement_id))


def proof_of(one: Agreement) -> str:
    """The public address where an agreement's number is looked up."""
    return url_for("public.verify", number=one.number, _external=True)


def ready(form: SignForm | BatchForm) -> SignForm | BatchForm:
    """The form without its code, while this session is confirmed."""
    if "code" in form and confirmed_until(current_user.sign_in_id, at=clock.now()) is not None:
        del form.code
    return form


def show_code(form: SignForm | BatchForm) -> None:
    """Confirm the session by the code that was typed, and ask for no other; before the unit of work, so that a wrong one is counted."""
    if "code" in form:
        confirm(current_user.id, code=form.code.data or "", sign_in_id=current_user.sign_in_id, at=clock.now())
        del form.code


def has_phone() -> bool:
    """Whether the reader has a second factor in use."""
    factor = state_of(current_user.id)
    return factor is not None and factor.sealed is not None


def _sign(found: Agreement, *, mine: Signature | None, form: SignForm | BatchForm) -> ResponseReturnValue:
    show_code(form)

    def do() -> Done:
        if mine is None:
            abort(404)
        actions.sign(mine.id, seal=form["seal"].data, by=acting(), at=clock.now(), seq=int(form["seq"].data or 0))
        return Done(url_for("approval.agreement", agreement_id=found.id))

    return carry_out(form, do=do)


def _page(found: Agreement, *, mine: Signature | None, form: SignForm | BatchForm) -> str:
    form["seal"].data = form["seal"].data or found.digest
    form["seq"].data = seq_of(mine.id) if mine else "0"
    number, title, parts = passages(found.text)
    return render_template(
        "approval/agreement.html", agreement=found, mine=mine, form=form, number=number, title=title, parts=parts, phone=mine is None or has_phone(),
        signatures=sorted(found.signatures, key=lambda one: one.party.position), staff=bool(current_user.posts & set(STAFF)), proof=proof_of(found))
