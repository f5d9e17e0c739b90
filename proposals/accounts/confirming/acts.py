"""What people do with their second factor: set it up, show a code, give it up. ``at`` is UTC microseconds.

A wrong code is counted in a transaction of its own, so that the refusal does not undo the count; the fifth in a row locks for a while.
"""
from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workflow import Actor

from ... import gate
from ...errors import Refusal
from ...storage import act, db
from ..personal import tells
from ..session import MINUTE
from . import recovery
from .models import Confirmation, PhoneEvent, RecoveryCode, SecondFactor
from .sealing import LENGTH, seal, unseal
from .totp import step_shown

LASTS = 5 * MINUTE
FAILURES_ALLOWED, LOCKED_FOR = 5, 15 * MINUTE


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


@act
def begin(person_id: int) -> bytes:
    """Draw a new secret for a person's phone and return it; the one in use goes on until the new one's first code is right."""
    secret, factor = secrets.token_bytes(LENGTH), _factor(person_id)
    if factor is None:
        factor = SecondFactor(person_id=person_id)
        db.session.add(factor)
    factor.next_sealed = seal(secret, key=_key())
    return secret


def finish(person_id: int, *, code: str, sign_in_id: int | None, at: int) -> None:
    """The phone shows the right code for the new secret: from now on it is the one, and this session may sign.

    Refused: ``no-phone-waiting``, ``code-wrong``, ``code-locked``.
    """
    if not _take_over(person_id, code=code, sign_in_id=sign_in_id, at=at):
        _count_failure(person_id, at=at)
        raise Refusal("code-wrong")


@act
def _take_over(person_id: int, *, code: str, sign_in_id: int | None, at: int) -> bool:
    factor = _factor(person_id)
    if factor is None or factor.next_sealed is None:
        raise Refusal("no-phone-waiting")
    _refuse_while_locked(factor, at=at)
    step = step_shown(unseal(factor.next_sealed, key=_key()), code=code, at=at)
    if step is not None:
        factor.sealed, factor.next_sealed, factor.since_us = factor.next_sealed, None, at
        _note(factor, step=step, sign_in_id=sign_in_id, at=at)
        recovery.note(person_id, what="set-up", by_id=person_id, at=at)
    return step is not None


def confirm(person_id: int, *, code: str, sign_in_id: int | None, at: int) -> None:
    """Show a code in a session – from the phone, or a recovery code; for five minutes it may sign. The same code again in the same session and time
    changes nothing.

    Refused: ``no-second-factor``, ``code-wrong``, ``code-used`` (each code opens once), ``code-locked``. Not to be called inside a unit of work.
    """
    shown = _show_paper if recovery.SHAPE.fullmatch(recovery.plain(code)) else _show
    if not shown(person_id, code=code, sign_in_id=sign_in_id, at=at):
        _count_failure(person_id, at=at)
        raise Refusal("code-wrong")


@act
def _show(person_id: int, *, code: str, sign_in_id: int | None, at: int) -> bool:
    factor = _factor(person_id)
    if factor is None or factor.sealed is None:
        raise Refusal("no-second-factor")
    _refuse_while_locked(factor, at=at)
    step = step_shown(unseal(factor.sealed, key=_key()), code=code, at=at)
    if step is None or _is_repeated(person_id, step=step, sign_in_id=sign_in_id, at=at):
        return step is not None
    if step <= factor.last_step:
        raise Refusal("code-used")
    _note(factor, step=step, sign_in_id=sign_in_id, at=at)
    return True


@act
def _show_paper(person_id: int, *, code: str, sign_in_id: int | None, at: int) -> bool:
    """A recovery code takes the place of a half minute's code; it is written down, so that its owner sees a use that was not theirs."""
    factor = _factor(person_id)
    if factor is None or factor.sealed is None:
        raise Refusal("no-second-factor")
    _refuse_while_locked(factor, at=at)
    row = recovery.found(person_id, code=code)
    if row is None or _is_repeated(person_id, step=-row.id, sign_in_id=sign_in_id, at=at):
        return row is not None
    if row.used_us is not None:
        raise Refusal("code-used")
    row.used_us, factor.failed_times = at, 0
    db.session.add(Confirmation(person_id=person_id, sign_in_id=sign_in_id, step=-row.id, at_us=at, until_us=at + LASTS))
    recovery.note(person_id, what="code-used", by_id=person_id, at=at)
    return True


@act
def make_codes(person_id: int, *, sign_in_id: int, at: int) -> tuple[str, ...]:
    """Ten new recovery codes, which void the old ones; returned once and kept as digests.

    Refused: ``no-second-factor``, ``code-needed`` in a session that has not shown a code within five minutes.
    """
    factor = _factor(person_id)
    if factor is None or factor.sealed is None:
        raise Refusal("no-second-factor")
    if confirmed_until(sign_in_id, at=at) is None:
        raise Refusal("code-needed")
    recovery.note(person_id, what="codes-made", by_id=person_id, at=at)
    return recovery.new_set(person_id)


def _note(factor: SecondFactor, *, step: int, sign_in_id: int | None, at: int) -> None:
    """The code is used up, and the session confirmed."""
    factor.last_step, factor.failed_times = step, 0
    db.session.add(Confirmation(person_id=factor.person_id, sign_in_id=sign_in_id, step=step, at_us=at, until_us=at + LASTS))


def _is_repeated(person_id: int, *, step: int, sign_in_id: int | None, at: int) -> bool:
    """A double click, or a form sent again: the very code that this session is confirmed by."""
    same = Confirmation.person_id == person_id, Confirmation.step == step, Confirmation.sign_in_id == sign_in_id, Confirmation.until_us > at
    return sign_in_id is not None and db.session.scalar(select(Confirmation.id).where(*same).limit(1)) is not None


@act
def give_up(person_id: int, *, by: Actor, at: int) -> None:
    """Take a person's second factor away, because the phone is lost, and the recovery codes with it: a new one is set up with the password.

    Like a forgotten password by the command line alone; written down, so that its owner sees it.
    """
    for model in (SecondFactor, RecoveryCode):
        db.session.execute(delete(model).where(model.person_id == person_id))
    db.session.execute(update(Confirmation).where(Confirmation.person_id == person_id, Confirmation.until_us > at, Confirmation.at_us < at).values(until_us=at))
    recovery.note(person_id, what="taken-away", by_id=gate.person_id(by), at=at)


def state_of(person_id: int) -> SecondFactor | None:
    """A person's second factor; None where none was ever begun."""
    return db.session.scalars(select(SecondFactor).where(SecondFactor.person_id == person_id)).one_or_none()


def waiting_secret(factor: SecondFactor) -> bytes | None:
    """The secret that waits for its first code, for the page that shows it to its owner."""
    return unseal(factor.next_sealed, key=_key()) if factor.next_sealed else None


def secret_in_use(person_id: int) -> bytes | None:
    """The secret by which this person's codes are checked; for plays and tests, whose phones are programs."""
    factor = state_of(person_id)
    return unseal(factor.sealed, key=_key()) if factor is not None and factor.sealed is not None else None


def confirmed_until(sign_in_id: int, *, at: int) -> int | None:
    """Until when this session may sign; None where it must show a code first."""
    query = select(Confirmation.until_us).where(Confirmation.sign_in_id == sign_in_id, Confirmation.at_us <= at, Confirmation.until_us > at)
    return db.session.scalar(query.order_by(Confirmation.until_us.desc()).limit(1))


def is_confirmed(session: Session, *, person_id: int, at: int) -> bool:
    """Whether a person showed a code within the last five minutes, in whichever session."""
    query = select(Confirmation.id).where(Confirmation.person_id == person_id, Confirmation.at_us <= at, Confirmation.until_us > at)
    return session.scalar(query.limit(1)) is not None


def _factor(person_id: int) -> SecondFactor | None:
    return db.session.scalars(select(SecondFactor).where(SecondFactor.person_id == person_id).with_for_update()).one_or_none()


def _refuse_while_locked(factor: SecondFactor, *, at: int) -> None:
    if factor.locked_until_us is not None and factor.locked_until_us > at:
        raise Refusal("code-locked", minutes=-(-(factor.locked_until_us - at) // MINUTE))


@act
def _count_failure(person_id: int, *, at: int) -> None:
    """Count a wrong code; the fifth in a row locks the second factor for a while, however many came at once."""
    factor = _factor(person_id)
    if factor is None:
        return
    factor.failed_times += 1
    if factor.failed_times >= FAILURES_ALLOWED:
        factor.failed_times, factor.locked_until_us = 0, at + LOCKED_FOR


def forget_phone(session: Session, person_id: int) -> None:
    """Secret and moments go together, before the sessions they name."""
    for model in (SecondFactor, Confirmation, RecoveryCode):
        session.execute(delete(model).where(model.person_id == person_id))


@tells("second_factor")
def phone_as_kept(session: Session, person_id: int) -> list[dict[str, object]]:
    """Since when there is one, and when it was shown; never the secret."""
    since = session.scalar(select(SecondFactor.since_us).where(SecondFactor.person_id == person_id))
    shown = session.scalars(select(Confirmation.at_us).where(Confirmation.person_id == person_id).order_by(Confirmation.id))
    events = session.execute(select(PhoneEvent.what, PhoneEvent.at_us).where(PhoneEvent.person_id == person_id).order_by(PhoneEvent.id))
    happened = [{"what": what, "at_us": at_us} for what, at_us in events]
    return [{"since_us": since, "shown_us": list(shown), "events": happened}] if since is not None or happened else []


def events_of(person_id: int) -> Sequence[PhoneEvent]:
    """What happened to a person's second factor, the newest first; at most twenty."""
    return db.session.scalars(select(PhoneEvent).where(PhoneEvent.person_id == person_id).order_by(PhoneEvent.id.desc()).limit(20)).all()
