"""Appeals and objections, as the bureau rules on them and as their authors follow them."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
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
from .blueprint import room

RULINGS = {"uphold", "clear", "remand_accept", "remand_optimise", "remand_review"}
shell.navigate("approval.appeals", _l("异议与申诉"), shown=shell.holds("bureau"))
moves.address("appeal", lambda case_id: url_for("approval.appeal", appeal_id=case_id))
moves.register("proposal", "appeal", form=AppealForm, act=actions.appeal_by_form)


@room.get("/appeals")
@open_to("bureau")
def appeals() -> ResponseReturnValue:
    """The bureau's list of objections and appeals, those still open first chosen."""
    state = None if request.args.get("show") == "all" else "open"
    page = queries.appeals(state, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("approval/appeals.html", page=page, state=state)


@room.get("/appeals/<int:appeal_id>")
@open_to(SIGNED_IN)
def appeal(appeal_id: int) -> ResponseReturnValue:
    """One objection or appeal: its grounds, its ruling, and the bureau's ways to rule. Its author may follow it; nobody else sees it."""
    found = queries.appeal_case(appeal_id) or abort(404)
    if "bureau" not in current_user.posts and found.by_id != current_user.id:
        abort(404)
    at = clock.now()
    rulings = [one for one in engine.options(db.session(), found.proposal_id, acting(), at=at) if one.transition.name in RULINGS and _fits(one)]
    own = engine.options(db.session(), found.id, acting(), at=at)
    return render_template("approval/appeal.html", appeal=found, rulings=rulings if found.state == "open" else [], own=own,
                           address=lambda option: url_for("accounts.move", case_id=found.proposal_id, name=option.transition.name),
                           own_address=lambda option: url_for("accounts.move", case_id=found.id, name=option.transition.name))


def _fits(option: Option) -> bool:
    """A ruling that belongs to another kind of decision is not offered, not even in grey."""
    return all(problem.code != "ruling-does-not-fit" for problem in option.problems)
