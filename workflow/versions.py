"""Definitions as they were: stored by digest, so that a season ends by the rules with which it began.

A case keeps its version; a changed meaning takes a new guard name. ``replay`` says what a new definition would have forbidden.
"""
from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from .definition import Workflow, from_canonical
from .refusals import UnknownVersion
from .tables import version


def store(session: Session, *, workflow: Workflow, at: int) -> None:
    """Keep a definition under its digest; storing it again changes nothing. ``at`` is UTC microseconds."""
    connection = session.connection()
    if connection.execute(select(version.c.digest).where(version.c.digest == workflow.digest)).first() is None:
        connection.execute(insert(version).values(digest=workflow.digest, name=workflow.name, body=workflow.canonical, at_us=at))


def fetch(session: Session, *, digest: str) -> Workflow:
    """A stored definition; ``UnknownVersion`` if there is none under this digest."""
    body = session.connection().execute(select(version.c.body).where(version.c.digest == digest)).scalar()
    if body is None:
        raise UnknownVersion(digest)
    return from_canonical(body)
