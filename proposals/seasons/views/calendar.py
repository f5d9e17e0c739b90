"""The season's working days, with a warning while a year's holidays are unknown."""
from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from ... import clock
from ...gate import acting, open_to
from ...sending import Done, sent
from .. import actions, queries
from ..forms import DayForm, YearForm
from ..models import Season
from .blueprint import found, room


@room.route("/<int:season_id>/calendar", methods=["GET", "POST"])
@open_to("bureau")
def calendar(season_id: int) -> ResponseReturnValue:
    """The bureau's calendar of a season; one day may be entered by a later notice."""
    one, form = found(season_id), DayForm()

    def do() -> Done:
        counted = actions.set_day(season_id, day=form.day.data, working=form.working.data == "1", title=form.title.data or "", by=acting(), at=clock.now())
        return Done(url_for("seasons.calendar", season_id=season_id), _("已登记，%(count)s 个办理期限按新的日历重新计算。", count=counted))

    return sent(form, do=do, page=lambda: _page(one, form=form, year_form=YearForm(formdata=None)))


def _page(one: Season, *, form: DayForm, year_form: YearForm) -> str:
    """Both forms; that which enters a missing year only where this program brings its holidays."""
    years = queries.years_of(one)
    return render_template("seasons/calendar.html", season=one, years=years, days=queries.calendar_days(one.id), form=form,
                           year_form=_offered(year_form, years=years) if years.loadable else None)


def _offered(form: YearForm, *, years: queries.Years) -> YearForm:
    form.year.choices = [SelectChoice(year, str(year)) for year in years.loadable]
    return form


@room.route("/<int:season_id>/calendar/years", methods=["POST"])
@open_to("bureau")
def calendar_year(season_id: int) -> ResponseReturnValue:
    """The bureau enters the published holidays of a year."""
    one = found(season_id)
    form = _offered(YearForm(), years=queries.years_of(one))

    def do() -> Done:
        counted = actions.load_year(season_id, year=form.year.data, by=acting(), at=clock.now())
        return Done(url_for("seasons.calendar", season_id=season_id), _("放假安排已导入，%(count)s 个办理期限重新计算。", count=counted))

    return sent(form, do=do, page=lambda: _page(one, form=DayForm(formdata=None), year_form=form))
