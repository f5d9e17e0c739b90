"""What people do with their accounts: sign in and out, register, change a password, end sessions, give and end posts.

Passwords are hashed and checked before a unit of work begins, never inside one. ``at`` is UTC microseconds throughout.
"""
from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select, update

from workflow import Actor, Refused

from ..errors import Refusal
from ..storage import act, db
from . import passwords, queries, session
from .models import Consent, Message, Person, Post, SignIn
from .session import DAY, MINUTE

FAILURES_ALLOWED, LOCKED_FOR = 5, 15 * MINUTE
PROVISIONAL_FOR = 7 * DAY
PRIVACY_VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to give: its kind (gate.POSTS), and for which street and organisation, by id."""

    kind: str
    street_id: int | None
    organisation_id: int | None


def sign_in(name: str, *, password: str, at: int) -> str:
    """Begin a session and return its token; ``name`` is a phone or a sign-in name.

    Refused as ``sign-in-wrong`` (the same for an unknown name), ``sign-in-locked`` for 15 minutes after five failures,
    ``password-expired`` when a password made by somebody else was not used within seven days.
    """
    person = queries.person_named(name)
    kept = (person.id, person.password_hash) if person else (None, None)
    if person is not None:
        _refuse_while_locked(person, at=at)
    db.session.rollback()
    right = passwords.fits(kept[1], password=password)
    if kept[0] is None or not right:
        if kept[0] is not None:
            _count_failure(kept[0], at=at)
        raise Refusal("sign-in-wrong")
    return _begin(kept[0], at=at)


def _refuse_while_locked(person: Person, *, at: int) -> None:
    if person.locked_until_us is not None and person.locked_until_us > at:
        raise Refusal("sign-in-locked", minutes=-(-(person.locked_until_us - at) // MINUTE))


@act
def _count_failure(person_id: int, *, at: int) -> None:
    """Count a wrong password; the fifth in a row locks the account for a while, however many came at once."""
    person = db.session.get_one(Person, person_id, with_for_update=True)
    person.failed_times += 1
    if person.failed_times >= FAILURES_ALLOWED:
        person.failed_times, person.locked_until_us = 0, at + LOCKED_FOR


@act
def _begin(person_id: int, *, at: int) -> str:
    """Add the session of somebody whose password was right; asked again whether the account was locked meanwhile."""
    person = db.session.get_one(Person, person_id, with_for_update=True)
    _refuse_while_locked(person, at=at)
    if person.provisional_until_us is not None and person.provisional_until_us < at:
        raise Refusal("password-expired")
    person.failed_times, person.locked_until_us = 0, None
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_digest=session.token_digest(token), person_id=person_id, created_us=at, seen_us=at))
    return token


@act
def sign_out(sign_in_id: int, *, at: int) -> None:
    """End one session; ending it twice changes nothing."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_us.is_(None)).values(ended_us=at))


@act
def end_others(sign_in_id: int, *, person_id: int, at: int) -> None:
    """End every session of a person but this one."""
    others = SignIn.person_id == person_id, SignIn.id != sign_in_id, SignIn.ended_us.is_(None)
    db.session.execute(update(SignIn).where(*others).values(ended_us=at))


def register(name: str, *, phone: str, password: str, at: int) -> str:
    """Make a resident's account with the present privacy consent, and begin a session: returns its token.

    Refused: ``password-length``, ``password-common``, ``password-context``, ``phone-known``.
    """
    kept = _new_hash(password, about=(name, phone))
    return _add_resident(name, phone=phone, password_hash=kept, at=at)


@act
def _add_resident(name: str, *, phone: str, password_hash: str, at: int) -> str:
    if db.session.scalar(select(Person.id).where(Person.phone == phone)) is not None:
        raise Refusal("phone-known")
    person = Person(name=name, phone=phone, password_hash=password_hash, created_us=at)
    db.session.add(person)
    db.session.flush()
    db.session.add(Consent(person_id=person.id, kind="privacy", version=PRIVACY_VERSION, at_us=at))
    return _begin(person.id, at=at)


def change_password(person_id: int, *, sign_in_id: int, old: str, new: str, at: int) -> None:
    """Replace a password and end all other sessions. Refused: ``password-wrong`` (counts as a failed sign-in), or a weak new one."""
    about = demand_password(person_id, password=old, at=at)
    if old == new:
        raise Refusal("password-same")
    _replace_password(person_id, sign_in_id=sign_in_id, password_hash=_new_hash(new, about=about), at=at)


def demand_password(person_id: int, *, password: str, at: int) -> tuple[str, ...]:
    """Let a person on only with their present password; returns their own words (name, phone, sign-in name).

    Refused: ``password-wrong`` (counts as a failed sign-in), ``sign-in-locked``.
    """
    person = db.session.get_one(Person, person_id)
    _refuse_while_locked(person, at=at)
    kept, about = person.password_hash, tuple(filter(None, (person.name, person.phone, person.login)))
    db.session.rollback()
    if not passwords.fits(kept, password=password):
        _count_failure(person_id, at=at)
        raise Refusal("password-wrong")
    return about


@act
def _replace_password(person_id: int, *, sign_in_id: int, password_hash: str, at: int) -> None:
    person = db.session.get_one(Person, person_id, with_for_update=True)
    person.password_hash, person.provisional_until_us, person.failed_times = password_hash, None, 0
    end_others(sign_in_id, person_id=person_id, at=at)


def _new_hash(password: str, *, about: tuple[str, ...]) -> str:
    weakness = passwords.weakness(password, about=about)
    if weakness is not None:
        raise Refused((weakness,))
    return passwords.digest(password)


@act
def known_resident(name: str, *, phone: str, at: int) -> int:
    """The person behind a paper form or an import: found by phone, or added without a password (nobody can sign in with it)."""
    found = db.session.scalar(select(Person.id).where(Person.phone == phone))
    if found is not None:
        return found
    person = Person(name=name, phone=phone, created_us=at)
    db.session.add(person)
    db.session.flush()
    return person.id


def add_person(name: str, *, login: str, posts: tuple[NewPost, ...], by: Actor, at: int) -> str:
    """Add somebody who works here and return a password for the first sign-in, good for seven days and to be changed then.

    Refused: ``login-taken``.
    """
    password = secrets.token_urlsafe(12)
    add_with_hash(name, login=login, posts=posts, password_hash=passwords.digest(password), provisional_until=at + PROVISIONAL_FOR, by=by, at=at)
    return password


@act
def add_with_hash(name: str, *, login: str, posts: tuple[NewPost, ...], password_hash: str, provisional_until: int | None, by: Actor, at: int) -> int:
    """Add somebody with a sign-in name, posts and a password hashed already; returns the person's id. Refused: ``login-taken``."""
    if db.session.scalar(select(Person.id).where(Person.login == login)) is not None:
        raise Refusal("login-taken", login=login)
    person = Person(name=name, login=login, password_hash=password_hash, provisional_until_us=provisional_until, created_us=at)
    db.session.add(person)
    db.session.flush()
    for post in posts:
        give_post(person.id, post=post, by=by, at=at)
    return person.id


def reset_password(person_id: int, *, by: Actor, at: int) -> str:
    """Give somebody who forgot theirs a password for one sign-in within seven days; all sessions end. Returns the password."""
    password = secrets.token_urlsafe(12)
    _reset(person_id, password_hash=passwords.digest(password), by=by, at=at)
    return password


@act
def _reset(person_id: int, *, password_hash: str, by: Actor, at: int) -> None:
    person = db.session.get_one(Person, person_id, with_for_update=True)
    person.password_hash, person.provisional_until_us = password_hash, at + PROVISIONAL_FOR
    person.failed_times, person.locked_until_us = 0, None
    end_others(0, person_id=person_id, at=at)


@act
def give_post(person_id: int, *, post: NewPost, by: Actor, at: int) -> int:
    """Give somebody a post, from now on; returns its id. A street's post names its street (CHECK)."""
    row = Post(person_id=person_id, kind=post.kind, street_id=post.street_id, organisation_id=post.organisation_id, since_us=at)
    db.session.add(row)
    db.session.flush()
    return row.id


@act
def end_post(post_id: int, *, by: Actor, at: int) -> None:
    """End a post; it stays on record. The next request of its holder already goes without it."""
    db.session.execute(update(Post).where(Post.id == post_id, Post.ended_us.is_(None)).values(ended_us=at))


@act
def mark_read(person_id: int, *, message_id: int, at: int) -> None:
    """Mark one of a person's own messages as read."""
    db.session.execute(update(Message).where(Message.id == message_id, Message.person_id == person_id, Message.read_us.is_(None)).values(read_us=at))


@act
def mark_all_read(person_id: int, *, up_to: int, at: int) -> None:
    """Mark everything in a person's box up to the newest message they saw."""
    db.session.execute(update(Message).where(Message.person_id == person_id, Message.id <= up_to, Message.read_us.is_(None)).values(read_us=at))
