"""Ideas that somebody else must answer: who, by when, and what they answered."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...gate import open_to
from ...once import once
from ...storage import db
from .. import actions, forms, queries
from ..models import Referral
from .blueprint import for_staff, room
from .lists import STAFF

shell.navigate("collection.referrals", _l("转办"), shown=shell.holds(*STAFF))


@room.get("/screening/referrals")
@open_to(*STAFF)
def referrals() -> ResponseReturnValue:
    """Street and support staff: what others still owe an answer to, the most urgent first."""
    return render_template("collection/referrals.html", rows=queries.referrals(queries.streets_of(current_user)), at=clock.now())


@room.route("/screening/referrals/<int:referral_id>", methods=["GET", "POST"])
@open_to(*STAFF)
def referral(referral_id: int) -> ResponseReturnValue:
    """Staff: enter what the handling unit answered."""
    found, form = db.session.get(Referral, referral_id) or abort(404), forms.ReplyForm()
    idea, _seq = for_staff(found.proposal_id)
    if form.validate_on_submit():
        with once(form) as answer:
            actions.reply_to_referral(referral_id, reply=form.reply.data, at=clock.now())
            flash(_("已登记答复，提案人查进度时能看到。"), "green")
            answer.location = url_for("collection.referrals")
        return redirect(answer.location, 303)
    return render_template("collection/referral.html", form=form, referral=found, idea=idea), 422 if form.errors else 200
