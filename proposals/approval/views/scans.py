"""Signing by hand: the scan of the signed page is handed in, and a second person holds it against the text."""
from __future__ import annotations

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock
from ...gate import acting, open_to
from ...papers.answers import POLICY
from ...sending import Done, sent
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

    def page() -> str:
        form.seq.data = seq_of(signature_id)
        return render_template("approval/hand_in.html", form=form, signature=found)

    return sent(form, do=lambda: _keep(found, form=form), page=page)


def _keep(found: Signature, *, form: HandInForm) -> Done:
    page = form.page.data or abort(422)
    scan = Scan(page.kind, page.content, page.digest, form.signatory.data or "", form.signed_on.data or abort(422))
    actions.hand_in_page(found.id, scan=scan, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
    return Done(url_for("approval.agreement", agreement_id=found.agreement_id))


@room.route("/signatures/<int:signature_id>/witness", methods=["GET", "POST"])
@open_to(*STAFF, "bureau")
def witness(signature_id: int) -> ResponseReturnValue:
    """A second member of staff holds the signed page against the text, and confirms the signature or gives the page back."""
    found = _found(signature_id)
    form = WitnessForm()

    def do() -> Done:
        actions.witness_page(signature_id, seal=form.seal.data or "", by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
        return Done(url_for("approval.agreement", agreement_id=found.agreement_id))

    def page() -> str:
        form.seal.data, form.seq.data = form.seal.data or found.agreement.digest, seq_of(signature_id)
        return render_template("approval/witness.html", form=form, signature=found, pages=queries.pages_of(signature_id) or abort(404))

    return sent(form, do=do, page=page)


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
