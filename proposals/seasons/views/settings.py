"""A season's settings: name, call and numbers."""
from __future__ import annotations

from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow import Refused

from ...errors import tell
from ...gate import acting, open_to
from ...once import once
from ...storage import db
from .. import actions
from ..actions import Setting
from ..forms import SettingsForm
from ..resting import resting
from .blueprint import found, room


@room.route("/<int:season_id>/settings", methods=["GET", "POST"])
@open_to("bureau")
def settings(season_id: int) -> ResponseReturnValue:
    """The bureau tunes a season."""
    one = found(season_id)
    form, still = SettingsForm(obj=one), resting(db.session(), season_id=season_id)
    rest = _rest(form, still=still)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _save(form, season_id=season_id)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    return render_template("seasons/settings.html", form=form, season_id=season_id, rest=rest,
                           fields=[name for name in _numbers(form) if name not in still]), status


def _rest(form: SettingsForm, *, still: Collection[str]) -> list[dict[str, str]]:
    """What rests is told and not asked; where an older page sent it all the same, the act says so."""
    told: list[dict[str, str]] = []
    for name in [field.name for field in form if field.name in still]:
        told.append({"term": form[name].label.text, "value": str(form[name].object_data)})
        if name not in request.form:
            del form[name]
    return told


def _numbers(form: SettingsForm) -> list[str]:
    return [field.name for field in form if field.type == "WholeField"]


def _save(form: SettingsForm, *, season_id: int) -> ResponseReturnValue:
    """Keep the settings and say so."""
    with once(form) as answer:
        names = ("title", "call_text", *_numbers(form))
        actions.set_up(season_id, settings=[Setting(name, form[name].data) for name in names], by=acting())
        answer.location = url_for("seasons.season", season_id=season_id)
    flash(_("设置已保存。"), "green")
    return redirect(answer.location, 303)
