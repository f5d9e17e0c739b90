"""The bureau's page of how a season ranks and what it may choose at most."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from ... import clock, words
from ...gate import acting, open_to
from ...seasons.models import Category, Criterion, Season
from ...sending import Done, sent
from ...storage import db
from ...words.ranking import METHODS, TIES
from .. import queries
from ..actions import limits as acts
from ..actions.limits import Limit
from ..models import ResultCap
from ..queries.limits import changes
from ..ranking_forms import TIES_ASKED, RuleForm, rule_form
from ..rules.figures import CRITERION, scores_open
from .blueprint import room

Places = Sequence[tuple[str, str]]


@room.route("/<int(max=9999):year>/limits", methods=["GET", "POST"])
@open_to("bureau")
def limits(year: int) -> ResponseReturnValue:
    """The bureau settles method, order of equals, seed and limits of a season."""
    season = db.session.scalars(select(Season).where(Season.year == year)).one_or_none() or abort(404)
    streets, groups, keys = _streets(), _groups(season), _keys(season)
    form = rule_form(keys, places=[name for name, _title in (*streets, *groups)])(data=_held(season))
    fixed = scores_open(db.session(), season_id=season.id)
    if fixed:
        _keep_settled(form)

    def page() -> str:
        told = changes(season.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
        return render_template("approval/limits.html", form=form, season=season, streets=streets, groups=groups, fixed=fixed, changes=told,
                               settled=_settled(season, keys=keys), ties=[f"tie_{number}" for number in range(1, TIES_ASKED + 1)])

    return sent(form, do=lambda: _save(form, season_id=season.id, places=(*streets, *groups)), page=page)


def _keep_settled(form: RuleForm) -> None:
    """After scores open these are shown and not asked; where an older page sends them all the same, the act says so."""
    if "method" not in request.form:
        for name in ("method", "seed", *(f"tie_{number}" for number in range(1, TIES_ASKED + 1))):
            del form[name]


def _save(form: RuleForm, *, season_id: int, places: Places) -> Done:
    if "method" in form:
        acts.settle_ranking(season_id, method=form.method.data, order=form.order(), seed=form.seed.data, by=acting(), at=clock.now())
    acts.limit(season_id, limits=_limits(form, places=places), reason=form.reason.data or "", by=acting(), at=clock.now())
    return Done(url_for("seasons.season", season_id=season_id), _("计分办法、名额和限额已保存。"))


def _limits(form: RuleForm, *, places: Places) -> list[Limit]:
    found = [Limit(None, None, None, form.total.data)]
    for name, _title in places:
        kind, _sign, number = name.partition("_")
        street, category = (int(number), None) if kind == "street" else (None, int(number))
        found.append(Limit(street, category, form[f"{name}_places"].data, form[f"{name}_fen"].data))
    return found


def _held(season: Season) -> dict[str, Any]:
    """What stands now, for the form."""
    held: dict[str, Any] = {"method": season.result_method, "seed": season.lot_seed or str(season.year)}
    held |= {f"tie_{number}": key for number, key in enumerate(season.tie_order.split()[:TIES_ASKED], 1)}
    for cap in db.session.scalars(select(ResultCap).where(ResultCap.season_id == season.id)):
        if cap.street_id is None and cap.category_id is None:
            held["total"] = cap.amount_fen
            continue
        name = f"street_{cap.street_id}" if cap.street_id is not None else f"category_{cap.category_id}"
        held |= {f"{name}_places": cap.places, f"{name}_fen": cap.amount_fen}
    return held


def _settled(season: Season, *, keys: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The same in words."""
    titles = dict(keys)
    told = ((_("计分办法"), str(METHODS[season.result_method])), (_("同分时依次比较"), _("；").join(titles.get(key, key) for key in season.tie_order.split())),
            (_("抽签种子"), season.lot_seed or str(season.year)))
    return [{"term": term, "value": value} for term, value in told]


def _streets() -> list[tuple[str, str]]:
    return [(f"street_{area.id}", area.name) for area in queries.streets(None)]


def _groups(season: Season) -> list[tuple[str, str]]:
    found = db.session.execute(select(Category.id, Category.title).where(Category.season_id == season.id).order_by(Category.position))
    return [(f"category_{number}", words.term(title)) for number, title in found]


def _keys(season: Season) -> list[tuple[str, str]]:
    """What may decide among equals: the season's criteria by name (a street's own rubric by place), the median, the cost."""
    found = db.session.execute(select(Criterion.position, Criterion.title).where(Criterion.season_id == season.id, Criterion.street_id.is_(None))
                               .order_by(Criterion.position))
    own = {f"{CRITERION}{position}": _("“%(title)s”得分高的在前", title=words.term(title)) for position, title in found}
    return [(key, own.get(key) or str(title)) for key, title in TIES.items() if key in own or not key.startswith(CRITERION)]
