"""The season's working days, with a warning while a year's holidays are unknown."""
from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from ... import clock
from ...gate import acting, open_to
from ...once import once
from .. import actions, queries
from ..forms import DayForm, YearForm
from .blueprint import found, room


@room.route("/<int:season_id>/calendar", methods=["GET", "POST"])
@open_to("bureau")
def calendar(season_id: int) -> ResponseReturnValue:
    """The bureau's calendar of a season; one day may be entered by a later notice."""
    one = found(season_id)
    form = DayForm()
    if form.validate_on_submit():
        with once(form) as answer:
            counted = actions.set_day(season_id, day=form.day.data, working=form.working.data == "1", title=form.title.data or "", by=acting(), at=clock.now())
            answer.location = url_for("seasons.calendar", season_id=season_id)
        flash(_("已登记，%(count)s 个办理期限按新的日历重新计算。", count=counted), "green")
        return redirect(answer.location, 303)
    years = queries.years_of(one)
    return render_template("seasons/calendar.html", season=one, years=years, days=queries.calendar_days(season_id), form=form,
                           year_form=_year_form(years)), 422 if form.is_submitted() else 200


def _year_form(years: queries.Years) -> YearForm | None:
    """The form that enters a missing year, where this program brings its holidays."""
    if not years.loadable:
        return None
    form = YearForm(formdata=None)
    form.year.choices = [SelectChoice(year, str(year)) for year in years.loadable]
    return form


@room.route("/<int:season_id>/calendar/years", methods=["POST"])
@open_to("bureau")
def calendar_year(season_id: int) -> ResponseReturnValue:
    """The bureau enters the published holidays of a year."""
    years = queries.years_of(found(season_id))
    form = YearForm()
    form.year.choices = [SelectChoice(year, str(year)) for year in years.loadable]
    if not form.validate_on_submit():
        return redirect(url_for("seasons.calendar", season_id=season_id), 303)
    with once(form) as answer:
        counted = actions.load_year(season_id, year=form.year.data, by=acting(), at=clock.now())
        answer.location = url_for("seasons.calendar", season_id=season_id)
    flash(_("放假安排已导入，%(count)s 个办理期限重新计算。", count=counted), "green")
    return redirect(answer.location, 303)
