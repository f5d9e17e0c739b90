"""Activities: the phone form that takes less than a minute, and the list. The same page moves a project to its start."""
from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, moves
from ...gate import acting, open_to
from ...sending import Done, sent
from .. import actions, queries
from ..actions import Held
from ..forms import ActivityForm, StartForm
from .blueprint import READERS, own_project_or_404, project_or_404, room

moves.register("proposal", "start", form=StartForm, act=actions.start_by_form)


@room.get("/projects/<int:proposal_id>/activities")
@open_to(*READERS)
def activities(proposal_id: int) -> ResponseReturnValue:
    """Those concerned with a project: its activities, the last recorded first."""
    found = project_or_404(proposal_id)
    page = queries.activities(found.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("implementation/activities.html", project=found, page=page, progress=queries.progress_of([found.id])[found.id],
                           own=queries.carries_out(current_user, proposal=found))


@room.route("/projects/<int:proposal_id>/activities/new", methods=["GET", "POST"])
@open_to("organisation")
def activity(proposal_id: int) -> ResponseReturnValue:
    """The implementer, on a phone: one activity, in less than a minute."""
    found, form = own_project_or_404(proposal_id), ActivityForm(**_usual(proposal_id))

    def do() -> Done:
        serial = actions.record_activity(found.id, held=_held(form), by=acting(), at=clock.now())
        return Done(url_for("implementation.activities", proposal_id=found.id), _("已记录第 %(serial)s 场活动。", serial=serial))

    return sent(form, do=do, page=lambda: render_template("implementation/activity.html", project=found, form=form))


def _usual(proposal_id: int) -> dict[str, object]:
    """Today, and the place of the last activity: what is most often right."""
    return {"held_on": clock.today(clock.now()), "place": queries.last_place(proposal_id)}


def _held(form: ActivityForm) -> Held:
    return Held(form.held_on.data, form.topic.data, form.place.data, form.beneficiary_times.data, form.volunteer_times.data, form.service_minutes.data,
                form.note.data or "")
