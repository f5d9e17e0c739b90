"""A judge's queue and scoring screen."""
from __future__ import annotations

from flask import abort, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workflow import Refused

from ... import clock, moves, shell, words
from ...errors import tell, wants_json
from ...gate import acting, open_to
from ...once import once
from .. import actions, queries
from ..forms import PlainScoreForm, ScoreForm, TakeForm
from ..models import Review
from . import screen
from .blueprint import room

JUDGES = ("judge", "chair")
shell.navigate("approval.reviews", _l("我的评审"), shown=shell.holds(*JUDGES))
moves.address("review", lambda case_id: url_for("approval.review", review_id=case_id))
moves.register("review", "take", form=TakeForm)
moves.register("review", "score", form=PlainScoreForm, act=actions.score_by_line)


@room.get("/reviews")
@open_to(*JUDGES)
def reviews() -> ResponseReturnValue:
    """A judge's own queue: state, deadline and own score of each review."""
    items = queries.queue(current_user.id)
    return render_template("approval/reviews.html", items=items, done=sum(item.state == "scored" for item in items), points=screen.points)


@room.route("/reviews/<int:review_id>", methods=["GET", "POST"])
@open_to(*JUDGES)
def review(review_id: int) -> ResponseReturnValue:
    """A judge reads one proposal and scores it: queue, document and score pane side by side."""
    pane = screen.pane_of(review_id)
    status = 422 if pane.form.is_submitted() else 200
    if pane.form.validate_on_submit():
        try:
            return _cast(pane.review, form=pane.form)
        except Refused as refusal:
            tell(pane.form, refusal)
            pane, status = screen.read_anew(pane, review_id=review_id), 409
    return screen.page(pane), status


@room.post("/reviews/<int:review_id>/draft")
@open_to(*JUDGES)
def draft(review_id: int) -> ResponseReturnValue:
    """Keeps what a judge has filled in so far; answers the page's script with the running total."""
    pane = screen.pane_of(review_id)
    form, season_id = pane.form, pane.review.season_id
    try:
        kept = actions.save_draft(review_id, levels=form.levels(), comment=form.comment.data or "", flagged=form.flagged.data, turn=int(form.turn.data or 0),
                                  tab=form.key.data or "", by=acting(), at=clock.now())
    except Refused as refusal:
        return _not_kept(review_id, refusal=refusal)
    if wants_json():
        return jsonify(screen.live(season_id, levels=form.levels(), saved_us=kept.saved_us))
    flash(_("已存草稿。"), "green")
    return redirect(url_for("approval.review", review_id=review_id), 303)


@room.route("/reviews/<int:review_id>/acceptance", methods=["GET", "POST"])
@open_to(*JUDGES)
def accept_review(review_id: int) -> ResponseReturnValue:
    """A judge declares to have no interest and accepts to judge."""
    found = queries.own_review(review_id, judge_id=current_user.id) or abort(404)
    form = TakeForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        with once(form) as answer:
            actions.take_review(review_id, by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
            answer.location = url_for("approval.review", review_id=review_id)
        return redirect(answer.location, 303)
    form.seq.data = form.seq.data or screen.seq_of(review_id)
    return render_template("approval/accept.html", review=found, form=form), status


def _cast(found: Review, *, form: ScoreForm) -> ResponseReturnValue:
    """Seal the score and go on to the next review that is still open."""
    review_id, title = found.id, found.proposal.title  # read now: what was read is let go when writing begins
    with once(form) as answer:
        actions.cast_score(review_id, levels=form.levels(), comment=form.comment.data or "", by=acting(), at=clock.now(), seq=int(form.seq.data or 0))
        waiting = [item.id for item in queries.queue(current_user.id, states=("assigned", "scoring"))]
        following = next((each for each in waiting if each > review_id), waiting[0] if waiting else None)
        answer.location = url_for("approval.review", review_id=following) if following else url_for("approval.reviews")
    flash(_("“%(title)s”的评分已密封。", title=title), "green")
    return redirect(answer.location, 303)


def _not_kept(review_id: int, *, refusal: Refused) -> ResponseReturnValue:
    sentence = words.sentence(refusal.problems[0])
    if wants_json():
        return jsonify(saved=sentence), 409
    flash(sentence, "red")
    return redirect(url_for("approval.review", review_id=review_id), 303)
