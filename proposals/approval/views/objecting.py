"""Objecting to a notice, by name or as a tip; following one's own objection; what offices do with both."""
from __future__ import annotations

from collections.abc import Callable

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, masking, papers
from ...forms import KeyedForm
from ...gate import PUBLIC, SIGNED_IN, acting, open_to
from ...sending import Done, sent
from .. import actions
from ..lettering import answer_words, letter_paper
from ..objecting_forms import AnswerForm, ObjectionForm, RemarkForm, TipForm, WrittenObjectionForm
from ..queries import objections as asked
from .blueprint import room

OFFICE = ("street", "street_lead", "bureau")


@room.route("/notices/<int:notice_id>/objection", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def object_to(notice_id: int) -> ResponseReturnValue:
    """A resident objects to a notice, under their real name."""
    notice, proposal = asked.notice_with_project(notice_id) or abort(404)
    me = asked.person(current_user.id)
    form = ObjectionForm(name=me.name, contact=me.phone or "")
    return _sent(form, "approval/object.html", notice=notice, proposal=proposal, do=lambda: Done(url_for(
        "approval.objection", objection_id=actions.lodge_objection(notice_id, said=_said(form), by=acting(), at=clock.now()).id)))


@room.route("/notices/<int:notice_id>/written-objection", methods=["GET", "POST"])
@open_to(*OFFICE)
def enter_objection(notice_id: int) -> ResponseReturnValue:
    """The office takes down an objection that came in writing."""
    notice, proposal = asked.notice_with_project(notice_id) or abort(404)
    form = WrittenObjectionForm()

    def do() -> Done:
        found = actions.enter_objection(notice_id, said=_said(form), by=acting(), at=clock.now())
        return Done(url_for("public.notice", notice_id=notice_id), _("已登记异议 %(number)s，这个项目的公示暂停，等待区民政局裁定。", number=found.number))

    return _sent(form, "approval/object.html", notice=notice, proposal=proposal, do=do)


@room.route("/notices/<int:notice_id>/tip", methods=["GET", "POST"])
@open_to(PUBLIC)
def tip_off(notice_id: int) -> ResponseReturnValue:
    """Anybody leaves a clue about a notice without giving a name."""
    notice, proposal = asked.notice_with_project(notice_id) or abort(404)
    form = TipForm()

    def do() -> Done:
        actions.tip_off(notice_id, words=form.words.data or "", at=clock.now())
        return Done(url_for("public.notice", notice_id=notice_id), _("线索已经收到，工作人员会核实。公示照常进行。"))

    return _sent(form, "approval/tip.html", notice=notice, proposal=proposal, do=do)


@room.get("/objections")
@open_to(SIGNED_IN)
def objections() -> ResponseReturnValue:
    """A resident's own objections; the bureau's that wait for an answer which no ruling gives."""
    bureau = "bureau" in current_user.posts
    return render_template("approval/objections.html", found=asked.to_outcomes() if bureau else asked.own_objections(current_user.id), bureau=bureau,
                           at=clock.now())


@room.route("/objections/<int:objection_id>", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def objection(objection_id: int) -> ResponseReturnValue:
    """One objection: its objector follows it; the bureau answers one to an outcome here."""
    found = asked.objection(objection_id, person=current_user) or abort(404)
    answers = "bureau" in current_user.posts and found.waits and found.appeal_id is None
    form = AnswerForm() if answers else KeyedForm()
    if form.is_submitted() and not answers:
        abort(405)
    return _sent(form, "approval/objection.html", objection=found, answers=answers, do=lambda: _answered(form, objection_id))


@room.route("/objections/<int:objection_id>/withdrawal", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def withdraw_objection(objection_id: int) -> ResponseReturnValue:
    """The objector takes an objection back."""
    found = asked.objection(objection_id, person=current_user) or abort(404)

    def do() -> Done:
        actions.withdraw_objection(objection_id, by=acting(), at=clock.now())
        return Done(url_for("approval.objection", objection_id=objection_id))

    return _sent(KeyedForm(), "approval/withdraw_objection.html", objection=found, do=do)


@room.get("/objections/<int:objection_id>.pdf")
@open_to(SIGNED_IN)
def objection_answer(objection_id: int) -> ResponseReturnValue:
    """The answer to an objection as a letter, for the objector and for the bureau to hand over."""
    found = asked.objection(objection_id, person=current_user) or abort(404)
    if found.answered_us is None:
        abort(404)
    address = url_for("public.notice", notice_id=found.notice_id, _external=True)
    return papers.answer(letter_paper(answer_words(found), issued_us=found.answered_us, address=address), name=f"objection-{found.season_id}-{found.serial}")


@room.get("/tips")
@open_to(*OFFICE)
def tips() -> ResponseReturnValue:
    """The clues for this office: those nobody has looked into, or all."""
    unseen = request.args.get("show") != "all"
    page = asked.tips(current_user, unseen=unseen, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("approval/tips.html", page=page, unseen=unseen)


@room.route("/tips/<int:tip_id>", methods=["GET", "POST"])
@open_to(*OFFICE)
def tip(tip_id: int) -> ResponseReturnValue:
    """The office reads a clue and writes down what came of it."""
    found = asked.tip(tip_id, person=current_user) or abort(404)
    form = RemarkForm()

    def do() -> Done:
        actions.look_into(tip_id, remark=form.remark.data or "", by=acting(), at=clock.now())
        return Done(url_for("approval.tips"))

    return _sent(form, "approval/tip_seen.html", tip=found, do=do)


def _sent(form: KeyedForm, template: str, *, do: Callable[[], Done], **shown: object) -> ResponseReturnValue:
    return sent(form, do=do, page=lambda: render_template(template, form=form, masked=masking.text, at=clock.now(), **shown))


def _said(form: KeyedForm) -> actions.Statement:
    return actions.Statement(name=form.data["name"], contact=form.data["contact"], grounds=form.data["grounds"], files=form.data["files"] or ())


def _answered(form: KeyedForm, objection_id: int) -> Done:
    actions.answer_objection(objection_id, upheld=form.data["outcome"] == "upheld", answer=form.data["answer"], by=acting(), at=clock.now())
    return Done(url_for("approval.objection", objection_id=objection_id))
