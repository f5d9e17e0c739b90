"""Appeals and objections, as the bureau rules on them and as their authors follow them."""
from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Option

from ... import clock, moves, shell
from ...gate import SIGNED_IN, acting, open_to
from ...machine import engine
from ...storage import db
from .. import actions, queries
from ..forms import AppealForm
from ..objecting_forms import UpholdForm
from ..queries.objections import objections_in
from ..queries.outcomes import reconsidered
from .blueprint import room
from .screen import points

RULINGS = {"uphold", "clear", "remand_accept", "remand_optimise", "remand_review"}
shell.navigate("approval.appeals", _l("异议与申诉"), shown=shell.holds("bureau"))
moves.address("appeal", lambda case_id: url_for("approval.appeal", appeal_id=case_id))
moves.register("proposal", "appeal", form=AppealForm, act=actions.appeal_by_form)
moves.register("proposal", "uphold", form=UpholdForm)


@room.get("/appeals")
@open_to("bureau")
def appeals() -> ResponseReturnValue:
    """The bureau's list of objections and appeals, those still open first chosen."""
    to_rule = request.args.get("show") != "all"
    page = queries.appeals(to_rule=to_rule, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("approval/appeals.html", page=page, state="open" if to_rule else None)


@room.get("/appeals/<int:appeal_id>")
@open_to(SIGNED_IN)
def appeal(appeal_id: int) -> ResponseReturnValue:
    """One objection or appeal: its grounds, its ruling, what it changed, and the bureau's ways to rule. Its author may follow it; nobody else sees it.

    Somebody who objected online is led to their own objection: whoever else objects is nobody's business.
    """
    found, at = queries.appeal_case(appeal_id) or abort(404), clock.now()
    everyone = objections_in(found.id)
    own = next((one for one in everyone if one.by_id == current_user.id), None)
    if "bureau" not in current_user.posts and own is not None:
        return redirect(url_for("approval.objection", objection_id=own.id))
    if "bureau" not in current_user.posts and found.by_id != current_user.id:
        abort(404)
    rulings = [one for one in engine.options(db.session(), found.proposal_id, acting(), at=at) if one.transition.name in RULINGS and _fits(one)]
    change = next(one for one in reconsidered(found.proposal_id) if one.appeal.id == found.id)
    return render_template("approval/appeal.html", appeal=found, rulings=rulings if found.state != "decided" else [], change=change, points=points, at=at,
                           objections=everyone if "bureau" in current_user.posts else [], own=engine.options(db.session(), found.id, acting(), at=at),
                           address=lambda option: url_for("accounts.move", case_id=found.proposal_id, name=option.transition.name),
                           own_address=lambda option: url_for("accounts.move", case_id=found.id, name=option.transition.name))


def _fits(option: Option) -> bool:
    """A ruling that belongs to another kind of decision is not offered, not even in grey."""
    return all(problem.code != "ruling-does-not-fit" for problem in option.problems)
