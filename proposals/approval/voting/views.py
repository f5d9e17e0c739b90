"""A residents' vote for everyone: what it is about, the way to the ballot, and what came of it."""
from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from workflow import Refused

from ... import clock, panels, shell
from ...accounts.models import Session
from ...choosing import pabulib
from ...collection.models import Proposal
from ...gate import PUBLIC, open_to
from ...seasons.models import Season
from ...sending import filled_in
from ...storage import db
from ..views.blueprint import room
from . import acts, counting, lists, trying
from .forms import BallotForm, EntryForm
from .models import ResidentVote, Voter

STAFF = ("bureau", "clerk", "street", "street_lead")
WATCHERS = ("bureau", "chair", "street_lead", "support", "support_lead")
HELD_US = 30 * 60 * clock.SECOND
"""How long an opened ballot may be thought over."""
VOTER = "voter"
shell.navigate("approval.votes", _l("居民投票"), shown=shell.holds(*STAFF))


def stage(vote: ResidentVote, *, at: int) -> str:
    """before, open or over."""
    return "before" if at < vote.opens_us else "open" if at <= vote.closes_us else "over"


def found(year: int) -> tuple[Season, ResidentVote]:
    """A year's season and its vote, or 404."""
    season, vote = lists.vote_in(year) or abort(404)
    return season, vote or abort(404)


@room.get("/votes")
@open_to(PUBLIC)
def votes() -> str:
    """Everyone's list of votes; the bureau sets one up from here."""
    return render_template("approval/votes.html", rows=lists.votes(), at=clock.now(), stage=stage)


@room.get("/<int(max=9999):year>/vote")
@open_to(PUBLIC)
def vote(year: int) -> str:
    """Everyone's page of one vote: its terms and candidates, street by street; its result, once it is over."""
    (season, held), at = found(year), clock.now()
    streets = lists.streets_with_candidates(held.id)
    street = next((each for each in streets if str(each[0]) == request.args.get("street")), streets[0] if streets else None)
    rows = lists.candidates(held.id, street_id=street[0]) if street else []
    return render_template("approval/vote.html", season=season, vote=held, stage=stage(held, at=at), streets=streets, street=street, rows=rows,
                           support=counting.support(db.session(), vote=held, at=at), least=counting.LEAST_BALLOTS, share=share,
                           may_verify=shell.holds(*STAFF)(shell.held_here()), may_try=shell.holds(*WATCHERS)(shell.held_here()))


def share(support: counting.Support) -> str:
    """The share of ballots in percent, as people read it."""
    hundredths = support.hundredths
    return "" if hundredths is None else f"{hundredths / 100:.1f}%"


@room.route("/<int(max=9999):year>/vote/entry", methods=["GET", "POST"])
@open_to(PUBLIC)
def vote_entry(year: int) -> ResponseReturnValue:
    """A resident's way in: phone and code."""
    (season, held), form = found(year), EntryForm()

    def let_in() -> ResponseReturnValue:
        voter = acts.identify(held.id, phone=form.phone.data or "", code=form.code.data or "", at=clock.now())
        session[VOTER] = [held.id, voter, clock.now()]
        return redirect(url_for("approval.vote_ballot", year=year), 303)

    return filled_in(form, then=let_in, page=lambda: render_template("approval/vote_entry.html", season=season, vote=held, form=form,
                                                                     stage=stage(held, at=clock.now())))


@room.route("/<int(max=9999):year>/vote/ballot", methods=["GET", "POST"])
@open_to(PUBLIC)
def vote_ballot(year: int) -> ResponseReturnValue:
    """A resident's ballot: the projects of their community, any of them or none."""
    season, held = found(year)
    voter = _voter(held)
    if voter is None:
        return redirect(url_for("approval.vote_entry", year=year), 303)
    rows, form = lists.paper(held.id, community_id=voter.community_id), BallotForm()
    form.proposals.choices = [SelectChoice(row.id, row.title) for row in rows]
    return filled_in(form, then=lambda: _cast(form, voter_id=voter.id, year=year),
                     page=lambda: render_template("approval/vote_ballot.html", season=season, vote=held, form=form, rows=rows, voter=voter))


def _voter(vote: ResidentVote) -> Voter | None:
    """Whoever opened this vote's ballot within the last half hour."""
    kept = session.get(VOTER)
    if not kept or kept[0] != vote.id or clock.now() - kept[2] > HELD_US:
        return None
    return db.session.get(Voter, kept[1])


def _cast(form: BallotForm, *, voter_id: int, year: int) -> ResponseReturnValue:
    """Put the ballot into the urn; a second click finds it there already. No key of this form is kept: its digest would tell what was chosen."""
    try:
        acts.cast(voter_id, proposals=form.proposals.data or [], at=clock.now())
    except Refused as refusal:
        if [problem.code for problem in refusal.problems] != ["voted-before"]:
            raise
    return redirect(url_for("approval.vote_done", year=year), 303)


@room.get("/<int(max=9999):year>/vote/done")
@open_to(PUBLIC)
def vote_done(year: int) -> str:
    """A resident's answer: the ballot counts. The same page for whoever comes back to it, so that it tells nothing of anybody."""
    season, held = found(year)
    session.pop(VOTER, None)
    return render_template("approval/vote_done.html", season=season, vote=held)


@room.get("/<int(max=9999):year>/vote.pb")
@open_to(PUBLIC)
def vote_file(year: int) -> Response:
    """Everyone's download of a vote that is over, ballots and all, in the format of Pabulib."""
    _season, held = found(year)
    if stage(held, at=clock.now()) != "over":
        abort(404)
    text = pabulib.write(trying.election(db.session(), vote=held, street_id=None, budget_fen=lists.budget_fen(held)))
    return Response(text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": f"attachment; filename=vote-{year}.pb"})


def vote_panel(proposal: Proposal, person: Session | None) -> tuple[str, dict[str, Any]] | None:
    """On a candidate's page: that it is voted on, and where; asked only while a vote may be going on."""
    held = lists.vote_about(proposal.id) if proposal.state in acts.CANDIDATE_STATES else None
    if held is None:
        return None
    return "approval/panels/vote.html", {"vote": held, "year": proposal.season.year, "stage": stage(held, at=clock.now()), "title": _("居民投票")}


panels.add("approval-vote", 35, vote_panel)
