"""Sessions of signed-in people: which cookie opens which account, and for how long.

The cookie holds a random token of 256 bits; the table holds its SHA-256, so that a copy of the table opens nothing. A session ends at
sign-out, after its absolute limit (staff 12 hours, residents 30 days) and on idling (staff 30 minutes, residents 14 days). A GET never
writes, so idling is counted from the later of two marks: ``sign_in.seen_us``, renewed within a POST's own unit of work, and a moment in
the signed cookie, renewed by any request; both at most once a minute. An old copy of a cookie thus goes stale even while its owner works on.
"""
from __future__ import annotations

import hashlib
from typing import Any

from flask import Flask, has_request_context, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import Row, bindparam, event, select, update

from .. import clock
from ..shell import address
from ..storage import db
from .models import Person, Post, Session, SignIn

MINUTE = 60 * clock.SECOND
DAY = 24 * 60 * MINUTE
STAFF_IDLE, STAFF_LONGEST = 30 * MINUTE, 12 * 60 * MINUTE
RESIDENT_IDLE, RESIDENT_LONGEST = 14 * DAY, 30 * DAY
SEEN = "seen"
OPEN_WHILE_PROVISIONAL = {"accounts.change_password", "accounts.sign_out", "static"}
BY_TOKEN = (select(SignIn.id, SignIn.created_us, SignIn.seen_us, SignIn.person_id, Person.name, Person.provisional_until_us, Post.kind, Post.street_id,
                   Post.organisation_id)
            .join(Person, Person.id == SignIn.person_id).outerjoin(Post, (Post.person_id == Person.id) & Post.ended_us.is_(None))
            .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_us.is_(None)).order_by(Post.id))  # put together once, not in every request
manager = LoginManager()


def register(app: Flask) -> None:
    """Install the user loader, the marks of activity, and the way to a password of one's own."""
    manager.session_protection = None  # phones change their address all day; the token alone is the proof
    manager.init_app(app)
    manager.user_loader(load)
    app.before_request(_mark)
    app.before_request(_own_password_first)
    if not event.contains(db.session, "before_commit", _mark_in_unit):  # one session registry for all apps of a process: once is enough
        event.listen(db.session, "before_commit", _mark_in_unit)
    app.context_processor(lambda: {"account_links": _links()})


def token_digest(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def load(token: str) -> Session | None:
    """The person whose session this token opens, or None if it has ended, idled away or reached its limit; one statement."""
    rows = db.session.execute(BY_TOKEN, {"digest": token_digest(token)}).all()
    if not rows:
        return None
    row, person = rows[0], Session(rows, token=token)
    return person if is_live(row, staff=bool(person.posts), seen=max(row.seen_us, session.get(SEEN, 0)), at=clock.now()) else None


def is_live(row: SignIn | Row[Any], *, staff: bool, seen: int, at: int) -> bool:
    """Whether a session that was last seen then still counts now (UTC microseconds)."""
    idle, longest = (STAFF_IDLE, STAFF_LONGEST) if staff else (RESIDENT_IDLE, RESIDENT_LONGEST)
    return at - seen <= idle and at - row.created_us <= longest


def enter(token: str, *, at: int) -> Session:
    """Give this browser a new session; whatever its cookie held before is forgotten, its CSRF token too."""
    session.clear()
    session[SEEN] = at
    person = load(token)
    if person is None:
        raise LookupError("a session just begun is not there")
    session.permanent = not person.posts
    login_user(person)
    return person


def leave() -> None:
    """Empty this browser's cookie."""
    logout_user()
    session.clear()


def _mark() -> None:
    """Renew the moment in the cookie."""
    if request.endpoint != "static" and current_user.is_authenticated and clock.now() - session.get(SEEN, 0) > MINUTE:
        session[SEEN] = clock.now()


def _mark_in_unit(database: Any) -> None:
    """Renew the moment in the table, within the unit of work that a signed-in person's POST commits anyway."""
    if not database.info.get("writing") or not has_request_context() or not current_user.is_authenticated:
        return
    at = clock.now()
    if current_user.seen_us >= at - MINUTE:
        return
    mark = update(SignIn).where(SignIn.id == current_user.sign_in_id, SignIn.seen_us < at - MINUTE).values(seen_us=at)
    database.execute(mark.execution_options(synchronize_session=False))


def _own_password_first() -> Any:
    """Somebody whose password was made by another person chooses one of their own before anything else."""
    if current_user.is_authenticated and current_user.provisional and request.endpoint not in OPEN_WHILE_PROVISIONAL:
        return redirect(url_for("accounts.change_password"))
    return None


def _links() -> list[tuple[str, str]]:
    """The links beside a signed-in person's name."""
    if not current_user.is_authenticated:
        return []
    return [(address("accounts.messages"), _("消息")), (address("accounts.account"), _("我的账号")), (address("accounts.sign_out"), _("退出"))]
