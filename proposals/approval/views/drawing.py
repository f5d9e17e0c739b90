"""The draw of a panel's judges, and the streets that a joint panel judges."""
from __future__ import annotations

import json
import secrets

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, pressed, sent
from .. import actions, queries
from ..convening import drawing, lists, seating
from ..convening.drawing import Order
from ..convening.forms import DrawForm, StreetForm
from ..convening.lots import lot
from ..forms import SEATS, SIDES, choices
from .blueprint import room
from .panels import LEADS, place

LEFT_OUT = {"seated": _l("已在评审组"), "paused": _l("暂停抽签"), "no-post": _l("没有评委职务"), "avoids": _l("回避这个街道")}
USUAL = {"members_resident": 2, "members_finance": 1, "members_external": 2, "reserves_resident": 1, "reserves_finance": 1, "reserves_external": 1}


@room.route("/<int(max=9999):year>/panels/<int:street_id>/draws", methods=["GET", "POST"])
@open_to(*LEADS, "bureau")
def draws(year: int, street_id: int) -> ResponseReturnValue:
    """The leads draw judges from the pool before witnesses; everybody who may look sees every earlier draw."""
    season, street = place(year, street_id=street_id)
    form, may_change = DrawForm(data={**USUAL, "seed": secrets.token_hex(8)}), bool(current_user.posts & set(LEADS))
    if form.is_submitted() and not may_change:
        abort(403)

    def page() -> str:
        found = queries.panel(season.id, street_id=street_id)
        return render_template("approval/panel_draws.html", season=season, street=street, form=form, draws=lists.draws(found.id) if found else [], sides=SIDES,
                               drawable=lists.drawable(), may_change=may_change)

    return sent(form, do=lambda: _draw(form, season=season, street_id=street_id), page=page)


@room.get("/<int(max=9999):year>/panels/<int:street_id>/draws/<int:number>")
@open_to(*LEADS, "bureau")
def draw(year: int, street_id: int, number: int) -> ResponseReturnValue:
    """One draw as it was held, drawn again on the spot."""
    season, street = place(year, street_id=street_id)
    found = queries.panel(season.id, street_id=street.id) or abort(404)
    held = lists.draw_numbered(found.id, number=number) or abort(404)
    rows = [(one, lot(held.seed, person_id=one.person_id)) for one in drawing.ordered(held)]
    return render_template("approval/panel_draw.html", season=season, street=street, draw=held, rows=rows, again=drawing.again(held), sides=dict(SIDES),
                           names=drawing.names(held), seats=dict(SEATS), left_out=json.loads(held.left_out), why=LEFT_OUT)


@room.route("/<int(max=9999):year>/panels/<int:street_id>/streets", methods=["GET", "POST"])
@open_to("support_lead")
def panel_streets(year: int, street_id: int) -> ResponseReturnValue:
    """The support lead lets a panel judge other streets as well."""
    season, street = place(year, street_id=street_id)
    form = StreetForm()
    form.street.choices = choices([("", _l("请选择")), *((one.id, one.name) for one in queries.streets(None) if one.id != street.id)])

    def page() -> str:
        found = queries.panel(season.id, street_id=street_id)
        return render_template("approval/panel_streets.html", season=season, street=street, form=form, part=KeyedForm(),
                               streets=lists.joined([found.id]).get(found.id, []) if found else [])

    return sent(form, do=lambda: _join(form, season=season, street_id=street_id), page=page)


@room.post("/<int(max=9999):year>/panels/<int:street_id>/streets/<int:other_id>/removal")
@open_to("support_lead")
def part_street(year: int, street_id: int, other_id: int) -> ResponseReturnValue:
    """The support lead takes a street out of a joint panel."""
    season, _street = place(year, street_id=street_id)
    panel_id = (queries.panel(season.id, street_id=street_id) or abort(404)).id

    def do() -> Done:
        seating.part_street(panel_id, street_id=other_id, by=acting(), at=clock.now())
        return Done(url_for("approval.panel_streets", year=year, street_id=street_id))

    return pressed(KeyedForm(), do=do)


def _draw(form: DrawForm, *, season: Season, street_id: int) -> Done:
    order = Order(wanted=form.wanted(), seed=form.seed.data, replace=form.replace.data, reason=form.reason.data or "", witnesses=form.witnesses.data or "")
    panel_id = actions.found_panel(season.id, street_id=street_id, by=acting(), at=clock.now())
    held = drawing.draw_judges(panel_id, order=order, by=acting(), at=clock.now())
    return Done(url_for("approval.draw", year=season.year, street_id=street_id, number=held.number))


def _join(form: StreetForm, *, season: Season, street_id: int) -> Done:
    panel_id = actions.found_panel(season.id, street_id=street_id, by=acting(), at=clock.now())
    seating.join_street(panel_id, street_id=int(form.street.data), by=acting(), at=clock.now())
    return Done(url_for("approval.panel_streets", year=season.year, street_id=street_id))
