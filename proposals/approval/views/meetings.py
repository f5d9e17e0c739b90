"""A panel's live meeting: the speaking order by lot, and the projector that shows who speaks and how long."""
from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...gate import acting, open_to
from ...sending import Done, sent
from ..actions.meetings import draw_order
from ..models import Panel, SpeakingPlace
from ..queries import meetings as asked
from ..scoring_forms import LotForm
from . import screen
from .blueprint import room

SEERS = ("judge", "chair", "street", "street_lead", "support", "support_lead", "bureau")
EVERYWHERE = {"support", "support_lead", "bureau"}
LEADS = {"street_lead", "support_lead"}
TALK, ANSWER = 5, 5
shell.navigate("approval.meetings", _l("评审会"), shown=shell.holds("street_lead", "support_lead"))


@room.get("/meetings")
@open_to(*SEERS)
def meetings() -> str:
    """Who sits on a panel or works for its street: the panels that have something to hear."""
    return render_template("approval/meetings.html", panels=asked.meeting_panels(person_id=current_user.id, street_ids=_streets()))


@room.route("/meetings/<int:panel_id>", methods=["GET", "POST"])
@open_to(*SEERS)
def meeting(panel_id: int) -> ResponseReturnValue:
    """The order of one panel's meeting; its chair and the leads draw the lots."""
    _panel(panel_id)
    form = LotForm(talk=TALK, answer=ANSWER)

    def do() -> Done:
        draw_order(panel_id, talk_minutes=form.talk.data or TALK, answer_minutes=form.answer.data or 0, by=acting(), at=clock.now())
        return Done(url_for("approval.meeting", panel_id=panel_id))

    return sent(form, do=do, page=lambda: _page(form, panel_id=panel_id))


def _page(form: LotForm, *, panel_id: int) -> str:
    places, waiting = asked.order(panel_id), asked.before(panel_id)
    return render_template("approval/meeting.html", panel_id=panel_id, places=places, waiting=waiting, form=form, hidden=_hidden(places),
                           may_draw=_may_draw(_panel(panel_id)), lots={one.lot_id: one.lot for one in places})


@room.get("/meetings/<int:panel_id>/projector")
@open_to(*SEERS)
def projector(panel_id: int) -> str:
    """For everybody in the hall, on the wall: who presents now, how long, and who is next. Never a score."""
    _panel(panel_id)
    places = asked.order(panel_id) or abort(404)
    number = min(max(request.args.get("place", 1, type=int), 1), len(places))
    links = [url_for("approval.projector", panel_id=panel_id, place=each) if 1 <= each <= len(places) else None for each in (number - 1, number + 1)]
    hidden = _hidden(places)
    return render_template("approval/projector.html", panel_id=panel_id, place=places[number - 1], number=number, of=len(places), hidden=hidden,
                           previous=links[0], following=links[1], upcoming=places[number:number + 3])


def _hidden(places: Sequence[SpeakingPlace]) -> dict[int, screen.Hide]:
    return screen.hiders([(one.proposal_id, bool(one.proposal.season.blind_review)) for one in places])


def _streets() -> frozenset[int] | None:
    """The streets whose panels a person may see besides their own; None: every street's."""
    if current_user.posts & EVERYWHERE:
        return None
    return frozenset(post.street_id for post in current_user.held if post.kind in ("street", "street_lead") and post.street_id)


def _panel(panel_id: int) -> Panel:
    """A panel that this person sits on or works for; else 404."""
    found, streets = asked.panel_of(panel_id) or abort(404), _streets()
    if streets is None or any(one.person_id == current_user.id for one in found.members) or streets & asked.streets_before(panel_id):
        return found
    abort(404)


def _may_draw(panel: Panel) -> bool:
    """The button is shown to those whom the act lets draw."""
    return bool(current_user.posts & LEADS) or any(one.seat == "chair" and one.person_id == current_user.id for one in panel.members)
