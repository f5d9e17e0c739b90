"""A residents' vote for those who hold it: its terms, phones and their codes, ballots from a file, and equal shares as a what-if."""
from __future__ import annotations

import hashlib
import re

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...collection.queries.places import community_choices, streets_of
from ...forms import KeyedForm, clean_line
from ...gate import acting, open_to
from ...seasons.models import Season
from ...sending import Done, pressed, sent
from ...storage import db
from . import acts, codes, lists, trying
from .forms import BudgetForm, FileForm, PhonesForm, TermsForm
from .models import BallotFile, ResidentVote
from .views import STAFF, WATCHERS, found, room, stage

MARK = re.compile(r"[0-9a-f]{32}")


@room.route("/<int(max=9999):year>/vote/terms", methods=["GET", "POST"])
@open_to("bureau")
def vote_terms(year: int) -> ResponseReturnValue:
    """The bureau sets a vote up, changes it, or lists its candidates anew, until it opens."""
    season, held = lists.vote_in(year) or abort(404)
    form = TermsForm(**_terms(held)) if held else TermsForm(weight_percent=20, most_choices=3)
    return sent(form, do=lambda: _set_up(form, season=season), page=lambda: render_template(
        "approval/vote_terms.html", season=season, vote=held, form=form, stage=stage(held, at=clock.now()) if held else "none",
        streets=lists.streets_with_candidates(held.id) if held else [], keys=KeyedForm(formdata=None)))


def _terms(vote: ResidentVote) -> dict[str, object]:
    return {"first": clock.today(vote.opens_us), "last": clock.today(vote.closes_us), "weight_percent": vote.weight_percent, "most_choices": vote.most_choices}


def _set_up(form: TermsForm, *, season: Season) -> Done:
    terms = acts.VoteTerms(form.first.data, form.last.data, form.weight_percent.data or 0, form.most_choices.data or 1)
    acts.set_vote_up(season.id, terms=terms, by=acting(), at=clock.now())
    return Done(url_for("approval.vote_terms", year=season.year), _("投票规则已保存，候选名单已按现在的定稿方案更新。"))


@room.route("/<int(max=9999):year>/vote/calling-off", methods=["POST"])
@open_to("bureau")
def vote_calling_off(year: int) -> ResponseReturnValue:
    """The bureau gives a vote up before it opens."""
    vote_id = found(year)[1].id

    def do() -> Done:
        acts.call_vote_off(vote_id, by=acting(), at=clock.now())
        return Done(url_for("approval.votes"), _("这次投票已取消。"), "gold")

    return pressed(KeyedForm(), do=do)


@room.route("/<int(max=9999):year>/vote/phones", methods=["GET", "POST"])
@open_to(*STAFF)
def vote_phones(year: int) -> ResponseReturnValue:
    """Who is near the residents: verifies phones, and sees how many have voted."""
    (season, held), form = found(year), PhonesForm()
    streets = streets_of(current_user)
    form.community_id.choices = {name: [(area, title) for area, title in listed] for name, listed in _communities(streets).items()}
    own = None if "bureau" in current_user.posts else current_user.id
    return sent(form, do=lambda: _verify(form, vote=held, year=year), page=lambda: render_template(
        "approval/vote_phones.html", season=season, vote=held, form=form, stage=stage(held, at=clock.now()), most=acts.MOST_PHONES,
        batches=lists.batches(held.id, by_id=own), turnout=lists.turnout(held.id, street_ids=streets), me=current_user.id))


def _communities(streets: tuple[int, ...] | None) -> dict[str, list[tuple[int, str]]]:
    if streets is None:
        return community_choices(None)
    return {name: listed for street in streets for name, listed in community_choices(street).items()}


def _verify(form: PhonesForm, *, vote: ResidentVote, year: int) -> Done:
    batch = acts.verify_phones(vote.id, community_id=form.community_id.data, phones=form.listed(), by=acting(), at=clock.now())
    return Done(url_for("approval.vote_codes", year=year, batch=batch))


@room.get("/<int(max=9999):year>/vote/phones/<batch>")
@open_to(*STAFF)
def vote_codes(year: int, batch: str) -> str:
    """Whoever entered a list: the code of each phone on it that has not voted, to be told to that phone alone."""
    season, held = found(year)
    voters = lists.voters_of(batch, vote_id=held.id, by_id=current_user.id) if MARK.fullmatch(batch) else []
    if not voters:
        abort(404)
    return render_template("approval/vote_codes.html", season=season, vote=held, voters=voters, code_of=codes.code_of)


@room.route("/<int(max=9999):year>/vote/file", methods=["GET", "POST"])
@open_to("bureau")
def vote_ballots(year: int) -> ResponseReturnValue:
    """The bureau takes in the ballots of a vote that was held elsewhere."""
    (season, held), form = found(year), FileForm()
    return sent(form, do=lambda: _take_in(form, vote=held, year=year), page=lambda: render_template(
        "approval/vote_ballots.html", season=season, vote=held, form=form, files=lists.files(held.id), keys=KeyedForm(formdata=None)))


def _take_in(form: FileForm, *, vote: ResidentVote, year: int) -> Done:
    election, name, content = form.file.data
    acts.take_ballots_in(vote.id, election=election, name=clean_line(name), digest=hashlib.sha256(content).hexdigest(), by=acting(), at=clock.now())
    return Done(url_for("approval.vote_ballots", year=year), _("选票已导入。"))


@room.route("/<int(max=9999):year>/vote/file/<int:file_id>/removal", methods=["POST"])
@open_to("bureau")
def vote_ballots_back(year: int, file_id: int) -> ResponseReturnValue:
    """The bureau takes a file of ballots back."""
    held, kept = found(year)[1], db.session.get(BallotFile, file_id)
    if kept is None or kept.vote_id != held.id:
        abort(404)

    def do() -> Done:
        acts.take_file_back(file_id, by=acting(), at=clock.now())
        return Done(url_for("approval.vote_ballots", year=year), _("这份选票已撤回，不再计入。"), "gold")

    return pressed(KeyedForm(), do=do)


@room.get("/<int(max=9999):year>/vote/shares")
@open_to(*WATCHERS)
def vote_shares(year: int) -> ResponseReturnValue:
    """Those who decide or watch: what equal shares would choose from a street's ballots, as a what-if beside the ranking."""
    season, held = found(year)
    if stage(held, at=clock.now()) != "over":
        abort(404)
    streets = lists.streets_with_candidates(held.id)
    street = next((each for each in streets if str(each[0]) == request.args.get("street")), streets[0] if streets else None)
    form = BudgetForm(request.args if "budget" in request.args else None, meta={"csrf": False}, key="x" * 16)
    trial = None
    if street is not None and "budget" in request.args and form.validate():
        trial = trying.equal_shares(db.session(), vote=held, street_id=street[0], budget_fen=form.budget.data or 0, completion=form.completion.data)
    return render_template("approval/vote_shares.html", season=season, vote=held, streets=streets, street=street, form=form, trial=trial,
                           asked=request.args), 422 if form.errors else 200
