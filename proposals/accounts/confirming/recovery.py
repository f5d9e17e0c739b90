"""Recovery codes: ten on paper, for when the phone is not at hand or lost. Random enough that a keyed digest is all that is kept of them."""
from __future__ import annotations

import base64
import hmac
import re
import secrets

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ...storage import db
from .models import PhoneEvent, RecoveryCode

MANY = 10
BYTES = 10
"""Of each code: 80 bits, sixteen signs of base32."""
GROUP = 4
SHAPE = re.compile(r"[A-Z2-7]{16}")


def plain(typed: str) -> str:
    """A code as it is compared: capitals, without the dashes between its groups."""
    return typed.replace("-", "").upper()


def new_set(person_id: int) -> tuple[str, ...]:
    """Put ten new codes in place of a person's old ones and return them, the only time that anybody sees them. Within a unit of work."""
    codes = tuple(base64.b32encode(secrets.token_bytes(BYTES)).decode() for _each in range(MANY))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    db.session.add_all(RecoveryCode(person_id=person_id, digest=digest(code)) for code in codes)
    return tuple("-".join(code[start:start + GROUP] for start in range(0, len(code), GROUP)) for code in codes)


def digest(code: str) -> str:
    """What is kept of a code."""
    return hmac.digest(str(current_app.config["SECRET_KEY"]).encode(), b"recovery code" + plain(code).encode(), "sha256").hex()


def found(person_id: int, *, code: str) -> RecoveryCode | None:
    """The row of this code, used or not; locked. None for a wrong one."""
    mine = RecoveryCode.person_id == person_id, RecoveryCode.digest == digest(code)
    return db.session.scalars(select(RecoveryCode).where(*mine).with_for_update()).one_or_none()


def left(session: Session, *, person_id: int) -> int | None:
    """How many codes are still good; None where there never were any."""
    whole, good = session.execute(select(func.count(), func.count().filter(RecoveryCode.used_us.is_(None))).where(RecoveryCode.person_id == person_id)).one()
    return int(good) if whole else None


def note(person_id: int, *, what: str, by_id: int | None, at: int) -> None:
    """Write down what happened to a second factor; ``by_id`` None for the command line."""
    db.session.add(PhoneEvent(person_id=person_id, what=what, by_id=by_id, at_us=at))
