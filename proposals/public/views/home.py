"""The first page, for everyone: how far the season has come."""
from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workflow.definitions import PROPOSAL

from ... import clock, shell, words
from ...charts import Bar, Chart, bars, funnel
from ...gate import PUBLIC, open_to
from ...seasons.models import PHASES, Phase, Season
from ...storage import db
from .. import figures
from .blueprint import room

shell.navigate("public.home", _l("大赛进展"), shown=shell.without_post)
SEASONS_SHOWN = 10


@room.route("/")
@open_to(PUBLIC)
def home() -> str:
    """Everyone's first page: stages with their counts, funnel, categories, streets, money, next dates."""
    at = clock.now()
    seasons = list(db.session.scalars(select(Season).options(selectinload(Season.phases)).order_by(Season.year.desc()).limit(SEASONS_SHOWN)))
    season = next((each for each in seasons if str(each.year) == request.args.get("season")), seasons[0] if seasons else None)
    if season is None:
        return render_template("public/start.html")
    counted = figures.of_season(season.id, at=at)
    return render_template(
        "public/home.html", season=season, seasons=seasons, figures=counted, stages=_stages(season, counted), funnel=_funnel(counted), dates=_dates(season, at),
        season_links=[(f"?season={each.year}", each.title, each is season) for each in seasons], submit_address=url_for("collection.new"),
        collecting=next((phase for phase in season.phases if phase.name == "collection" and phase.state == "open"), None),
        categories=_bars(counted.categories, name="categories", title=_("签约项目服务谁"), toned=True),
        streets=_bars(counted.streets, name="streets", title=_("各街道的签约项目"), toned=False))


def _stages(season: Season, counted: figures.Figures) -> list[dict[str, Any]]:
    """The five stages with the count of each state that holds anything."""
    phases = {phase.name: phase for phase in season.phases}
    return [{"title": words.stage_title("proposal", stage), "dates": _span(phases.get(stage)), "state": _phase_class(phases.get(stage)),
             "states": _states(stage, counted)} for stage in PHASES]


def _states(stage: str, counted: figures.Figures) -> list[dict[str, Any]]:
    found = [state for state in PROPOSAL.states if state.stage == stage and counted.states.get(state.name)]
    return [{"title": words.state_title("proposal", state.name), "count": f"{counted.states[state.name]:,}",
             "kind": "is-end" if state.kind == "end" else "is-current"} for state in found]


def _phase_class(phase: Phase | None) -> str:
    return {"open": "is-current", "closed": "is-done"}.get(phase.state if phase else "", "")


def _span(phase: Phase | None) -> str:
    if phase is None:
        return ""
    first, last = clock.local(phase.opens_us), clock.local(phase.closes_us)
    return f"{first:%m.%d}–{last:%m.%d}"


def _funnel(counted: figures.Figures) -> Chart:
    """Ideas handed in, improved, approved, signed; each with its share of the step before."""
    steps = [(_("征集点子"), counted.collected), (_("调研优选"), counted.improved), (_("街道评审通过"), counted.passed), (_("签约实施"), counted.signed)]
    before = [None, *(value for _label, value in steps)]
    drawn = [Bar(label, value, _share(value, earlier), "gold" if place == 3 else "pine") for place, ((label, value), earlier) in enumerate(zip(steps, before))]
    return funnel(drawn, name="funnel", title=_("从点子到项目"), head=(_("步骤"), _("数量"), _("占上一步")), show=lambda number: f"{number:,}")


def _share(value: int, earlier: int | None) -> str:
    return f"{1000 * value // earlier / 10:.1f}%" if earlier else ""


def _bars(shares: list[figures.Share], *, name: str, title: str, toned: bool) -> Chart:
    whole = sum(share.signed for share in shares)
    tones = [f"c{place % 5 + 1}" if toned else "pine" for place in range(len(shares))]
    drawn = [Bar(words.term(share.title), share.signed, _share(share.signed, whole), tone) for share, tone in zip(shares, tones, strict=True)]
    return bars(drawn, name=name, title=title, head=(_("名称"), _("签约项目"), _("占比")), show=lambda number: f"{number:,}")


def _dates(season: Season, at: int) -> list[tuple[str, str]]:
    """What comes next: phases that open or close from now on."""
    coming = [(phase.opens_us, _("%(stage)s开始", stage=words.stage_title("proposal", phase.name))) for phase in season.phases if phase.opens_us > at]
    coming += [(phase.closes_us, _("%(stage)s截止", stage=words.stage_title("proposal", phase.name))) for phase in season.phases if phase.closes_us > at]
    return [(shell.day(when), what) for when, what in sorted(coming)[:5]]
