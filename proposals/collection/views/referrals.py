"""Ideas that somebody else must answer: the list, one referral with all that is done with it, and the list as a file."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock
from ...forms import KeyedForm, clean_line
from ...gate import acting, open_to
from ...sending import Done, sent
from ...storage import db
from .. import queries
from ..models import Proposal, Referral
from ..referring import acts, forms, lists, table
from ..referring.handing import units, workdays
from ..referring.wording import SAID, told
from .blueprint import for_staff, room
from .lists import STAFF, keys_asked

KEEPERS = (*STAFF, "bureau")


def asked() -> lists.Asked:
    """What this list is narrowed to, never wider than the streets the person works on."""
    return lists.Asked(queries.streets_of(current_user), standing=request.args.get("standing", "open"), kind=request.args.get("kind", ""),
                       unit=clean_line(request.args.get("unit", ""))[:80], urgent=request.args.get("urgent") == "1")


@room.get("/screening/referrals")
@open_to(*KEEPERS)
def referrals() -> ResponseReturnValue:
    """Street and support staff, bureau: what others owe an answer to, or have answered."""
    wanted = asked()
    page, lines = lists.page(wanted, **keys_asked(), at=clock.now())
    return render_template("collection/referrals.html", page=page, lines=lines, asked=wanted, **SAID)


@room.get("/screening/referrals.<any(csv, xlsx):form>")
@open_to(*KEEPERS)
def referrals_file(form: str) -> Response:
    """Street and support staff, bureau: the same list as a file."""
    lines, at = lists.everything(asked(), at=clock.now()), clock.now()
    name = f"referrals-{clock.local(at):%Y%m%d}.{form}"
    kinds = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    body = "".join(table.as_csv(lines)) if form == "csv" else table.as_xlsx(lines, at=at)
    return Response(body, content_type=kinds[form], headers={"Content-Disposition": f"attachment; filename={name}"})


@room.get("/screening/referrals/<int:referral_id>")
@open_to(*KEEPERS)
def referral(referral_id: int) -> ResponseReturnValue:
    """Staff of its street, support, bureau: one referral, what happened to it, and what may be done now."""
    found, idea = of_mine(referral_id)
    return shown(found, idea, filled=None)


def of_mine(referral_id: int) -> tuple[Referral, Proposal]:
    """A referral and its idea, for staff who may read its authors' names; 404 for others."""
    found = db.session.get(Referral, referral_id) or abort(404)
    return found, for_staff(found.proposal_id)[0]


def shown(found: Referral, idea: Proposal, *, filled: KeyedForm | None) -> str:
    """The referral's page; a form that was not accepted is shown again with what was typed."""
    fresh: dict[str, KeyedForm] = {"reply": forms.ReplyForm(formdata=None), "pass_on": forms.PassForm(formdata=None), "plain": forms.PlainForm(formdata=None),
                                   "case": forms.CaseForm(formdata=None, case_number=found.case_number)}
    fresh |= {name: filled for name, form in fresh.items() if type(form) is type(filled)}
    return render_template("collection/referral.html", referral=found, idea=idea, entries=told(lists.logs([found.id])[found.id], sees=True), forms=fresh,
                           filled=filled, may_act=bool(current_user.posts & set(STAFF)), **SAID,
                           clock_left=lists.clock_of(found, season_id=idea.season_id, at=clock.now()))


Step = tuple[type[KeyedForm], Callable[..., None], Callable[[Any], dict[str, Any]], Any]
STEPS: dict[str, Step] = {
    "receipt": (forms.PlainForm, acts.receive, lambda form: {}, _l("已登记签收。")),
    "urge": (forms.PlainForm, acts.urge, lambda form: {}, _l("已登记催办。")),
    "unit": (forms.PassForm, acts.pass_on, lambda form: {"unit": form.unit.data}, _l("已改派，答复期限重新计算。")),
    "case": (forms.CaseForm, acts.keep_case_number, lambda form: {"case_number": form.case_number.data}, _l("已登记工单号。")),
    "reply": (forms.ReplyForm, acts.reply, lambda form: {"words": form.reply.data}, _l("已登记答复，提案人会收到消息，可以评价。")),
    "reopening": (forms.PlainForm, acts.reopen, lambda form: {}, _l("已重新办理，答复期限重新计算。")),
}


@room.post("/screening/referrals/<int:referral_id>/<any(receipt, urge, unit, case, reply, reopening):step>")
@open_to(*STAFF)
def referral_step(referral_id: int, step: str) -> ResponseReturnValue:
    """Staff: enter what happened to a referral."""
    found, idea = of_mine(referral_id)
    kind, act, given, sentence = STEPS[step]
    form = kind()

    def do() -> Done:
        act(referral_id, by=acting(), at=clock.now(), **given(form))
        return Done(url_for("collection.referral", referral_id=referral_id), str(sentence))

    return sent(form, do=do, page=lambda: shown(found, idea, filled=form))


@room.route("/screening/<int:proposal_id>/referrals/new", methods=["GET", "POST"])
@open_to(*STAFF)
def hand_on(proposal_id: int) -> ResponseReturnValue:
    """Staff: hand a part of an idea on while the idea goes its own way; or whistle for several units at once."""
    idea, _seq = for_staff(proposal_id)
    form = forms.HandForm()

    def do() -> Done:
        acts.hand_part(proposal_id, units=units(form.unit.data), by=acting(), at=clock.now(), **part_of(form))
        return Done(url_for("collection.sheet", proposal_id=proposal_id), _("已转出，提案人在点子页面能看到进展。"))

    return sent(form, do=do, page=lambda: render_template(
        "collection/hand_on.html", form=form, idea=idea, usual=workdays(db.session(), season_id=idea.season_id, kind="transfer", urgent=False)))


def part_of(form: forms.HandForm) -> dict[str, Any]:
    """What the form says, as the act takes it."""
    return {"kind": form.kind.data, "matter": form.matter.data, "days": form.days.data, "urgent": bool(form.urgent.data),
            "case_number": form.case_number.data or ""}
