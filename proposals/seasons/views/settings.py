"""A season's settings: name, call and numbers."""
from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow import Refused

from ...errors import tell
from ...gate import acting, open_to
from ...once import once
from .. import actions
from ..actions import Setting
from ..forms import SettingsForm
from .blueprint import found, room


@room.route("/<int:season_id>/settings", methods=["GET", "POST"])
@open_to("bureau")
def settings(season_id: int) -> ResponseReturnValue:
    """The bureau tunes a season."""
    one = found(season_id)
    form = SettingsForm(obj=one)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _save(form, season_id=season_id)
        except Refused as refusal:
            tell(form, refusal)
            status = 409
    return render_template("seasons/settings.html", form=form, season_id=season_id, fields=_numbers(form)), status


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
