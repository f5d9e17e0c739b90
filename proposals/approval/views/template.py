"""The season's template of the agreement: its clauses, the order of signing and who signs; read and changed by bureau and support."""
from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ... import clock
from ...gate import acting, open_to
from ...seasons.models import Party, Season
from ...sending import Done, sent
from ...storage import db
from ...words.signing import PARTY_POSTS, PLACE_WORDS
from .. import actions
from ..actions import Wanted
from ..rules.clauses import MUST, Clause, Template
from ..rules.signing import latest_template
from ..signing.forms import PartiesForm, TemplateForm
from .blueprint import room

SPARE = 2
"""Empty clauses offered below those that are there."""


@room.route("/agreement-template/<int:season_id>", methods=["GET", "POST"])
@open_to("bureau", "support_lead")
def template(season_id: int) -> ResponseReturnValue:
    """Bureau and support read and change what a season's agreements say; those already made keep their words."""
    season = db.session.get(Season, season_id) or abort(404)
    now = latest_template(db.session(), season_id=season_id)
    form = TemplateForm(data=_shown(now))
    return sent(form, do=lambda: _write(form, season_id=season_id), page=lambda: _page(form, _parties(season_id), season=season, version=now.version))


@room.post("/agreement-template/<int:season_id>/parties")
@open_to("bureau")
def parties(season_id: int) -> ResponseReturnValue:
    """The bureau settles who signs in a season, and in which order, before the first agreement is made."""
    season = db.session.get(Season, season_id) or abort(404)
    form = PartiesForm()

    def page() -> str:
        now = latest_template(db.session(), season_id=season_id)
        return _page(TemplateForm(formdata=None, data=_shown(now)), form, season=season, version=now.version)

    return sent(form, do=lambda: _choose(form, season_id=season_id), page=page)


def _shown(now: Template) -> dict[str, Any]:
    clauses = [*now.clauses, *([Clause("", "")] * SPARE)]
    return {"version": str(now.version), "title": now.title, "order": "fixed" if now.ordered else "free",
            "clauses": [{"heading": one.heading, "body": one.body} for one in clauses]}


def _write(form: TemplateForm, *, season_id: int) -> Done:
    clauses = [Clause(one["heading"], one["body"]) for one in form.clauses.data if one["body"]]
    actions.write_template(season_id, title=form.title.data or "", ordered=form.order.data == "fixed", clauses=clauses,
                           version=int(form.version.data or 0), by=acting(), at=clock.now())
    return Done(url_for("approval.template", season_id=season_id), _("范本已保存，以后的协议照此生成；已经生成的协议不变。"))


def _parties(season_id: int) -> PartiesForm:
    """Every post that can sign, those that do in their order first."""
    chosen = {one.code: one for one in db.session.scalars(select(Party).where(Party.season_id == season_id).order_by(Party.position))}
    codes = [*chosen, *(code for code in PARTY_POSTS if code not in chosen)]
    rows = [{"taken": code in chosen, "title": chosen[code].title if code in chosen else str(PARTY_POSTS[code]), "position": place, "code": code}
            for place, code in enumerate(codes, 1)]
    return PartiesForm(formdata=None, data={"parties": rows})


def _choose(form: PartiesForm, *, season_id: int) -> Done:
    wanted = {one["code"]: Wanted(one["title"] or str(PARTY_POSTS[one["code"]]), one["position"] or place)
              for place, one in enumerate(form.parties.data, 1) if one["taken"] and one["code"] in PARTY_POSTS}
    actions.choose_parties(season_id, wanted=wanted, by=acting())
    return Done(url_for("approval.template", season_id=season_id), _("签约各方已保存。"))


def _page(form: TemplateForm, chosen: PartiesForm, *, season: Season, version: int) -> str:
    return render_template("approval/template.html", form=form, parties=chosen, season=season, places=PLACE_WORDS, must=MUST, version=version,
                           settled=actions.has_agreements(season.id), may_choose="bureau" in current_user.posts, posts=PARTY_POSTS)
