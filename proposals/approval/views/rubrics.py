"""By what judges score: everybody who takes part may read it, the bureau and the streets' leads set it."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...directory.models import Area
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, pressed, sent
from .. import queries
from ..actions.rubrics import Line, drop_rubric, set_blind, set_rubric
from ..queries.rubrics import own_lines, sealed_any, with_own_rubric
from ..rules.rubrics import anchors_of
from ..scoring_forms import RubricForm, rubric_form
from .blueprint import room
from .screen import WORDS

READERS = ("judge", "chair", "street", "street_lead", "support", "support_lead", "bureau")


@room.route("/<int(max=9999):year>/rubric", methods=["GET", "POST"])
@room.route("/<int(max=9999):year>/rubric/<int:street_id>", methods=["GET", "POST"])
@open_to(*READERS)
def rubric(year: int, street_id: int | None = None) -> ResponseReturnValue:
    """Judges and staff read the rubric of a season or a street; whoever may set it, changes it here until the first score is sealed."""
    season, street = _place(year, street_id=street_id)
    own = own_lines(season.id, street_id=street_id)
    form = rubric_form(own or own_lines(season.id, street_id=None), own=bool(own), blind=bool(season.blind_review))
    return sent(form, do=lambda: _save(form, season=season, street_id=street_id), page=lambda: _page(form, season_id=season.id, year=year, street=street))


@room.route("/<int(max=9999):year>/rubric/<int:street_id>/removal", methods=["POST"])
@open_to("street_lead", "bureau")
def drop_street_rubric(year: int, street_id: int) -> ResponseReturnValue:
    """A street's lead, or the bureau, goes back to the season's rubric."""
    season, _street = _place(year, street_id=street_id)

    def do() -> Done:
        drop_rubric(season.id, street_id=street_id, by=acting(), at=clock.now())
        return Done(url_for("approval.rubric", year=year, street_id=street_id))

    return pressed(KeyedForm(), do=do)


def _place(year: int, *, street_id: int | None) -> tuple[Season, Area | None]:
    season = next((one for one in queries.seasons() if one.year == year), None) or abort(404)
    if street_id is None:
        return season, None
    return season, next(iter(queries.streets(frozenset({street_id}))), None) or abort(404)


def _save(form: RubricForm, *, season: Season, street_id: int | None) -> Done:
    """Keep it and say so."""
    lines = [Line(int(entry.form.criterion_id.data) if entry.form.criterion_id.data else None, entry.form.title.data, entry.form.weight.data, entry.form.said())
             for entry in form.lines if entry.form.title.data]
    set_rubric(season.id, street_id=street_id, lines=lines, by=acting(), at=clock.now())
    if street_id is None:
        set_blind(season.id, blind=form.blind.data, by=acting(), at=clock.now())
    return Done(url_for("approval.rubric", year=season.year, street_id=street_id), _("评分标准已保存。"))


def _page(form: RubricForm, *, season_id: int, year: int, street: Area | None) -> str:
    season, street_id = next(one for one in queries.seasons() if one.year == year), street.id if street else None
    own = own_lines(season_id, street_id=street_id)
    shown = own or own_lines(season_id, street_id=None)
    lines = [(one.title, one.weight, anchors_of(one)) for one in shown]
    return render_template("approval/rubric.html", season=season, street=street, own=bool(own), lines=lines, form=form, words=WORDS,
                           sealed=sealed_any(season_id), may_set=_may_set(street_id), again=KeyedForm(formdata=None),
                           streets=queries.streets(None), apart=with_own_rubric(season_id))


def _may_set(street_id: int | None) -> bool:
    """The bureau everywhere, a street's lead at home (the act asks again)."""
    return "bureau" in current_user.posts or any(post.kind == "street_lead" and post.street_id == street_id for post in current_user.held)
