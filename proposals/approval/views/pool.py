"""The expert pool as its keepers see it, and a judge's own panels and avoid-list."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...sending import Done, pressed, sent
from ...storage import db
from .. import queries
from ..convening import lists, pool, seating
from ..convening.forms import AboutForm, AvoidForm, ChangedExpertForm, ExpertForm, ReasonedForm
from ..forms import SEATS, SIDES, choices
from ..models import Avoidance, Expert
from .blueprint import room

KEEPERS = ("support_lead", "bureau")
JUDGES = ("judge", "chair")
NONE = ("", _l("没有，或不在名单里"))
shell.navigate("approval.my_panels", _l("我的评审组"), shown=shell.holds(*JUDGES))


@room.route("/experts", methods=["GET", "POST"])
@open_to(*KEEPERS)
def experts() -> ResponseReturnValue:
    """The keepers' list of the pool, and who is entered next."""
    form = _about(ExpertForm())
    form.person.choices = choices([("", _l("请选择")), *((row.id, row.name) for row in queries.candidates(pooled=False))])

    def do() -> Done:
        expert_id = pool.enter_expert(int(form.person.data), about=form.about(), by=acting(), at=clock.now())
        return Done(url_for("approval.expert", expert_id=expert_id))

    return sent(form, do=do, page=lambda: _experts(form))


def _experts(form: ExpertForm) -> str:
    side = next((key for key, _label in SIDES if key == request.args.get("side")), None)
    page = lists.experts(side=side, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("approval/experts.html", page=page, form=form, side=side, sides=SIDES, drawable=lists.drawable())


@room.route("/experts/<int:expert_id>", methods=["GET", "POST"])
@open_to(*KEEPERS)
def expert(expert_id: int) -> ResponseReturnValue:
    """The keepers' page of one expert: what is known of them, and their avoid-list."""
    found = db.session.get(Expert, expert_id) or abort(404)
    form = _about(ChangedExpertForm(side=found.side, field=found.field, employer=found.employer, organisation=str(found.organisation_id or ""),
                                    paused=found.paused_us is not None))

    def do() -> Done:
        pool.change_expert(expert_id, about=form.about(), paused=form.paused.data, by=acting(), at=clock.now())
        return Done(url_for("approval.expert", expert_id=expert_id))

    return sent(form, do=do, page=lambda: render_template("approval/expert.html", expert=found, form=form, lines=lists.avoid_list(found.person_id),
                                                          part=KeyedForm(), back=url_for("approval.experts")))


@room.route("/avoidances/<int:judge_id>", methods=["GET", "POST"])
@open_to(*KEEPERS, *JUDGES)
def avoidances(judge_id: int) -> ResponseReturnValue:
    """A judge, or a keeper of the pool for them, writes down whom and what they keep away from."""
    mine = judge_id == current_user.id
    if not (mine or current_user.posts & set(KEEPERS)):
        abort(404)
    form = _avoid_form()

    def do() -> Done:
        pool.avoid(judge_id, line=form.line(), reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("approval.avoidances", judge_id=judge_id))

    return sent(form, do=do, page=lambda: render_template("approval/avoidances.html", form=form, lines=lists.avoid_list(judge_id), part=KeyedForm(),
                                                          back=_home(judge_id), judge_id=judge_id))


@room.post("/avoidances/<int:judge_id>/<int:avoidance_id>/end")
@open_to(*KEEPERS, *JUDGES)
def end_avoidance(judge_id: int, avoidance_id: int) -> ResponseReturnValue:
    """Whoever wrote a line, or a keeper of the pool, ends it."""
    entered = db.session.get(Avoidance, avoidance_id) or abort(404)
    if entered.judge_id != judge_id or not (judge_id == current_user.id or current_user.posts & set(KEEPERS)):
        abort(404)

    def do() -> Done:
        pool.end_avoidance(avoidance_id, by=acting(), at=clock.now())
        return Done(url_for("approval.avoidances", judge_id=judge_id))

    return pressed(KeyedForm(), do=do)


@room.get("/my-panels")
@open_to(*JUDGES)
def my_panels() -> ResponseReturnValue:
    """A judge's own seats, and the way to their avoid-list."""
    return render_template("approval/my_panels.html", rows=lists.seats_of(current_user.id), seats=dict(SEATS), sides=dict(SIDES),
                           lines=lists.avoid_list(current_user.id))


@room.route("/my-panels/<int:panel_id>/declining", methods=["GET", "POST"])
@open_to(*JUDGES)
def decline_seat(panel_id: int) -> ResponseReturnValue:
    """A judge gives back a seat, with a reason; a reserve moves up."""
    seat = next((row for row in lists.seats_of(current_user.id) if row[1].id == panel_id), None) or abort(404)
    form = ReasonedForm()

    def do() -> Done:
        seating.decline_seat(panel_id, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("approval.my_panels"))

    return sent(form, do=do, page=lambda: render_template("approval/decline_seat.html", form=form, season=seat[3], street=seat[2]))


def _about(form: AboutForm) -> AboutForm:
    form.organisation.choices = choices([NONE, *((row.id, row.name) for row in lists.organisations())])
    return form


def _avoid_form() -> AvoidForm:
    form = AvoidForm()
    form.organisation.choices = choices([("", _l("不选")), *((row.id, row.name) for row in lists.organisations())])
    form.street.choices = choices([("", _l("不选")), *((street.id, street.name) for street in queries.streets(None))])
    return form


def _home(judge_id: int) -> str:
    """Where the way back from an avoid-list leads: a judge's own panels, or the expert's page."""
    if judge_id == current_user.id:
        return url_for("approval.my_panels")
    found = db.session.query(Expert.id).filter_by(person_id=judge_id).scalar()
    return url_for("approval.expert", expert_id=found) if found else url_for("approval.experts")
