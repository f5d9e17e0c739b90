"""Panels, as the street's lead and the support organisation put them together."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...directory.models import Area
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, sent
from .. import actions, queries
from ..convening import lists, seating
from ..convening.forms import SeatForm
from ..convening.rights import KEEPERS
from ..forms import SEATS, SIDES, MemberForm, choices
from ..models import Panel, PanelMember
from ..rules.panels import composition
from .blueprint import room

LEADS = ("street_lead", "support_lead")
shell.navigate("approval.panels", _l("评审组"), shown=shell.holds(*LEADS))
CHANGES = {"seated": _l("入席"), "drawn": _l("抽签入席"), "reseated": _l("席位已改"), "promoted": _l("候补接任"), "unseated": _l("已移出"), "declined": _l("已辞席"),
           "joined": _l("街道加入"), "parted": _l("街道移出"), "handed": _l("接手改派的评审")}


@room.get("/panels")
@open_to(*LEADS, "bureau")
def panels() -> ResponseReturnValue:
    """The leads' overview: every street's panel, and what it lacks."""
    seasons = queries.seasons()
    season = next((one for one in seasons if str(one.year) == request.args.get("year")), seasons[0] if seasons else None) or abort(404)
    found = queries.panels(season.id)
    joined = lists.joined([one.id for one in found.values()])
    joint = {street.id: found_panel for found_panel in found.values() for street in joined.get(found_panel.id, ())}
    rows = [(street, found.get(street.id), _lacking(found.get(street.id), season=season), joint.get(street.id)) for street in queries.streets(own_streets())]
    names = {street.id: street.name for street in queries.streets(None)}
    return render_template("approval/panels.html", season=season, seasons=seasons, rows=rows, names=names, joined=joined,
                           may_pool=bool(current_user.posts & set(KEEPERS)))


@room.route("/<int(max=9999):year>/panels/<int:street_id>", methods=["GET", "POST"])
@open_to(*LEADS, "bureau")
def panel(year: int, street_id: int) -> ResponseReturnValue:
    """The leads' page of one panel: its members, what it lacks, and who may be added."""
    season, street = place(year, street_id=street_id)
    form = MemberForm()
    form.judge.choices = choices([("", _l("请选择")), *((row.id, row.name) for row in queries.candidates(pooled=True))])
    return sent(form, do=lambda: _seat(form, season=season, street_id=street_id), page=lambda: _page(season, street=street, form=form))


@room.route("/<int(max=9999):year>/panels/<int:street_id>/members/<int:member_id>/removal", methods=["GET", "POST"])
@open_to(*LEADS)
def remove_member(year: int, street_id: int, member_id: int) -> ResponseReturnValue:
    """The leads take a judge off a panel."""
    season, street, member = _member(year, street_id=street_id, member_id=member_id)
    form = KeyedForm()

    def do() -> Done:
        actions.unseat_member(member_id, by=acting(), at=clock.now())
        return Done(url_for("approval.panel", year=year, street_id=street_id))

    return sent(form, do=do, page=lambda: render_template("approval/remove_member.html", season=season, street=street, member=member, form=form))


@room.route("/<int(max=9999):year>/panels/<int:street_id>/members/<int:member_id>/seat", methods=["GET", "POST"])
@open_to(*LEADS)
def reseat_member(year: int, street_id: int, member_id: int) -> ResponseReturnValue:
    """The leads give a judge another seat or side."""
    season, street, member = _member(year, street_id=street_id, member_id=member_id)
    form = SeatForm(seat=member.seat, side=member.side)

    def do() -> Done:
        seating.reseat_member(member_id, seat=form.seat.data, side=form.side.data, reason=form.reason.data or "", by=acting(), at=clock.now())
        return Done(url_for("approval.panel", year=year, street_id=street_id))

    return sent(form, do=do, page=lambda: render_template("approval/panel_seat.html", season=season, street=street, member=member, form=form))


def _seat(form: MemberForm, *, season: Season, street_id: int) -> Done:
    panel_id = actions.found_panel(season.id, street_id=street_id, by=acting(), at=clock.now())
    actions.seat_member(panel_id, judge_id=int(form.judge.data), seat=form.seat.data, side=form.side.data, by=acting(), at=clock.now())
    return Done(url_for("approval.panel", year=season.year, street_id=street_id))


def _page(season: Season, *, street: Area, form: MemberForm) -> str:
    joint = lists.joint_panel(season.id, street_id=street.id)
    found = queries.panel(season.id, street_id=street.id)
    after, before = (request.args.get(name, type=int) for name in ("after", "before"))
    return render_template("approval/panel.html", season=season, street=street, panel=found, members=found.members if found else [], form=form,
                           lacking=_lacking(found, season=season), seats=dict(SEATS), sides=dict(SIDES),
                           may_change=bool(current_user.posts & set(LEADS)), may_join="support_lead" in current_user.posts,
                           joint=joint, streets=lists.joined([found.id]).get(found.id, []) if found else [], what=CHANGES,
                           changes=lists.changes(found.id, after=after, before=before) if found else None)


def place(year: int, *, street_id: int) -> tuple[Season, Area]:
    """The season and one of the streets that this person may look at; else 404."""
    season = next((one for one in queries.seasons() if one.year == year), None) or abort(404)
    street = next((one for one in queries.streets(own_streets()) if one.id == street_id), None) or abort(404)
    return season, street


def _member(year: int, *, street_id: int, member_id: int) -> tuple[Season, Area, PanelMember]:
    season, street = place(year, street_id=street_id)
    found = queries.panel(season.id, street_id=street.id) or abort(404)
    return season, street, next((one for one in found.members if one.id == member_id), None) or abort(404)


def _lacking(found: Panel | None, *, season: Season) -> list[object]:
    return composition(found.members if found else [], needed=season.reviews_needed)  # type: ignore[return-value]


def own_streets() -> frozenset[int] | None:
    """A street's lead sees their street; support and bureau see all (None)."""
    streets: frozenset[int] | None = current_user.streets(("street_lead",), everywhere=("support_lead", "bureau"))
    return streets
