"""The bureau's seasons: the list, a new one, one with its phases, and the days of a phase."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow import Option

from ... import clock, moves, words
from ...gate import acting, open_to
from ...machine import engine
from ...sending import Done, sent
from ...storage import db
from .. import actions, queries
from ..defaults import Span, usual_spans
from ..forms import CloseForm, LaterForm, SeasonForm, SpanForm
from ..models import Phase
from .blueprint import found, room

moves.register("phase", "extend", form=LaterForm, act=actions.move_phase)
moves.register("phase", "reopen", form=LaterForm, act=actions.move_phase)
moves.register("phase", "close", form=CloseForm, act=actions.move_phase)
moves.address("phase", lambda case_id: url_for("seasons.season", season_id=db.session.get_one(Phase, case_id).season_id))


@room.route("/")
@open_to("bureau")
def overview() -> ResponseReturnValue:
    """The bureau's list of seasons."""
    return render_template("seasons/overview.html", seasons=queries.seasons())


@room.route("/new", methods=["GET", "POST"])
@open_to("bureau")
def new() -> ResponseReturnValue:
    """The bureau plans a season: year, name, first day; everything else starts as usual and can be changed."""
    form = SeasonForm()

    def do() -> Done:
        season_id = actions.open_season(form.year.data or 0, title=form.title.data or "", spans=usual_spans(form.first.data or clock.today(clock.now())),
                                        demonstration=False, by=acting(), at=clock.now())
        return Done(url_for("seasons.season", season_id=season_id))

    return sent(form, do=do, page=lambda: render_template("seasons/new.html", form=form))


@room.route("/<int:season_id>")
@open_to("bureau")
def season(season_id: int) -> ResponseReturnValue:
    """The bureau's page of one season: its phases and what can be done with them."""
    one = found(season_id)
    options = {phase.id: engine.options(db.session(), phase.id, acting(), at=clock.now()) for phase in one.phases}
    return render_template("seasons/season.html", season=one, options=options, years=queries.years_of(one), address=_address(options),
                           rows=[(each.title, each.weight) for each in queries.rubric(season_id)])


def _address(options: dict[int, list[Option]]) -> dict[tuple[int, str], str]:
    """The address of every move that is offered."""
    return {(phase_id, each.transition.name): url_for("accounts.move", case_id=phase_id, name=each.transition.name)
            for phase_id, offered in options.items() for each in offered}


@room.route("/<int:season_id>/phases/<int:phase_id>", methods=["GET", "POST"])
@open_to("bureau")
def phase_days(season_id: int, phase_id: int) -> ResponseReturnValue:
    """The bureau changes the days of a phase that has not begun."""
    phase = next((each for each in found(season_id).phases if each.id == phase_id), None) or abort(404)
    form, name = SpanForm(first=clock.today(phase.opens_us), last=clock.today(phase.closes_us)), phase.name

    def do() -> Done:
        actions.replan_phase(phase_id, span=Span(name, form.first.data, form.last.data), by=acting(), at=clock.now())
        return Done(url_for("seasons.season", season_id=season_id), _("起止日期已保存。"))

    return sent(form, do=do, page=lambda: render_template("seasons/phase.html", form=form, season_id=season_id, title=words.stage_title("proposal", name)))
