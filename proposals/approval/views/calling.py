"""Calls for implementers: what anybody reads, how staff announce one, and how its leads compare and choose."""
from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, masking, moves, panels, shell
from ...accounts.models import Session
from ...collection.models import Proposal
from ...gate import PUBLIC, acting, open_to
from ...machine import engine
from ...sending import Done, sent
from ...storage import db
from ..calling import acts, store
from ..calling.forms import CallForm, ChoiceForm, ExtendForm, choices
from ..calling.models import Call
from ..queries import calls as queries
from .blueprint import room
from .screen import seq_of

STAFF = ("street", "street_lead", "support", "support_lead")
READERS = (*STAFF, "bureau")
FILTERS = {"open": ("open",), "all": queries.SHOWN}
OPENED = ("comparing", "chosen", "disputed", "settled", "ended")
"""States in which offers may be read by those who compare them."""
PUBLISHED = ("chosen", "disputed", "settled")
"""States in which everybody reads who offered what, who was chosen and why."""
TONES = {"open": "gold", "comparing": "blue", "chosen": "gold", "disputed": "red", "settled": "green", "ended": "grey"}


class ChooseHere(ChoiceForm):
    """Choosing on the general page of moves."""

    def about(self, case_id: int) -> None:
        """Offer those whose offers stand."""
        self.organisation.choices = choices([(str(bid.organisation_id), bid.organisation.name) for bid in queries.standing_bids(case_id)])


shell.navigate("approval.calls", _l("征集承接组织"), shown=shell.holds("organisation", *READERS))
moves.address("call", lambda call_id: url_for("approval.call", call_id=call_id))
moves.register("call", "extend", form=ExtendForm)
moves.register("call", "call_again", form=ExtendForm)
moves.register("call", "choose", form=ChooseHere)
moves.page("call", "choose", lambda call_id: url_for("approval.offers", call_id=call_id))


@room.get("/calls")
@open_to(PUBLIC)
def calls() -> str:
    """Anybody: projects that look for an implementer. Staff also: packages that wait for a call."""
    show = "all" if request.args.get("show") == "all" else "open"
    page = queries.calls(FILTERS[show], after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    waiting = queries.packages(streets=streets_of(current_user), limit=50) if current_user.is_authenticated and current_user.posts & set(STAFF) else []
    return render_template("approval/calls.html", page=page, show=show, waiting=waiting, tones=TONES)


@room.get("/calls/<int:call_id>")
@open_to(PUBLIC)
def call(call_id: int) -> str:
    """Anybody: what is called for, on which terms, until when; once chosen, who offered what, who was chosen, and why."""
    found = queries.call(call_id) or abort(404)
    at = clock.now()
    options = engine.options(db.session(), found.id, acting(), at=at) if current_user.is_authenticated else []
    shown = queries.standing_bids(found.id) if found.state in OPENED else []
    return render_template(
        "approval/call.html", call=found, tones=TONES, plan=queries.plan(found), bids=shown, published=found.state in PUBLISHED,
        reason=masking.text(found.reason or ""), bodies=_own(found, at=at),
        options=[one for one in options if one.transition.name != "choose"], compares=may_compare(found), due_us=_due_us(found),
        address=lambda option: url_for("accounts.move", case_id=found.id, name=option.transition.name))


@room.route("/ideas/<int:proposal_id>/call", methods=["GET", "POST"])
@open_to(*STAFF)
def announce(proposal_id: int) -> ResponseReturnValue:
    """Staff: open a package that names nobody to offers."""
    package, form = _package(proposal_id), CallForm()
    if not form.is_submitted():
        form.propose()
    return sent(form, do=lambda: _announce(proposal_id, form=form), page=lambda: render_template("approval/call_form.html", form=form, package=package))


@room.route("/calls/<int:call_id>/offers", methods=["GET", "POST"])
@open_to(*READERS)
def offers(call_id: int) -> ResponseReturnValue:
    """Staff and bureau: the offers side by side, once they are opened; the lead chooses here."""
    found = queries.call(call_id) or abort(404)
    if not may_compare(found):
        abort(404)
    form, shown = ChoiceForm(), queries.offers(found, at=clock.now())
    form.organisation.choices = choices([(str(one.bid.organisation_id), one.body.name) for one in shown])
    return sent(form, do=lambda: _choose(call_id, form=form), page=lambda: _compared(found, form=form, shown=shown))


def _compared(found: Call, *, form: ChoiceForm, shown: list[queries.Offered]) -> str:
    form.seq.data = seq_of(found.id)
    options = engine.options(db.session(), found.id, acting(), at=clock.now())
    choice = next((one for one in options if one.transition.name == "choose"), None)
    return render_template("approval/offers.html", call=found, plan=queries.plan(found), offers=shown, form=form, choice=choice)


def _announce(proposal_id: int, *, form: CallForm) -> Done:
    terms = acts.CallTerms(form.closes_on.data, form.least_years.data, int(form.least_rating.data), form.conditions.data or "")
    case = acts.announce(proposal_id, terms=terms, by=acting(), at=clock.now())
    return Done(url_for("approval.call", call_id=case), _("征集已经发布，并已通知各组织。"))


def _choose(call_id: int, *, form: ChoiceForm) -> Done:
    acts.choose(call_id, organisation_id=int(form.organisation.data), reason=form.note.data, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
    return Done(url_for("approval.call", call_id=call_id))


def _package(proposal_id: int) -> Proposal:
    """A package of this person's street; 404 for others."""
    package = db.session.get(Proposal, proposal_id) or abort(404)
    streets = streets_of(current_user)
    if package.number is None or streets is not None and package.street_id not in streets:
        abort(404)
    return package


def streets_of(person: Session) -> frozenset[int] | None:
    """Whose calls somebody works on: all (None) for support and bureau, their own streets for street offices."""
    return person.streets(("street", "street_lead"), everywhere=("support", "support_lead", "bureau"))


def may_compare(found: Call) -> bool:
    """Whether this person works on the call and its offers are opened."""
    if found.state not in OPENED or not current_user.is_authenticated or not current_user.posts & set(READERS):
        return False
    streets = streets_of(current_user)
    return streets is None or found.proposal.street_id in streets


def _own(found: Call, *, at: int) -> list[dict[str, Any]]:
    """For each organisation that this person speaks for: its name, its offer so far, and what keeps it from offering."""
    mine = [post.organisation_id for post in current_user.held if post.kind == "organisation"] if current_user.is_authenticated else []
    names = queries.names(mine) if mine else {}
    return [{"id": key, "name": names[key], "bid": queries.own_bid(found.id, organisation_id=key),
             "problems": queries.hindrances(found, organisation_id=key, at=at) if found.state == "open" else []} for key in mine]


def _due_us(found: Call) -> int | None:
    """Until when the choice may be questioned."""
    return queries.due_us(found.id) if found.state == "chosen" else None


def call_panel(proposal: Proposal, person: Session | None) -> tuple[str, dict[str, Any]] | None:
    """On the page of an idea that names nobody: its call, or for its staff the way to one."""
    if proposal.organisation_id is not None or proposal.state not in (*store.WAITING, "appealing"):
        return None
    found = queries.latest_call(proposal.id)
    staff = person is not None and bool(person.posts & set(STAFF)) and (streets_of(person) is None or proposal.street_id in (streets_of(person) or ()))
    may = staff and proposal.state in store.WAITING and (found is None or found.state == "ended")
    return ("approval/panels/call.html", {"call": found, "proposal": proposal, "may_call": may}) if found or may else None


panels.add("approval-call", 45, call_panel)
