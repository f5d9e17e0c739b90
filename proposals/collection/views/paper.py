"""The intake desk: a paper idea on one screen, by keyboard alone, and straight on to the next."""
from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Actor

from ... import clock, moves, shell, words
from ...errors import Refusal
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, sent
from .. import actions, desk_forms, queries
from ..queries import paper as desk
from ..rules.paper import BY_HAND, Collection
from .blueprint import room
from .writing import contact_of

DESK = ("clerk", "street", "street_lead", "support", "support_lead")
ORDER = ("community_id", "form_date", "channel", "title", "problem", "solution", "place", "category_id", "beneficiaries", "participation", "cost_fen",
         "phone", "name", "joint_names", "submitter", "guardian_name", "guardian_phone", "show_name", "consent")
"""The fields as they stand on the screen, which is their order on paper."""
Taking = tuple[Season, Collection] | None
shell.navigate("collection.paper", _l("代填登记"), shown=shell.holds("clerk", "street", "street_lead"))


@room.route("/screening/paper", methods=["GET", "POST"])
@open_to(*DESK)
def paper() -> ResponseReturnValue:
    """Desk clerks and street staff: take an idea down for somebody; both names are kept."""
    taking = desk.entered_for(clock.today(clock.now()))
    form, season_id = _form(taking), taking[0].id if taking else None
    return sent(form, do=lambda: _enter(form, season_id=season_id), page=lambda: _page(form, taking=taking))


def _page(form: desk_forms.PaperForm, *, taking: Taking) -> str:
    _focus(form)
    return render_template("collection/paper.html", form=form, taking=taking, last=desk.entered_last(current_user.id),
                           names=_names(form.phone.data if form.is_submitted() else ""))


def _form(taking: Taking) -> desk_forms.PaperForm:
    """The empty form, with what stays the same from one sheet of the pile to the next: community, channel, date."""
    form, streets = desk_forms.PaperForm(data=_kept()), queries.streets_of(current_user)
    categories = [(each.id, words.term(each.title)) for each in queries.categories(taking[0].id)] if taking else []
    form.offer(communities=queries.community_choices(streets[0] if streets else None), categories=categories)
    return form


def _kept() -> dict[str, Any]:
    community, channel, written = (request.args.get(name, "") for name in ("community", "channel", "form_date"))
    today = clock.today(clock.now())
    kept = {"community_id": int(community[:17]) if community.isdecimal() else 0, "form_date": _day(written) or today}
    return kept | ({"channel": channel} if channel in BY_HAND else {})


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _focus(form: desk_forms.PaperForm) -> None:
    """Where typing begins: at the first wrong field, else at what the next sheet begins with. Works without script."""
    wrong = next((name for name in ORDER if name in form and form[name].errors), None)
    field = form[wrong or ("title" if form.community_id.data else "community_id")]
    field.render_kw = {**(field.render_kw or {}), "autofocus": True}


def _names(phone: str | None) -> list[str]:
    return desk.known_names(phone, streets=queries.streets_of(current_user), person_id=current_user.id) if phone else []


@room.post("/screening/paper/known")
@open_to(*DESK)
def known() -> Response:
    """Desk clerks and street staff: the names under which this phone proposed in their own street before."""
    form = desk_forms.PhoneForm()
    names = _names(form.phone.data) if form.validate_on_submit() else []
    return jsonify(names=names, known=_("这个电话登记过：%(names)s", names="、".join(names)) if names else "")


def _enter(form: desk_forms.PaperForm, *, season_id: int | None) -> Done:
    if season_id is None:
        raise Refusal("no-open-collection")
    idea = actions.Idea(**{name: form[name].data for name in desk_forms.WRITTEN})
    entered = actions.enter(season_id, idea=idea, contact=contact_of(form), channel=form.channel.data, by=acting(), at=clock.now(),
                            form_date=form.form_date.data)
    following = url_for("collection.paper", community=form.community_id.data, channel=form.channel.data, form_date=form.form_date.data.isoformat())
    return Done(following, _("已登记“%(title)s”，回执码 %(receipt)s。请写在纸质回执上交给提案人。", title=entered.title, receipt=entered.receipt))


def _correct(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    idea = actions.Idea(**{each: data[each] for each in desk_forms.WRITTEN})
    return actions.correct(case_id, idea=idea, contact=actions.Contact(data["name"], data["phone"]), by=by, at=at, seq=seq)


moves.register("proposal", "correct", form=desk_forms.CorrectForm, act=_correct)
