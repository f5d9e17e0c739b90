"""Signing by hand: the scan of the signed page is handed in, and a second person holds it against the text."""
from __future__ import annotations

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from workflow import Refused

from ... import clock
from ...errors import tell
from ...gate import acting, open_to
from ...once import once
from ...papers.answers import POLICY
from ...storage import db
from .. import actions, queries
from ..actions import Scan
from ..models import Signature, SignedPage
from ..signing.forms import HandInForm, WitnessForm
from ..signing.scans import MEDIA
from .blueprint import room
from .screen import seq_of
from .signing import PARTIES, STAFF


@room.route("/signatures/<int:signature_id>/page", methods=["GET", "POST"])
@open_to(*PARTIES)
def hand_in(signature_id: int) -> ResponseReturnValue:
    """A party, or staff for it, hands in the scan of the page that was signed by hand."""
    found = _found(signature_id)
    form = HandInForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _keep(found, form=form)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    form.seq.data = seq_of(signature_id)
    return render_template("approval/hand_in.html", form=form, signature=found), status


def _keep(found: Signature, *, form: HandInForm) -> ResponseReturnValue:
    page = form.page.data or abort(422)
    with once(form) as answer:
        scan = Scan(page.kind, page.content, page.digest, form.signatory.data or "", form.signed_on.data or abort(422))
        actions.hand_in_page(found.id, scan=scan, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
        answer.location = url_for("approval.agreement", agreement_id=found.agreement_id)
    return redirect(answer.location, 303)


@room.route("/signatures/<int:signature_id>/witness", methods=["GET", "POST"])
@open_to(*STAFF, "bureau")
def witness(signature_id: int) -> ResponseReturnValue:
    """A second member of staff holds the signed page against the text, and confirms the signature or gives the page back."""
    found = _found(signature_id)
    form = WitnessForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _confirm(found, form=form)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    form.seal.data, form.seq.data = form.seal.data or found.agreement.digest, seq_of(signature_id)
    return render_template("approval/witness.html", form=form, signature=found, pages=queries.pages_of(signature_id) or abort(404)), status


def _confirm(found: Signature, *, form: WitnessForm) -> ResponseReturnValue:
    with once(form) as answer:
        actions.witness_page(found.id, seal=form.seal.data or "", by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
        answer.location = url_for("approval.agreement", agreement_id=found.agreement_id)
    return redirect(answer.location, 303)


@room.get("/signatures/<int:signature_id>/pages/<int:page_id>")
@open_to(*PARTIES)
def signed_page(signature_id: int, page_id: int) -> ResponseReturnValue:
    """Whom the agreement concerns: a signed page as it was scanned."""
    found = db.session.get(SignedPage, page_id)
    if found is None or found.signature_id != _found(signature_id).id:
        abort(404)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-store",
               "Content-Disposition": f"inline; filename=page-{page_id}.{found.kind}"}
    return Response(found.content, mimetype=MEDIA[found.kind], headers=headers)


def _found(signature_id: int) -> Signature:
    return queries.signature(signature_id, person=current_user) or abort(404)
