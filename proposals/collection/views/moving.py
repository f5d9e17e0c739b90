"""How the room's moves are made on the page of every move, and what waits on the desk."""
from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length

from workflow import Actor

from ... import moves, shell
from ...accounts import desk
from ...accounts.models import Session
from ...storage import db
from .. import actions, forms, queries, waiting
from ..models import Proposal
from ..queries import queueing
from ..referring.forms import case_number, workdays


class AnswerForm(forms.AnswerForm):
    """The answer, with the text as it stands now."""

    def about(self, case_id: int) -> None:
        """Show the present words; what was typed wins."""
        idea = db.session.get_one(Proposal, case_id)
        for name in ("title", "problem", "solution"):
            if not self.is_submitted():
                self[name].data = getattr(idea, name)
            _give_room(self[name], length=len(getattr(idea, name)))


def _give_room(field: Field, *, length: int) -> None:
    """A text that came with a list may be longer than what is typed here: an answer need not cut it."""
    limits = [each for each in field.validators if isinstance(each, Length) and each.max < length]
    if limits:
        field.validators = [each for each in field.validators if each not in limits] + [Length(max=length, message=limits[0].message)]
        field.flags.maxlength = length


class DeclineForm(forms.DeclineForm):
    """Declining, with what a referral needs where the idea is handed on."""

    days = workdays(_l("答复期限（工作日，不填就按本届的规定）"))
    case_number = case_number(_l("12345 工单号"), required=False)


def _ask(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.ask(case_id, reason=data["reason"], note=note, by=by, at=at, seq=seq)


def _decline(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.decline(case_id, reason=data["reason"], note=note, by=by, at=at, unit=data.get("unit") or "", days=data.get("days"),
                           case_number=data.get("case_number") or "", seq=seq)


def _answer(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    words = {key: data[key] for key in ("title", "problem", "solution")}
    return actions.answer(case_id, text=data["answer"], by=by, at=at, seq=seq, **words)


moves.register("proposal", "ask", form=forms.AskForm, act=_ask)
moves.register("proposal", "decline", form=DeclineForm, act=_decline)
moves.register("proposal", "answer", form=AnswerForm, act=_answer)


@desk.waiting_for
def ideas_to_receive(person: Session, at: int) -> list[desk.Entry]:
    """For street and support staff: sent ideas, the longest waiting first; for leads also the prepared answers that wait to be published."""
    if not person.posts & {"street", "street_lead", "support", "support_lead"}:
        return []
    rows = queueing.to_receive(queries.streets_of(person))
    if not rows:
        return []
    what, sheet = _("等您受理"), shell.address_of("collection.sheet", name="proposal_id")
    found = [desk.Entry(row.title, sheet(row.id), what, row.entered_us, 1) for row in rows]
    if not rows[0].prepared or not person.posts & {"street_lead", "support_lead"}:
        return found
    said = _("%(count)s 份答复已拟好，等您发布", count=rows[0].prepared)
    return [desk.Entry(_("拟好的答复"), url_for("collection.answers"), said, rows[0].since, rows[0].prepared), *found]


@desk.waiting_for
def ideas_of_mine(person: Session, at: int) -> list[desk.Entry]:
    """For proposers: what was given back to them. People in office find theirs on their own page."""
    if person.posts:
        return []
    said = {"needs_info": _("请补充内容"), "revising": _("方案退回修改，请修改后提交")}
    rows = waiting.of_proposer(tuple(said), person_id=person.id)
    return [desk.Entry(row.title, moves.where("proposal", row.id), said[row.state], row.entered_us, 1) for row in rows]
