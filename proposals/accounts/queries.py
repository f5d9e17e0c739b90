"""What the account pages ask."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import joinedload

from workflow.tables import instance

from ..paging import Page, page_of
from ..storage import db
from .models import DataRequest, Message, Person, SignIn

SESSIONS_SHOWN = 20
ROOT = instance.alias("root")
CASE = select(instance, ROOT.c.workflow.label("root_workflow")).join(ROOT, ROOT.c.id == instance.c.root_id).where(instance.c.id == bindparam("case"))
ROOTS = (select(instance.c.id, ROOT.c.id.label("root_id"), ROOT.c.workflow)
         .join(ROOT, ROOT.c.id == instance.c.root_id).where(instance.c.id.in_(bindparam("cases", expanding=True))))
UNREAD = select(Message.id).where(Message.person_id == bindparam("person"), Message.read_us.is_(None)).limit(1)


def person_named(name: str) -> Person | None:
    """The person who signs in with this phone or sign-in name."""
    return db.session.scalars(select(Person).where((Person.phone == name) | (Person.login == name))).one_or_none()


def sessions_of(person_id: int) -> list[SignIn]:
    """A person's sessions that were not ended, the newest first."""
    query = select(SignIn).where(SignIn.person_id == person_id, SignIn.ended_us.is_(None))
    return list(db.session.scalars(query.order_by(SignIn.id.desc()).limit(SESSIONS_SHOWN)))


def messages_of(person_id: int, *, after: int | None, before: int | None) -> Page[Message]:
    """One page of a person's box, the newest first."""
    return page_of(select(Message).where(Message.person_id == person_id), Message.id, after=after, before=before, rows=20)


def message_of(person_id: int, *, message_id: int) -> Message | None:
    """One message of this person's own box."""
    return db.session.scalars(select(Message).where(Message.id == message_id, Message.person_id == person_id)).one_or_none()


def has_unread(person_id: int) -> bool:
    """Whether anything in the box was not read yet."""
    return db.session.scalar(UNREAD, {"person": person_id}) is not None


def case_row(case_id: int) -> Row[Any] | None:
    """Where a case stands: its row in the engine's table, and ``root_workflow``, the machine of the matter that people know it by."""
    return db.session.execute(CASE, {"case": case_id}).one_or_none()


@dataclass(frozen=True, slots=True)
class Root:
    """The case that people know a matter by, and its machine."""

    id: int
    workflow: str


def roots_of(case_ids: Collection[int]) -> dict[int, Root]:
    """For each case the root of its family; one statement."""
    if not case_ids:
        return {}
    rows = db.session.execute(ROOTS, {"cases": list(set(case_ids))})
    return {row.id: Root(row.root_id, row.workflow) for row in rows}


def requests_of(person_id: int) -> list[DataRequest]:
    """What a person asked about their data, the newest first; twenty at most."""
    asked = select(DataRequest).where(DataRequest.person_id == person_id)
    return list(db.session.scalars(asked.order_by(DataRequest.id.desc()).limit(20)))


def open_requests() -> list[DataRequest]:
    """Requests nobody answered yet with who asked, the first due first; fifty at most, one statement."""
    asked = select(DataRequest).where(DataRequest.outcome.is_(None)).options(joinedload(DataRequest.person))
    return list(db.session.scalars(asked.order_by(DataRequest.due_us, DataRequest.id).limit(50)))
