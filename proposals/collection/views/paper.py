"""The intake desk: a paper idea on one screen, and straight on to the next."""
from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Refused

from ... import clock, shell, words
from ...errors import Refusal, tell
from ...gate import acting, open_to
from ...once import once
from ...seasons.models import Season
from .. import actions, forms, queries
from .blueprint import room
from .writing import contact_of

DESK = ("clerk", "street", "street_lead", "support", "support_lead")
shell.navigate("collection.paper", _l("代填登记"), shown=shell.holds("clerk", "street", "street_lead"))


@room.route("/screening/paper", methods=["GET", "POST"])
@open_to(*DESK)
def paper() -> ResponseReturnValue:
    """Desk clerks and street staff: take an idea down for somebody; both names are kept."""
    season = queries.open_season()
    form = _form(season)
    if form.validate_on_submit():
        try:
            return _enter(form, season=season)
        except Refused as refusal:
            tell(form, refusal)
    return render_template("collection/paper.html", form=form, season=season), 422 if form.is_submitted() else 200


def _form(season: Season | None) -> forms.PaperForm:
    form, streets = forms.PaperForm(), queries.streets_of(current_user)
    categories = [(each.id, words.term(each.title)) for each in queries.categories(season.id)] if season else []
    form.offer(communities=queries.community_choices(streets[0] if streets else None), categories=categories)
    return form


def _enter(form: forms.PaperForm, *, season: Season | None) -> ResponseReturnValue:
    if season is None:
        raise Refusal("no-open-collection")
    idea = actions.Idea(title=form.title.data, problem=form.problem.data, solution=form.solution.data, community_id=form.community_id.data,
                        place=form.place.data or "", beneficiaries=form.beneficiaries.data or "", participation=form.participation.data,
                        category_id=form.category_id.data, cost_fen=form.cost_fen.data)
    with once(form) as answer:
        entered = actions.enter(season.id, idea=idea, contact=contact_of(form), channel=form.channel.data, by=acting(), at=clock.now())
        told = {"title": entered.title, "receipt": entered.receipt}
        flash(_("已登记“%(title)s”，回执码 %(receipt)s。请写在纸质回执上交给提案人。", **told), "green")
        answer.location = url_for("collection.paper")
    return redirect(answer.location, 303)
