"""Prepared answers: written for many ideas, looked over, published together by the lead."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...gate import acting, open_to
from ...sending import Done, carry_out, sent
from ...storage import db
from ...words.collection import REASONS
from .. import queries
from ..answering import acts, forms, lists, sentences
from ..models import Answer, Proposal
from .blueprint import for_staff, room
from .lists import STAFF, keys_asked
from .sentences import telling
from .ticked import ticked, titles

LEADS = ("street_lead", "support_lead")


@room.get("/screening/answers")
@open_to(*STAFF)
def answers() -> ResponseReturnValue:
    """Street and support staff: answers that are prepared and not yet published, and what was published lately."""
    streets = queries.streets_of(current_user)
    page, drafts = lists.drafts(streets, **keys_asked())
    return render_template("collection/answers.html", page=page, drafts=drafts, waiting=lists.waiting(streets), publications=lists.publications(streets),
                           form=forms.KeyedForm(), reasons=REASONS, leads=bool(current_user.posts & set(LEADS)), most=acts.AT_ONCE)


@room.route("/screening/answers/new", methods=["POST"])
@open_to(*STAFF)
def prepare() -> ResponseReturnValue:
    """Street and support staff: write one answer to the ticked ideas; nobody is told yet."""
    form, ids = forms.PrepareForm(), ticked()
    form.offer()
    if not ids:
        flash(_("请先勾选点子。"), "gold")
        return redirect(url_for("collection.screening"), 303)
    if "decision" not in request.form:
        return _writing(forms.fresh(forms.PrepareForm), ids)

    def do() -> Done:
        done = acts.prepare(ids, decision=_decision(form, ids), by=acting(), at=clock.now())
        return Done(url_for("collection.answers"), _("已拟好 %(count)s 份答复，发布之前提案人看不到。", count=len(done)))

    return sent(form, do=do, page=lambda: _writing(form, ids))


def _writing(form: forms.DecisionForm, ids: list[int]) -> str:
    return render_template("collection/prepare.html", form=form, ids=ids, titles=titles(ids), sentences=_sentences(ids))


def _sentences(ids: list[int]) -> list[tuple[str, str]]:
    """The season's sentences, to begin a letter from: title and text."""
    return [(telling(code), body) for code, body in sentences.of_season(_season(ids)).items()]


def _season(ids: list[int]) -> int:
    return db.session.scalar(db.select(Proposal.season_id).where(Proposal.id == ids[0])) or 0


def _decision(form: forms.PrepareForm, ids: list[int]) -> acts.Decision:
    """What was filled in; an empty letter is the season's own sentence for this outcome."""
    letter = form.letter.data or sentences.of_season(_season(ids))[sentences.code_of(form.outcome, reason=form.reason)]
    return acts.Decision(outcome=form.outcome, reason=form.reason, letter=letter, unit=form.unit.data or "", days=form.days.data,
                         case_number=form.case_number.data or "")


@room.route("/screening/answers/publication", methods=["POST"])
@open_to(*LEADS)
def publication() -> ResponseReturnValue:
    """The lead of a street or of the support organisation: publish the ticked answers, or all, after a dry run that shows who would stay behind."""
    form, ids = forms.KeyedForm(), ticked()
    if request.form.get("all") == "1":
        ids = lists.ids_waiting(queries.streets_of(current_user), most=acts.AT_ONCE)
    if not form.validate_on_submit() or not ids:
        flash(_("请先勾选要发布的答复。"), "gold")
        return redirect(url_for("collection.answers"), 303)
    return carry_out(form, do=lambda: _publish(form, ids)) if request.form.get("confirmed") == "1" else _would(form, ids)


def _would(form: forms.KeyedForm, ids: list[int]) -> str:
    would = acts.publish(ids, by=acting(), at=clock.now(), key=form.key.data, dry_run=True)
    return render_template("collection/publication.html", form=form, would=would, drafts=lists.for_ideas(would.moved), titles=titles(ids), reasons=REASONS)


def _publish(form: forms.KeyedForm, ids: list[int]) -> Done:
    done = acts.publish(ids, by=acting(), at=clock.now(), key=form.key.data, dry_run=False)
    return Done(url_for("collection.answers"), _("已发布 %(moved)s 份答复，通知了 %(people)s 位提案人。", moved=len(done.moved), people=done.people))


@room.route("/screening/answers/withdrawal", methods=["POST"])
@open_to(*STAFF)
def discard() -> ResponseReturnValue:
    """Street and support staff: take back the ticked drafts."""
    form, ids = forms.KeyedForm(), ticked()
    if not form.validate_on_submit() or not ids:
        flash(_("请先勾选要撤下的答复。"), "gold")
        return redirect(url_for("collection.answers"), 303)
    return carry_out(form, do=lambda: Done(url_for("collection.answers"), _("已撤下 %(count)s 份草稿。", count=acts.discard(ids, by=acting()))))


@room.route("/screening/answers/<int:answer_id>", methods=["GET", "POST"])
@open_to(*STAFF)
def letter(answer_id: int) -> ResponseReturnValue:
    """Staff of its street and support: change one letter before it goes out."""
    found = db.session.get(Answer, answer_id) or abort(404)
    idea, _seq = for_staff(found.proposal_id)
    form = forms.LetterForm(letter=found.letter)

    def do() -> Done:
        acts.revise(answer_id, letter=form.letter.data, by=acting(), at=clock.now())
        return Done(url_for("collection.answers"), _("已保存，发布之前提案人看不到。"))

    return sent(form, do=do, page=lambda: render_template("collection/letter.html", form=form, answer=found, idea=idea))
