"""Whoever had the idea says whether the handling unit's answer satisfies: signed in, or by the idea's code and the phone's last digits."""
from __future__ import annotations

import hmac

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ... import clock
from ...gate import PUBLIC, acting, open_to
from ...sending import Done, carry_out
from ...storage import db
from ..models import CoProposer, Proposal, Referral
from ..referring import acts, forms
from .blueprint import room


@room.route("/referrals/<int:referral_id>/rating", methods=["GET", "POST"])
@open_to(PUBLIC)
def rating(referral_id: int) -> ResponseReturnValue:
    """Proposers: satisfied, basically, or not. Nothing of the idea is shown here to anybody who has not said whose it is."""
    found = db.session.get(Referral, referral_id) or abort(404)
    idea, own = db.session.get_one(Proposal, found.proposal_id), _own(found)
    form = forms.RateForm() if own else forms.TailForm(code=request.args.get("code", ""))

    def do() -> Done:
        acts.rate(referral_id, rating=form.rating.data, note=form.note.data or "", by=acting() if own else None, at=clock.now())
        return Done(url_for("public.idea", proposal_id=idea.id) if own else url_for("collection.track", code=form.code.data), _("谢谢您的评价。"))

    if form.validate_on_submit() and (own or _known(form, idea)):
        return carry_out(form, do=do)
    return render_template("collection/rating.html", form=form, idea=idea if own else None, referral=found), 422 if form.errors else 200


def _own(referral: Referral) -> bool:
    """Whether the signed-in person had this idea, or one that lives on in it."""
    if not current_user.is_authenticated:
        return False
    joined = select(CoProposer.person_id).where(CoProposer.proposal_id == referral.proposal_id)
    proposer = select(Proposal.proposer_id).where(Proposal.id == referral.proposal_id)
    return current_user.id in set(db.session.scalars(proposer.union_all(joined)))


def _known(form: forms.TailForm, idea: Proposal) -> bool:
    """Whether code and digits are this idea's; if not, the form says so."""
    phone = (idea.proposer.phone or "") if idea.proposer else ""
    if form.code.data.upper() in (idea.receipt, idea.number) and len(phone) > 3 and hmac.compare_digest(phone[-4:], form.tail.data):
        return True
    form.form_errors.append(_("没有找到。请核对回执码或编号，以及电话后四位；也可以打电话问社区服务台。"))
    return False
