"""How the room's moves are made, its panel on an idea's page, and what waits on the desk."""
from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from workflow import Actor

from ... import moves, panels, shell
from ...accounts import desk
from ...accounts.models import Session
from ...collection import waiting
from ...collection.models import Proposal
from ...collection.queries import streets_of
from .. import actions, forms, queries
from .blueprint import SHOWN_TO_ALL, is_staff, may_plan


def _shortlist(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.shortlist(case_id, reason=data["reason"], by=by, at=at, seq=seq)


def _drop(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.drop(case_id, reason=data["reason"], note=note, by=by, at=at, seq=seq)


def _resubmit(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.resubmit(case_id, changes=data["changes"], by=by, at=at, seq=seq)


def _complete(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.complete_plan(case_id, by=by, at=at, seq=seq)


def _show(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.show_plan(case_id, by=by, at=at, note=note, seq=seq)


def _answer(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.answer_plan(case_id, verdict=data["verdict"], by=by, at=at, note=note, way=data.get("way") or "", seq=seq)


def _split(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    parts = [{"title": data[f"title_{number}"], "solution": data[f"solution_{number}"] or "", "unit": data[f"unit_{number}"] or ""}
             for number in range(1, forms.PARTS + 1) if data[f"title_{number}"]]
    return actions.split_up(case_id, parts=parts, note=note, by=by, at=at, seq=seq)


def _merge(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    into = queries.by_number(data["into"], beside=case_id)
    return actions.merge(case_id, into=into, share=data["share"], note=note, by=by, at=at, kind=data["kind"], seq=seq)


moves.register("proposal", "shortlist", form=forms.ShortlistForm, act=_shortlist)
moves.register("proposal", "drop", form=forms.DropForm, act=_drop)
moves.register("proposal", "resubmit", form=forms.ResubmitForm, act=_resubmit)
moves.register("proposal", "show_plan", form=forms.ShowingForm, act=_show)
moves.register("proposal", "answer_plan", form=forms.OpinionForm, act=_answer)
moves.register("proposal", "complete_plan", form=forms.MoveForm, act=_complete)
moves.register("proposal", "split_up", form=forms.SplitForm, act=_split)
moves.register("proposal", "merge_into", form=forms.MergeByNumberForm, act=_merge)


def panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """What research found and what the plan says: to staff and those who write it always, to all once it is complete."""
    works = person is not None and (is_staff(person, proposal=proposal) or may_plan(person, proposal=proposal))
    if not works and proposal.state not in SHOWN_TO_ALL:
        return None
    versions = queries.plans(proposal.id)
    return "optimisation/panels/plan.html", {
        "proposal": proposal, "plan": versions[0] if versions else None, "budget": queries.budget(versions[0]) if versions else None,
        "notes": queries.notes(proposal.id) if works else [], "researches": person is not None and is_staff(person, proposal=proposal),
        "plans": works and proposal.state in actions.PLANNING, "versions": versions, "works": works,
        "opinions": queries.opinions(proposal.id) if works and versions else []}


panels.add("optimisation", 20, panel)


@desk.waiting_for
def ideas_to_improve(person: Session, at: int) -> list[desk.Entry]:
    """For support: what to research and improve. For leads: what to choose and to send to review."""
    said = _sentences(person)
    rows = waiting.in_states(tuple(said), streets=streets_of(person)) if said else []
    mine, address = _("请您调研：这件事安排给您了"), shell.address_of("public.idea", name="proposal_id")
    return [desk.Entry(row.title, address(row.id), mine if row.state == "accepted" and row.researcher_id == person.id else said[row.state],
                       row.entered_us, 1) for row in rows]


@desk.waiting_for
def plans_to_answer(person: Session, at: int) -> list[desk.Entry]:
    """For proposers: plans that were laid before them and that they have not answered yet. People in office find theirs on their own page."""
    if person.posts:
        return []
    return [desk.Entry(row.title, url_for("optimisation.opinion", proposal_id=row.id), _("方案写好了，请您看一看"), row.at_us, 1)
            for row in queries.unanswered(person.id)]


def _sentences(person: Session) -> dict[str, str]:
    said = {}
    if person.posts & {"support", "support_lead"}:
        said = {"accepted": _("等您开始调研"), "researching": _("等您填写调研记录"), "optimising": _("等您完善方案")}
    if person.posts & {"street_lead", "support_lead"}:
        said |= {"researching": _("等您决定是否入选"), "planned": _("等您送审")}
    return said
