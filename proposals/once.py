"""Every form once: the client-made key, the effect and the answer are kept in one transaction.

A double click, a repeat after a lost answer or a reload gives the first answer again and does nothing twice.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import request
from flask_login import current_user
from sqlalchemy import String, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .errors import AnsweredBefore, KeyUsedOtherwise
from .forms import KeyedForm
from .storage import BigId, Micros, Model, db, unit_of_work


class RequestKey(Model):
    """One form that was carried out: its key, what it held (as a digest) and where its sender was sent."""

    __tablename__ = "request_key"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[str] = mapped_column(String(64))
    location: Mapped[str] = mapped_column(String(500))
    at_us: Mapped[int] = mapped_column(Micros)


KEPT = insert(RequestKey)
ANSWERED = select(RequestKey.content, RequestKey.location).where(RequestKey.key == bindparam("key"))


@dataclass
class Answer:
    """Where the sender goes when the work is done."""

    location: str = ""


@contextmanager
def once(form: KeyedForm) -> Iterator[Answer]:
    """Carry out the block in one write transaction under the form's key; the block sets ``answer.location``.

    Raises AnsweredBefore when the same content came under this key before, KeyUsedOtherwise when other content did.
    """
    content = _digest()
    answer = Answer()
    with unit_of_work():
        earlier = db.session.execute(ANSWERED, {"key": form.key.data}).one_or_none()
        if earlier is not None:
            if earlier.content != content:
                raise KeyUsedOtherwise()
            raise AnsweredBefore(earlier.location)
        yield answer
        db.session.connection().execute(KEPT, {"key": form.key.data, "content": content, "location": answer.location, "at_us": clock.now()})


def _digest() -> str:
    """What was sent, by whom and to where; the CSRF token is not content."""
    fields = sorted((name, value) for name, values in request.form.lists() if name != "csrf_token" for value in values)
    who = current_user.get_id() or ""
    body = request.get_data() if request.is_json else b""
    return hashlib.sha256(repr((who, request.path, fields, body)).encode()).hexdigest()
