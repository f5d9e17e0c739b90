"""The staff's list of all sent ideas; its filters stand in the address."""
from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow.definitions import PROPOSAL

from ... import shell, words
from ...forms import clean_line
from ...gate import open_to
from .. import queries
from .blueprint import room

LEADS = frozenset({"street_lead", "support_lead"})
STAFF = ("street", "street_lead", "support", "support_lead")
shell.navigate("collection.ideas", _l("全部点子"), shown=shell.holds(*STAFF, "bureau"))


@room.get("/staff/ideas")
@open_to(*STAFF, "bureau", "clerk")
def ideas() -> ResponseReturnValue:
    """Staff: the ideas of their streets, the newest first."""
    filters = filters_asked(state=request.args.get("state", ""))
    page = queries.staff_list(filters, **keys_asked())
    return render_template("collection/ideas.html", page=page, filters=filters, merges=bool(LEADS & current_user.posts), mergeable=queries.BEFORE_REVIEW,
                           titles={state.name: words.state_title("proposal", state.name) for state in PROPOSAL.states if state.name != "draft"},
                           categories=queries.groups_now(), address=shell.address_of("public.idea", name="proposal_id"))


def filters_asked(*, state: str) -> queries.Filters:
    """The filters of this request, never wider than the streets the person works on."""
    streets, wanted = queries.streets_of(current_user), request.args.get("street", type=int)
    if wanted is not None and (streets is None or wanted in streets):
        streets = (wanted,)
    return queries.Filters(season_id=request.args.get("season", type=int), streets=streets, state=state, stage=request.args.get("stage", ""),
                           category_id=request.args.get("category", type=int), words=clean_line(request.args.get("words", ""))[:60])


def keys_asked() -> dict[str, int | None]:
    """The keyset page that was asked for."""
    return {"after": request.args.get("after", type=int), "before": request.args.get("before", type=int)}
