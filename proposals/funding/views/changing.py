"""Changes of an agreement: the implementer asks for another amount, the foundation for other shares, and everybody concerned reads one change."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow import Option

from ... import clock, moves, words
from ...collection.models import Proposal
from ...gate import acting, open_to
from ...implementation.forms import KINDS
from ...implementation.models import Amendment
from ...implementation.queries import versions
from ...implementation.views.blueprint import READERS, own_project_or_404, project_or_404
from ...machine import engine
from ...sending import Done, sent
from ...storage import db
from ...words.funding import CONDITIONS
from ...words.optimisation import HEADS
from .. import amending, changing, commitments, promises
from ..forms import AmountChangeForm, SharesChangeForm
from ..models import Commitment, Fund
from ..spending import heads
from .blueprint import room

OTHER_WAY = frozenset({"change-needs-approval", "change-needs-agreement", "change-needs-no-agreement"})
"""Why a move is not this change's: it takes another way."""

moves.address("amendment", lambda case_id: url_for("funding.change", amendment_id=case_id))


def _committed_or_404(project: Proposal) -> Commitment:
    return commitments.of_proposal(db.session(), proposal_id=project.id) or abort(404)


def _asked_for(amendment_id: int) -> Done:
    return Done(url_for("funding.change", amendment_id=amendment_id), _("已提交。批准以后，各方重新签署协议，签完才生效。"))


@room.route("/projects/<int:proposal_id>/amendments/amount", methods=["GET", "POST"])
@open_to("organisation")
def change_amount(proposal_id: int) -> ResponseReturnValue:
    """The implementer: another amount, by budget head."""
    found = own_project_or_404(proposal_id)
    standing = heads.of(db.session(), _committed_or_404(found))
    form = AmountChangeForm(**{head.name: head.planned_fen for head in standing})

    def do() -> Done:
        return _asked_for(changing.ask_amount(found.id, planned=form.planned, wish=form.wish.data, new_ends_on=form.new_ends_on.data, by=acting(),
                                              at=clock.now()))

    return sent(form, do=do, page=lambda: render_template("funding/change_amount.html", project=found, form=form, heads=standing, names=HEADS))


@room.route("/projects/<int:proposal_id>/amendments/shares", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead")
def change_shares(proposal_id: int) -> ResponseReturnValue:
    """The foundation: other weights for what has not gone to the bank yet."""
    found = project_or_404(proposal_id)
    commitment = _committed_or_404(found)
    offered = _offered(commitment)
    form = SharesChangeForm(weights=[weight for _fund, weight in offered])
    form.name([words.term(fund.title) for fund, _weight in offered])

    def do() -> Done:
        weights = {fund.id: entry.data for (fund, _weight), entry in zip(offered, form.weights, strict=True)}
        return _asked_for(changing.ask_shares(found.id, weights=weights, wish=form.wish.data, by=acting(), at=clock.now()))

    return sent(form, do=do, page=lambda: render_template("funding/change_shares.html", project=found, form=form, commitment=commitment))


def _offered(commitment: Commitment) -> list[tuple[Fund, int]]:
    """Those bound with their weights, then those of the season whose terms allow the project, with none."""
    bound = [(share.fund, share.weight) for share in commitment.shares]
    known = {fund.id for fund, _weight in bound}
    allowed = promises.bearing(promises.funds_of(db.session(), season_id=commitment.proposal.season_id), amending.wish_of(commitment))
    return bound + [(fund, 0) for fund in allowed if fund.id not in known]


@room.get("/amendments/<int:amendment_id>")
@open_to(*READERS)
def change(amendment_id: int) -> ResponseReturnValue:
    """Those concerned: one change, what it comes to, its agreement, and what may be done with it."""
    found = db.session.get(Amendment, amendment_id) or abort(404)
    project = project_or_404(found.proposal_id)
    return render_template(
        "funding/change.html", change=found, project=project, kinds=KINDS, outlook=changing.outlook(found), conditions=CONDITIONS, names=HEADS,
        versions=versions(project.id), say=words.sentence, options=_options(found),
        address=lambda option: url_for("accounts.move", case_id=found.id, name=option.transition.name))


def _options(found: Amendment) -> list[Option]:
    """What the person may do with a change, without the moves of the other ways."""
    options = engine.options(db.session(), found.id, acting(), at=clock.now())
    return [option for option in options if not OTHER_WAY & {problem.code for problem in option.problems}]
