"""Where implementers are paid: accounts entered by one person and checked by another; and who is paid in an implementer's place."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from ... import clock
from ...directory.models import Organisation
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...implementation.views.blueprint import project_or_404
from ...sending import Done, pressed, sent
from ...storage import db
from .. import commitments
from ..bank import accounts, lists
from ..bank.forms import MatchForm, NamedPayeeForm, PayeeForm
from . import row
from .blueprint import SOURCES, room

row.enter("funding.payees", _l("收款账户"), posts=SOURCES, position=47)


@room.get("/money/payees")
@open_to(*SOURCES, "organisation")
def payees() -> ResponseReturnValue:
    """The desks: all payees' accounts, what is unchecked among them. An organisation: its own."""
    own = None if current_user.posts & set(SOURCES) else next((post.organisation_id for post in current_user.held if post.kind == "organisation"), 0)
    page = lists.payees(organisation_id=own, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/payees.html", page=page, form=MatchForm(), checks=own is None, actor=f"p{current_user.id}", own=own,
                           unchecked=lists.unchecked(f"p{current_user.id}")[0] if own is None else 0)


@room.route("/organisations/<int:organisation_id>/payee", methods=["GET", "POST"])
@open_to(*SOURCES, "organisation")
def payee(organisation_id: int) -> ResponseReturnValue:
    """The organisation itself or a desk's staff: enter where it is paid; somebody else checks it before money goes there."""
    found, form = db.session.get(Organisation, organisation_id) or abort(404), PayeeForm()
    if not current_user.posts & set(SOURCES) and organisation_id not in {post.organisation_id for post in current_user.held}:
        abort(404)

    def do() -> Done:
        accounts.record_payee(organisation_id, holder=form.holder.data, bank=form.bank.data, number=form.number.data, demonstration=False, by=acting(),
                              at=clock.now())
        return Done(url_for("funding.payees"), _("已登记，等另一个人核对后启用。"))

    return sent(form, do=do, page=lambda: render_template("funding/payee.html", organisation=found, form=form))


@room.post("/money/payees/<int:account_id>")
@open_to(*SOURCES)
def check_payee(account_id: int) -> ResponseReturnValue:
    """A desk's staff: say that an account was seen on the payee's papers."""

    def do() -> Done:
        accounts.verify_payee(account_id, by=acting(), at=clock.now())
        return Done(url_for("funding.payees"), _("已核对，今后付到这个账户。"))

    return pressed(MatchForm(), do=do)


@room.route("/projects/<int:proposal_id>/payee", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def project_payee(proposal_id: int) -> ResponseReturnValue:
    """The foundation: who is paid for a project in its implementer's place."""
    project, form = project_or_404(proposal_id), NamedPayeeForm()
    commitment = commitments.of_proposal(db.session(), proposal_id=project.id) or abort(404)
    form.organisation.choices = [SelectChoice(one.id, one.name) for one in lists.receivers()]

    def do() -> Done:
        accounts.name_payee(commitment.id, organisation_id=form.organisation.data, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("implementation.project", proposal_id=proposal_id))

    return sent(form, do=do, page=lambda: _named(form, project=project, commitment_id=commitment.id))


def _named(form: KeyedForm, *, project: object, commitment_id: int) -> str:
    now = accounts.payees({commitment_id}).get(commitment_id)
    current = db.session.get(Organisation, now) if now else None
    return render_template("funding/payee_project.html", project=project, form=form, current=current)
