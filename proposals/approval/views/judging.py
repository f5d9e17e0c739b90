"""A judge's queue and scoring screen."""
from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Refused

from ... import clock, moves, shell, words
from ...errors import tell, wants_json
from ...gate import acting, open_to
from ...sending import Done, carry_out, sent
from .. import actions, queries
from ..forms import PlainScoreForm, ScoreForm, TakeForm
from ..rules.reviewing import Sheet
from . import screen
from .blueprint import room
from .own import own_scores

JUDGES = ("judge", "chair")
shell.navigate("approval.reviews", _l("我的评审"), shown=shell.holds(*JUDGES))
moves.address("review", lambda case_id: url_for("approval.review", review_id=case_id))
moves.register("review", "take", form=TakeForm)
moves.register("review", "score", form=PlainScoreForm, act=actions.score_by_line)


@room.get("/reviews")
@open_to(*JUDGES)
def reviews() -> ResponseReturnValue:
    """A judge's own queue: state, deadline and own score of each review; how long the rest may take, and how the own scores lie."""
    items = queries.queue(current_user.id)
    hidden = screen.hiders([(item.proposal_id, item.blind) for item in items])
    due = {each: shell.moment(each) if each else "–" for each in {item.due_us for item in items}}  # most fall due together
    return render_template("approval/reviews.html", items=items, done=sum(item.state == "scored" for item in items), points=screen.points, hidden=hidden,
                           left=screen.left_over(items), chart=own_scores(items), due=due)


@room.route("/reviews/<int:review_id>", methods=["GET", "POST"])
@open_to(*JUDGES)
def review(review_id: int) -> ResponseReturnValue:
    """A judge reads one proposal and scores it: queue, document and score pane side by side."""
    if request.method == "GET":
        return screen.page(screen.pane_of(review_id))
    form = ScoreForm()
    if form.validate_on_submit():
        try:
            return carry_out(form, do=lambda: _cast(review_id, form=form))
        except Refused as refusal:
            return screen.refused(review_id, refusal=refusal)
    pane = screen.pane_of(review_id)
    pane.form.validate()
    return screen.page(pane), 422


@room.post("/reviews/<int:review_id>/draft")
@open_to(*JUDGES)
def draft(review_id: int) -> ResponseReturnValue:
    """Keeps what a judge has filled in so far; answers the page's script with the running total."""
    pane = screen.pane_of(review_id)
    form, turn = pane.form, request.form.get("over") or pane.form.turn.data or "0"
    try:
        kept = actions.save_draft(review_id, levels=form.levels(), comment=form.comment.data or "", flagged=form.flagged.data,
                                  turn=int(turn) if turn.isdecimal() else 0, tab=form.key.data or "", by=acting(), at=clock.now())
    except Refused as refusal:
        return _not_kept(review_id, refusal=refusal)
    if wants_json():
        return jsonify(screen.figures(replace(pane, kept=kept), levels=form.levels()))
    flash(_("已存草稿。"), "green")
    return redirect(url_for("approval.review", review_id=review_id), 303)


@room.route("/reviews/<int:review_id>/acceptance", methods=["GET", "POST"])
@open_to(*JUDGES)
def accept_review(review_id: int) -> ResponseReturnValue:
    """A judge declares to have no interest and accepts to judge."""
    form = TakeForm()
    return sent(form, do=lambda: _take(review_id, form=form), page=lambda: _acceptance(review_id, form=form))


def _take(review_id: int, *, form: TakeForm) -> Done:
    actions.take_review(review_id, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
    return Done(url_for("approval.review", review_id=review_id))


def _acceptance(review_id: int, *, form: TakeForm) -> str:
    """The page of the declaration, by the step as it stands now."""
    found = queries.own_review(review_id, judge_id=current_user.id) or abort(404)
    form.seq.data = screen.seq_of(review_id)
    return render_template("approval/accept.html", review=found, form=form, hide=screen.hide_for(found))


def _cast(review_id: int, *, form: ScoreForm) -> Done:
    """Seal the score and go on to the next review that is still open."""
    actions.hand_in(review_id, sheet=Sheet(form.levels(), form.comment.data or ""), turn=int(form.turn.data or 0), tab=form.key.data or "",
                    by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
    onward = queries.onward(review_id, judge_id=current_user.id)
    told = _("“%(title)s”的评分已密封。", title=onward.title) if onward.title else _("评分已密封。")
    return Done(url_for("approval.review", review_id=onward.following) if onward.following else url_for("approval.reviews"), told)


def _not_kept(review_id: int, *, refusal: Refused) -> ResponseReturnValue:
    """Nothing typed is lost: the page stays, or comes back with it; where another page has saved since, both are shown side by side."""
    pane = screen.pane_of(review_id)
    other = pane.kept if refusal.problems[0].code == "draft-changed-elsewhere" else None
    if wants_json():
        beside = {"compare": screen.comparison(pane, other=other), "over": str(other.turn)} if other else {}
        return jsonify(saved=words.sentence(refusal.problems[0]), **beside), 409
    tell(pane.form, refusal)
    return screen.page(pane, other=other), 409
