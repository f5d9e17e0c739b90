"""How an idea came to where it is: its timeline with its children's steps, and with the merges into it."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, ScalarSelect, and_, bindparam, or_, select

from workflow.tables import instance, step, timer

from ... import masking
from ...accounts.models import Person
from ...storage import db
from ..models import Lineage

LONGEST = 300
SEALED = ("review",)
"""Whose steps are never told here: who scores what, and how, stays closed until the panel's own page opens it."""
END_TONES = {"merged": "is-done", "closed": "is-done", "signed": "is-done", "paid": "is-done", "not_accepted": "is-red", "not_selected": "is-red",
             "rejected": "is-red", "unsigned": "is-red", "lapsed": "is-red", "failed": "is-red", "terminated": "is-red", "refused": "is-red"}


IDEA = bindparam("idea")
MERGED = select(Lineage.source_id).where(Lineage.target_id == IDEA, Lineage.kind.in_(("merge", "duplicate")))
STORY = (select(step.c.instance_id, step.c.name, step.c.source, step.c.target, step.c.actor, step.c.at_us, step.c.payload, instance.c.workflow)
         .join(instance, instance.c.id == step.c.instance_id)
         .where(or_(instance.c.root_id == IDEA, and_(instance.c.id.in_(MERGED), step.c.name.in_(("merge_into", "unmerge")))),
                instance.c.workflow.not_in(SEALED))
         .order_by(step.c.at_us.desc(), step.c.id.desc()).limit(LONGEST))


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as people read it. ``who`` is empty for the system; note and data are what the reader may know; ``subject_id`` is whose step."""

    name: str
    who: str
    at_us: int
    source: str | None
    target: str
    note: str
    workflow: str
    subject_id: int
    tone: str
    data: dict[str, Any] = field(default_factory=dict)


def timeline(proposal_id: int, *, full: bool) -> list[Entry]:
    """The steps of an idea, of everything that hangs on it, and of the ideas merged into it; the newest first, at most 300. Two statements.

    ``full`` (for staff and the proposer) gives names and forms; the public reads 王*, and notes with phone numbers starred."""
    rows = db.session.execute(STORY, {"idea": proposal_id}).all()
    names = _names(rows)
    return [_entry(row, names=names, full=full) for row in rows]


def _names(rows: Iterable[Row[Any]]) -> dict[str, str]:
    ids = {int(row.actor[1:]) for row in rows if row.actor[:1] == "p" and row.actor[1:].isdecimal()}
    if not ids:
        return {}
    return {f"p{person_id}": name for person_id, name in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def _entry(row: Row[Any], *, names: dict[str, str], full: bool) -> Entry:
    held = json.loads(row.payload) if row.payload else {}
    note, who = held.get("note") or "", names.get(row.actor, "")
    if not full:
        note, who = (masking.text(note) if row.workflow == "proposal" else ""), masking.name(who)
    return Entry(name=row.name, who=who, at_us=row.at_us, source=row.source, target=row.target, note=note, workflow=row.workflow, subject_id=row.instance_id,
                 tone=END_TONES.get(row.target, ""), data=held.get("data") or {} if full else {})


def due_us(case_id: int) -> int | None:
    """When the present state's time is over, UTC microseconds; None where it has no deadline."""
    return db.session.scalar(select(due_of(bindparam("case"))), {"case": case_id})


def due_of(case: Any) -> ScalarSelect[int | None]:
    """The same within a statement, of the case whose id stands in this column."""
    waiting = select(timer.c.due_us).where(timer.c.instance_id == case, timer.c.kind == "deadline", timer.c.done_us.is_(None))
    return waiting.order_by(timer.c.due_us).limit(1).scalar_subquery()
