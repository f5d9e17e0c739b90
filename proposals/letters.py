"""Messages out: a notice that a move promised becomes a line in the box of everybody it concerns.

Which people a role means is entered by the rooms (``people_for``), and so is the box itself (``kept_by``); this file only brings the two
together. It is called after the move was kept, at least once per message, so the box must know a repetition by its ``dedup``.
"""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workflow import locks, outbox, tables
from workflow.chain import canonical

from . import clock, words
from .machine import registry
from .storage import db, unit_of_work
from .words.answers import NOTICES
from .words.collection import REASONS
from .words.convening import NOTICES as SEATS
from .words.importing import NOTICES as LISTS
from .words.letters import LETTERS, REASON

TOGETHER = "together-"
"""A bulk move whose key begins so tells its proposers in one letter of its own (``put``), not in one for each case."""


NEWS = frozenset({
    "accepted", "declined", "shortlisted", "not_selected", "merged", "unmerged", "split", "passed", "waitlisted", "rejected", "objection", "cleared", "upheld",
    "overturned", "signing", "signed", "unsigned", "started", "terminated", "qualified", "disqualified", "closed", "revived"})
"""Proposers' notices that are public steps: whoever follows the case hears of them too, in a sentence of their own."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a letter is about: the case itself (``subject``) and the case its family is known by (``root``), as their rooms' objects."""

    id: int
    workflow: str
    state: str
    season_id: int
    subject: Any
    root: Any


@dataclass(frozen=True, slots=True)
class Letter:
    """One line for one person's box. ``facts`` is JSON; ``dedup`` is the same for the same message and person."""

    person_id: int
    case_id: int | None
    template: str
    facts: str
    dedup: str


Find = Callable[[Session, Case], set[int]]
Word = Callable[[Session, Case, outbox.Message, dict[str, Any]], tuple[str, dict[str, object]]]
_people: dict[tuple[str | None, str], Find] = {}
_words: dict[str, Word] = {}
_boxes: list[Callable[[list[Letter], int], None]] = []
_also: dict[str, Find] = {}


def people_for(role: str, workflow: str | None = None) -> Callable[[Find], Find]:
    """Enter who is meant by a role in a notice, for one workflow or (None) for all: (database session, case) → ids of persons."""
    def enter(find: Find) -> Find:
        if _people.get((workflow, role), find) is not find:
            raise ValueError(f"two answers to who is {role} of {workflow or 'any case'}")
        _people[workflow, role] = find
        return find
    return enter


def kept_by(box: Callable[[list[Letter], int], None]) -> Callable[[list[Letter], int], None]:
    """Enter where letters are kept: called within a unit of work with the letters and the time (UTC microseconds)."""
    _boxes[:] = [box]
    return box


def known_roles() -> set[tuple[str | None, str]]:
    """Every (workflow or None, role) that somebody answers for; for the test that pairs them with the definitions."""
    return set(_people)


def also_told(workflow: str) -> Callable[[Find], Find]:
    """Enter who hears of the public steps of this workflow's cases, besides those its notices name."""
    def enter(find: Find) -> Find:
        if _also.get(workflow, find) is not find:
            raise ValueError(f"two answers to who follows a {workflow}")
        _also[workflow] = find
        return find
    return enter


def worded(*templates: str) -> Callable[[Word], Word]:
    """Enter who says a notice more fully than its title and number: returns the sentence to use and the facts it needs besides."""
    def enter(word: Word) -> Word:
        for template in templates:
            if _words.get(template, word) is not word:
                raise ValueError(f"two ways to say {template}")
            _words[template] = word
        return word
    return enter


def promise(session: Session, notices: list[dict[str, Any]], *, at: int) -> None:
    """Put notices that no move promises into the outbox, to be sent from ``at`` on (UTC microseconds); one statement.

    Each names ``instance`` (the case), ``role``, ``template`` and, where its sentence needs them, ``facts``."""
    if notices:
        session.connection().execute(insert(tables.outbox), [{"topic": "notice", "payload": canonical(each), "due_us": at} for each in notices])


def put(written: list[Letter], *, at: int) -> None:
    """Lay letters into boxes at once, within the unit of work that makes them true."""
    for box in _boxes:
        box(written, at)


def send(message: outbox.Message) -> None:
    """Deliver one message of the outbox: notices and reminders go into boxes; other topics are nobody's letters."""
    if message.topic not in ("notice", "remind"):
        return
    with unit_of_work():
        session = db.session()
        if message.payload["role"] != "proposer" or not _told_together(session, message=message):
            put(letters_of(session, message=message), at=_sent_at(session, message=message))
        if message.payload["role"] == "proposer" and message.payload.get("template") in NEWS:
            put(_news(session, message=message), at=_sent_at(session, message=message))


def _news(session: Session, *, message: outbox.Message) -> list[Letter]:
    """One line for everybody who follows the case: what it is and where it stands now; reasons stay between the office and the proposer."""
    case = _case(session, instance_id=message.payload["instance"])
    if case.workflow not in _also or case.id != case.root.id:
        return []
    reached = session.execute(select(tables.step.c.target).where(tables.step.c.id == message.step_id)).scalar() if message.step_id is not None else case.state
    told = {"workflow": case.workflow, "title": case.root.title, "number": case.root.number or "", "reached": reached}
    facts = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return [Letter(each, case.id, "news", facts, f"{message.id}:news:{each}") for each in sorted(_also[case.workflow](session, case))]


def _told_together(session: Session, *, message: outbox.Message) -> bool:
    """Whether the step behind a message belongs to a bulk that wrote to its proposers itself."""
    if message.step_id is None:
        return False
    batch = session.execute(select(tables.step.c.batch).where(tables.step.c.id == message.step_id)).scalar()
    return (batch or "").startswith(TOGETHER)


def letters_of(session: Session, *, message: outbox.Message) -> list[Letter]:
    """What a notice or reminder says, to each person it concerns; nothing is kept by this."""
    case = _case(session, instance_id=message.payload["instance"])
    role = message.payload["role"]
    find = _people.get((case.workflow, role)) or _people[None, role]
    template, facts = _facts(session, case=case, message=message)
    return [Letter(each, case.id, template, facts, f"{message.id}:{each}") for each in sorted(find(session, case))]


def _case(session: Session, *, instance_id: int) -> Case:
    """The case with its own object and its root's; a few statements."""
    row = session.execute(locks.ROW, {"instance": instance_id}).one()
    root = row if row.root_id == row.id else session.execute(locks.ROW, {"instance": row.root_id}).one()
    subject, top = (session.get(registry.subjects[each.workflow], each.id) for each in (row, root))
    return Case(row.id, row.workflow, row.state, row.season_id, subject, top)


def _sent_at(session: Session, *, message: outbox.Message) -> int:
    """When the message was due: the moment of its move or reminder."""
    return int(session.execute(select(tables.outbox.c.due_us).where(tables.outbox.c.id == message.id)).scalar_one())


def _facts(session: Session, *, case: Case, message: outbox.Message) -> tuple[str, str]:
    """The sentence's name, and what it needs without any language: title, number, the written reason, a reminder's state and date, and
    whatever a room adds."""
    template, payload = message.payload.get("template", "remind"), _payload(session, message=message)
    facts = {"workflow": case.workflow, "title": getattr(case.root, "title", None) or "", "phase": getattr(case.root, "name", ""),
             "number": getattr(case.root, "number", None) or getattr(case.root, "receipt", None) or ""}
    facts |= {name: message.payload[name] for name in ("state", "days", "due") if name in message.payload} | message.payload.get("facts", {})
    if message.step_id is not None:
        facts["reason"] = payload.get("note") or ""
    if template in _words:
        template, more = _words[template](session, case, message, payload.get("data") or {})
        facts |= more
    return template, json.dumps(facts, ensure_ascii=False, sort_keys=True)


def _payload(session: Session, *, message: outbox.Message) -> dict[str, Any]:
    """The form and the reason of the move that promised this; nothing for reminders, and after erasure."""
    kept = session.execute(select(tables.step.c.payload).where(tables.step.c.id == message.step_id)).scalar() if message.step_id is not None else None
    found: dict[str, Any] = json.loads(kept) if kept else {}
    return found


def text_of(template: str, *, facts: str) -> str:
    """The letter's sentence in the reader's language; the written reason follows where there is one."""
    given = json.loads(facts)
    if given["workflow"] == "phase":
        given["title"] = words.stage_title("proposal", given["phase"])
    if "reached" in given:
        given["reached"] = words.public_title(given["workflow"], given["reached"])
    if "state" in given:
        given |= {"state": words.state_title(given["workflow"], given["state"]), "due": format_date(clock.local(given["due"]).date(), "long")}
    if "answers" in given:
        given["list"] = _("；").join(_("“%(title)s”%(outcome)s", title=title, outcome=_outcome(code)) for title, code in given["answers"])
    text = str(NOTICES.get(template) or LISTS.get(template) or SEATS.get(template) or LETTERS[template]) % (given | {"title": given["title"] or _("（未命名）")})
    return f"{text} {str(REASON) % given}" if given.get("reason") else text


def _outcome(code: str) -> str:
    """What an answer comes to, for a list of several: a coded reason, or the name of a move."""
    return str(REASONS[code]) if code in REASONS else words.move_title("proposal", code)
