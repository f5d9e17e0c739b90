"""A season's settings: name, call and numbers."""
from __future__ import annotations

from collections.abc import Collection

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ...gate import acting, open_to
from ...sending import Done, sent
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

    def do() -> Done:
        names = ("title", "call_text", *_numbers(form))
        actions.set_up(season_id, settings=[Setting(name, form[name].data) for name in names], by=acting())
        return Done(url_for("seasons.season", season_id=season_id), _("设置已保存。"))

    return sent(form, do=do, page=lambda: render_template("seasons/settings.html", form=form, season_id=season_id, rest=rest,
                                                          fields=[name for name in _numbers(form) if name not in still]))


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
