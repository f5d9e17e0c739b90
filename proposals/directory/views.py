"""Organisations and what is on record about them, for the bureau that keeps it and the staff who ask."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from .. import clock, shell
from ..forms import KeyedForm
from ..gate import acting, open_to
from ..paging import page_of
from ..sending import Done, pressed, sent
from ..storage import db
from . import queries, record
from .forms import DebarmentForm, RecordForm
from .models import Organisation

READERS = ("bureau", "support", "support_lead", "street", "street_lead")
room = Blueprint("directory", __name__, url_prefix="/organisations")
shell.navigate("directory.organisations", _l("组织名录"), shown=shell.holds("bureau"))


@room.get("/")
@open_to(*READERS)
def organisations() -> str:
    """Bureau and staff: every body that may carry projects out, with its rating, and whether it is debarred."""
    asked = select(Organisation).where(Organisation.kind.in_(record.OUTSIDE))
    page = page_of(asked, Organisation.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int), newest_first=False)
    return render_template("directory/organisations.html", page=page, bodies=record.standings([row.id for row in page.rows]), today=clock.today(clock.now()))


@room.route("/<int:organisation_id>", methods=["GET", "POST"])
@open_to(*READERS)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """Bureau and staff: what is and was on record about an organisation; the bureau enters what the register says now."""
    found = db.session.get(Organisation, organisation_id) or abort(404)
    body = record.standings([found.id])[found.id]
    form = _record_form(body)
    return sent(form, do=lambda: _record(found, form=form), page=lambda: _page(found, body=body, form=form))


@room.route("/<int:organisation_id>/debarment", methods=["GET", "POST"])
@open_to("bureau")
def debar(organisation_id: int) -> ResponseReturnValue:
    """The bureau: let an organisation take on nothing new until a day."""
    found, form = db.session.get(Organisation, organisation_id) or abort(404), DebarmentForm()

    def do() -> Done:
        record.debar(found.id, until=form.until.data, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("directory.organisation", organisation_id=found.id), _("已限制“%(name)s”承接新的项目。", name=found.name))

    return sent(form, do=do, page=lambda: render_template("directory/debarment.html", organisation=found, form=form))


@room.post("/<int:organisation_id>/debarments/<int:debarment_id>/lifting")
@open_to("bureau")
def lift(organisation_id: int, debarment_id: int) -> ResponseReturnValue:
    """The bureau: end a debarment before its day."""
    if debarment_id not in {row.id for row in record.debarments(organisation_id)}:
        abort(404)

    def do() -> Done:
        record.lift(debarment_id, by=acting(), at=clock.now())
        return Done(url_for("directory.organisation", organisation_id=organisation_id))

    return pressed(KeyedForm(), do=do)


def _record_form(body: record.Standing) -> RecordForm:
    form = RecordForm(data={"founded_on": body.founded_on, "rating": str(body.rating), "payee": body.payee_id or 0})
    form.offer([(row.id, row.name) for row in queries.registered() if row.id != body.id])
    return form


def _record(found: Organisation, *, form: RecordForm) -> Done:
    record.record_standing(found.id, founded_on=form.founded_on.data, rating=int(form.rating.data), payee_id=form.payee.data or None,
                           by=acting(), at=clock.now())
    return Done(url_for("directory.organisation", organisation_id=found.id), _("登记情况已经更新。"))


def _page(found: Organisation, *, body: record.Standing, form: RecordForm) -> str:
    facts: dict[str, Any] = {"records": record.records(found.id), "debarments": record.debarments(found.id)}
    return render_template("directory/organisation.html", organisation=found, body=body, form=form, may_change="bureau" in current_user.posts,
                           today=clock.today(clock.now()), **facts)
