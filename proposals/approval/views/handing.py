"""Sending proposals to a panel with the plan of who judges what, handing reviews on by hand, and readings by another panel."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, words
from ...directory.models import Area
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, sent
from .. import actions
from ..convening import assigning, handing, lists
from ..convening.forms import AnchorForm, HandForm, SendForm
from ..forms import SIDES, choices
from ..models import Panel
from ..queries import plans
from .blueprint import room
from .panels import LEADS, own_streets, place

WHY = {"own-idea": _l("本人的点子"), "same-house": _l("同一单位"), "avoided": _l("回避清单"), "declared": _l("已声明回避")}


@room.get("/<int(max=9999):year>/panels/<int:street_id>/assignment")
@open_to(*LEADS, "bureau")
def assignment(year: int, street_id: int) -> ResponseReturnValue:
    """The leads' view of a panel's work: how even the load is, what may be sent, what lies before the panel and with whom."""
    season, street, panel = _panel(year, street_id=street_id)
    return _page(season, street=street, panel=panel, form=SendForm())


@room.post("/<int(max=9999):year>/panels/<int:street_id>/assignment/trial")
@open_to(*LEADS)
def try_sending(year: int, street_id: int) -> ResponseReturnValue:
    """The leads see who would judge what, and what cannot be sent and why, before anything is sent."""
    season, street, panel = _panel(year, street_id=street_id)
    form = SendForm()
    if not form.validate_on_submit():
        return _page(season, street=street, panel=panel, form=form), 422
    own = {one.id: one for one in lists.to_send(panel, only=own_streets())}
    trial = actions.send_many([case for case in form.cases.data if case in own], by=acting(), at=clock.now(), key=None, dry_run=True)
    plan, loads = plans.preview(panel, cases=trial.moved, need=season.reviews_needed)
    return render_template("approval/panel_trial.html", season=season, street=street, form=form, trial=trial, own=own, plan=plan, loads=loads,
                           members={member.person_id: member for member in panel.members}, sides=dict(SIDES))


@room.post("/<int(max=9999):year>/panels/<int:street_id>/assignment/sending")
@open_to(*LEADS)
def send_many(year: int, street_id: int) -> ResponseReturnValue:
    """The leads send proposals to the panel; what the rules refuse stays and is named."""
    season, street, panel = _panel(year, street_id=street_id)
    form, here = SendForm(), url_for("approval.assignment", year=year, street_id=street_id)
    own = {one.id for one in lists.to_send(panel, only=own_streets())}
    assigning.machinery()  # loaded before anybody has to wait for this writer

    def do() -> Done:
        done = actions.send_many([case for case in form.cases.data if case in own], by=acting(), at=clock.now(), key=form.key.data, dry_run=False)
        told = {"moved": len(done.moved), "refused": len(done.refused)}
        return Done(here, _("已送审 %(moved)s 项，另有 %(refused)s 项因条件不符没有变动。", **told), "gold" if done.refused else "green")

    return sent(form, do=do, page=lambda: _page(season, street=street, panel=panel, form=form))


@room.route("/<int(max=9999):year>/panels/<int:street_id>/reviews/<int:review_id>/handing", methods=["GET", "POST"])
@open_to(*LEADS)
def hand_over(year: int, street_id: int, review_id: int) -> ResponseReturnValue:
    """The leads give a review that was not begun to another judge."""
    season, street, panel = _panel(year, street_id=street_id)
    review = lists.review_before(panel.id, review_id=review_id) or abort(404)
    form, free = HandForm(), plans.free_for(review, panel=panel)
    form.judge.choices = choices([("", _l("请选择")), *((one.person_id, _("%(name)s（已有 %(load)s 件）", name=one.person.name, load=load)) for one, load in free)])

    def do() -> Done:
        handing.hand_over(review_id, to=int(form.judge.data), reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("approval.assignment", year=year, street_id=street_id))

    return sent(form, do=do, page=lambda: render_template("approval/panel_hand.html", season=season, street=street, review=review, form=form))


@room.route("/<int(max=9999):year>/panels/<int:street_id>/anchors", methods=["GET", "POST"])
@open_to("support_lead")
def anchors(year: int, street_id: int) -> ResponseReturnValue:
    """The support lead lets another panel read one of this panel's proposals as well."""
    season, street, panel = _panel(year, street_id=street_id)
    form = AnchorForm()
    page = lists.before_panel(panel.id, after=request.args.get("after", type=int), before=None)
    form.proposal.choices = choices([("", _l("请选择")), *((one.id, f"{one.number} {one.title}") for one in page.rows)])
    form.panel.choices = choices([("", _l("请选择")), *((row.id, row.name) for row in lists.other_panels(panel))])
    return sent(form, do=lambda: _anchor(form, year=year, street_id=street_id),
                page=lambda: render_template("approval/panel_anchors.html", season=season, street=street, form=form))


def _page(season: Season, *, street: Area, panel: Panel, form: SendForm) -> str:
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    page = lists.before_panel(panel.id, after=after, before=before)
    waiting = lists.to_send(panel, only=own_streets())
    return render_template("approval/panel_assignment.html", season=season, street=street, panel=panel, form=form, page=page, standings=lists.standings(panel),
                           asked=lists.asked([one.id for one in page.rows], panel_id=panel.id), sides=dict(SIDES), why=WHY, waiting=waiting,
                           barred=plans.standing_aside(panel, cases=[one.id for one in waiting]), need=season.reviews_needed,
                           may_send=bool(current_user.posts & set(LEADS)), may_anchor="support_lead" in current_user.posts, state=words.state_title)


def _panel(year: int, *, street_id: int) -> tuple[Season, Area, Panel]:
    """The season, the street, and the panel before which its proposals come; 404 where there is none."""
    season, street = place(year, street_id=street_id)
    return season, street, lists.panel_for(season.id, street_id=street.id) or abort(404)


def _anchor(form: AnchorForm, *, year: int, street_id: int) -> Done:
    begun = handing.read_elsewhere(int(form.proposal.data), panel_id=int(form.panel.data), by=acting(), at=clock.now())
    return Done(url_for("approval.assignment", year=year, street_id=street_id), _("已请那个评审组的 %(count)s 位评委共评；他们的评分不计入平均分。", count=len(begun)))
