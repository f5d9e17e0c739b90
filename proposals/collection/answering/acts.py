"""Answers prepared in peace and published together: nobody is told anything before a lead publishes, and then everybody once."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import joinedload

from workflow import Actor, Problem

from ... import letters
from ...accounts.posts import posts_of
from ...errors import Refusal
from ...gate import person_id
from ...letters import Letter
from ...machine import engine
from ...storage import act, db
from ...words.collection import REASONS
from ..models import Proposal
from ..reasons import REFER, URGENT
from ..referring.handing import units, workdays
from .models import Answer, Publication
from .sentences import fill
from .telling import together

AT_ONCE = 500
EVERYWHERE = {"staff": frozenset({"support", "support_lead"}), "lead": frozenset({"support_lead"})}
OF_ITS_STREET = {"staff": frozenset({"street", "street_lead"}), "lead": frozenset({"street_lead"})}


@dataclass(frozen=True)
class Decision:
    """What is to be said: the outcome (a move), its coded reason, whom it is handed to and for how many working days, and the letter's sentence."""

    outcome: str
    reason: str | None
    letter: str
    unit: str = ""
    days: int | None = None
    case_number: str = ""


@dataclass
class Report:
    """What publishing did or would do: ideas that were answered, and those that stay behind with why."""

    moved: list[int] = field(default_factory=list)
    refused: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    people: int = 0


@act
def prepare(ids: Sequence[int], *, decision: Decision, by: Actor, at: int) -> list[int]:
    """Write the same answer to these ideas as drafts, each letter with its own idea's words; an earlier draft gives way. Returns the ideas taken.

    Only ideas that wait to be received are taken. Refused: ``answer-not-yours``, ``unit-required``. Five statements."""
    if decision.reason in REFER and not units(decision.unit):
        raise Refusal("unit-required")
    asked = select(Proposal).where(Proposal.id.in_(ids), Proposal.state == "submitted").options(joinedload(Proposal.street)).order_by(Proposal.id)
    ideas = list(db.session.scalars(asked.limit(AT_ONCE)))
    _ask_whether(ideas, who="staff", by=by)
    db.session.execute(delete(Answer).where(Answer.proposal_id.in_([idea.id for idea in ideas]), Answer.publication_id.is_(None)))
    if ideas:
        db.session.execute(insert(Answer), [_draft(idea, decision=decision, by=by, at=at) for idea in ideas])
    return [idea.id for idea in ideas]


def _draft(idea: Proposal, *, decision: Decision, by: Actor, at: int) -> dict[str, Any]:
    handed = decision.reason in REFER
    return {"proposal_id": idea.id, "outcome": decision.outcome, "reason": decision.reason, "unit": decision.unit.strip() if handed else "",
            "days": decision.days if handed else None, "case_number": decision.case_number if handed else "",
            "letter": fill(decision.letter, given=_given(idea, decision=decision)), "by_id": person_id(by), "at_us": at}


def _given(idea: Proposal, *, decision: Decision) -> dict[str, str]:
    """What stands for the placeholders: nothing of a person, because the letter's body is the reason on the public record, too."""
    kind_days = decision.days or workdays(db.session(), season_id=idea.season_id, kind="transfer", urgent=decision.reason in URGENT)
    return {"题目": idea.title, "回执码": idea.receipt, "街道": idea.street.name if idea.street else "", "理由": str(REASONS.get(decision.reason or "", "")),
            "单位": "、".join(units(decision.unit)), "期限": str(kind_days), "工单号": decision.case_number}


@act
def revise(answer_id: int, *, letter: str, by: Actor, at: int) -> None:
    """Change the letter of a draft; what was published is not changed any more (``answer-published``)."""
    found = db.session.scalars(select(Answer).where(Answer.id == answer_id).with_for_update()).one()
    _ask_whether([db.session.get_one(Proposal, found.proposal_id)], who="staff", by=by)
    if found.publication_id is not None:
        raise Refusal("answer-published")
    found.letter, found.by_id, found.at_us = letter, person_id(by) or 0, at


@act
def discard(ids: Sequence[int], *, by: Actor) -> int:
    """Take back the drafts for these ideas; returns how many there were."""
    _ask_whether(list(db.session.scalars(select(Proposal).where(Proposal.id.in_(ids)))), who="staff", by=by)
    gone = db.session.scalars(delete(Answer).where(Answer.proposal_id.in_(ids), Answer.publication_id.is_(None)).returning(Answer.id))
    return len(gone.all())


@act
def publish(ids: Sequence[int], *, by: Actor, at: int, key: str, dry_run: bool) -> Report:
    """Publish the drafts for these ideas in one act, 500 at most: every idea is moved, its letter becomes its reason, and each person gets one notice.

    Whoever may not be moved keeps the draft. ``by`` is the lead of the street or of the support organisation (``answer-not-yours``).
    Refused: ``nothing-to-publish``. A fixed number of statements for each outcome and reason."""
    drafts = _drafts(ids[:AT_ONCE])
    _ask_whether([idea for _answer, idea in drafts], who="lead", by=by)
    report = Report()
    for (outcome, _reason), group in _alike(drafts):
        done = engine.fire_many(db.session(), [idea.id for _answer, idea in group], outcome, by, at=at, each={idea.id: _form(answer) for answer, idea in group},
                                notes={idea.id: answer.letter for answer, idea in group}, key=f"{letters.TOGETHER}{key}", dry_run=dry_run)
        report.moved += done.moved
        report.refused |= done.refused
    moved = set(report.moved)
    told = together([(idea, answer.reason or answer.outcome) for answer, idea in drafts if idea.id in moved], key=key)
    report.people = len(told)
    if not dry_run:
        _keep(drafts, moved=report.moved, told=told, by=by, at=at)
    return report


def _drafts(ids: Sequence[int]) -> list[tuple[Answer, Proposal]]:
    asked = select(Answer, Proposal).join(Proposal, Proposal.id == Answer.proposal_id).where(Answer.proposal_id.in_(ids), Answer.publication_id.is_(None))
    found = [(row[0], row[1]) for row in db.session.execute(asked.order_by(Answer.proposal_id).with_for_update(of=Answer))]
    if not found:
        raise Refusal("nothing-to-publish")
    return found


def _alike(drafts: Sequence[tuple[Answer, Proposal]]) -> Iterator[tuple[tuple[str, str], list[tuple[Answer, Proposal]]]]:
    groups: dict[tuple[str, str], list[tuple[Answer, Proposal]]] = defaultdict(list)
    for answer, idea in drafts:
        groups[answer.outcome, answer.reason or ""].append((answer, idea))
    yield from sorted(groups.items())


def _form(answer: Answer) -> dict[str, object]:
    """What the step keeps of an answer, besides the letter."""
    kept = {"reason": answer.reason, "unit": answer.unit, "days": answer.days, "case_number": answer.case_number}
    return {name: value for name, value in kept.items() if value}


def _keep(drafts: Sequence[tuple[Answer, Proposal]], *, moved: Sequence[int], told: list[Letter], by: Actor, at: int) -> None:
    if not moved:
        return
    publication = Publication(by_id=person_id(by), at_us=at, answers=len(moved))
    db.session.add(publication)
    db.session.flush()
    out = [answer.id for answer, idea in drafts if idea.id in set(moved)]
    db.session.execute(update(Answer).where(Answer.id.in_(out)).values(publication_id=publication.id))
    letters.put(told, at=at)


def _ask_whether(ideas: Sequence[Proposal], *, who: str, by: Actor) -> None:
    """Staff (for publishing: the lead) of every one of these streets, or of the support organisation."""
    held = posts_of(db.session(), actor=by)
    if any(post.kind in EVERYWHERE[who] for post in held):
        return
    streets = {post.street_id for post in held if post.kind in OF_ITS_STREET[who]}
    if any(idea.street_id not in streets for idea in ideas) or not ideas and not streets:
        raise Refusal("answer-not-yours")
