"""What a person may ask about their own data: a copy, a correction, to be forgotten. Every request is logged and due in fifteen working days,
Monday to Friday: no season's calendar covers them.

Being forgotten makes the person nobody: name, phone, sign-in and words of their own go, decisions and the chain of history stay (domain.md C, PIPL 44–50).
"""
from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workflow import Actor, history
from workflow.calendar import WorkingDays
from workflow.tables import step

from ..errors import Refusal
from ..gate import person_id as number_of
from ..storage import act, db
from .confirming.acts import forget_phone
from .models import Consent, DataRequest, Message, Person, Post, SignIn
from .personal import forget, forgets, tells

ANSWER_WORKDAYS = 15
OWN_WORDS = ("proposer", "appellant")
"""Roles in which somebody speaks for themselves. What they wrote in office is the office's, and stays."""


@act
def ask(person_id: int, *, kind: str, words: str, at: int) -> DataRequest:
    """Log a person's request (``copy``, ``correct``, ``erase``); the same kind waits once (``asked-already``). A correction says what is wrong
    (``say-what-is-wrong``)."""
    waiting = select(DataRequest.id).where(DataRequest.person_id == person_id, DataRequest.kind == kind, DataRequest.outcome.is_(None))
    if db.session.scalar(waiting.limit(1)) is not None:
        raise Refusal("asked-already")
    if kind == "correct" and not words.strip():
        raise Refusal("say-what-is-wrong")
    due, _provisional = WorkingDays({}).after(at, ANSWER_WORKDAYS, "workday")
    request = DataRequest(person_id=person_id, kind=kind, words=words, asked_us=at, due_us=due)
    db.session.add(request)
    db.session.flush()
    return request


@act
def take_back(request_id: int, *, by: Actor, at: int) -> None:
    """The person takes a waiting request back; refuses ``not-your-request`` and ``request-closed``."""
    request = _open(request_id)
    if request.person_id != number_of(by):
        raise Refusal("not-your-request")
    _close(request, outcome="taken_back", answer="", by=by, at=at)


@act
def note_copy(person_id: int, *, by: Actor, at: int) -> None:
    """Log that a person took a copy of their data; done at once."""
    due, _provisional = WorkingDays({}).after(at, ANSWER_WORKDAYS, "workday")
    db.session.add(DataRequest(person_id=person_id, kind="copy", words="", asked_us=at, due_us=due, outcome="done", by_id=number_of(by), closed_us=at))


@act
def refuse(request_id: int, *, answer: str, by: Actor, at: int) -> None:
    """Say no to a request, and why; another person than the one who asked (``second-person-for-requests``)."""
    if not answer.strip():
        raise Refusal("say-why-not")
    _close(_others(request_id, by=by), outcome="refused", answer=answer, by=by, at=at)


@act
def correct(request_id: int, *, name: str, phone: str | None, answer: str, by: Actor, at: int) -> None:
    """Put name and phone right as asked; refuses ``phone-taken`` where somebody else has that phone."""
    request = _others(request_id, by=by)
    taken = select(Person.id).where(Person.phone == phone, Person.id != request.person_id)
    if phone and db.session.scalar(taken) is not None:
        raise Refusal("phone-taken")
    person = db.session.get_one(Person, request.person_id)
    person.name, person.phone = name, phone or person.phone
    _close(request, outcome="done", answer=answer, by=by, at=at)


@act
def erase(request_id: int, *, by: Actor, at: int) -> None:
    """Forget the person who asked for it. Refuses ``holds-a-post`` while they are in office: end the post first."""
    request = _others(request_id, by=by)
    if request.kind != "erase":
        raise Refusal("not-asked-to-erase")
    held = select(Post.id).where(Post.person_id == request.person_id, Post.ended_us.is_(None))
    if db.session.scalar(held.limit(1)) is not None:
        raise Refusal("holds-a-post")
    session = db.session()
    forget(session, person_id=request.person_id)
    person = session.get_one(Person, request.person_id)
    person.name, person.phone, person.login, person.password_hash, person.erased_us = "", None, None, None, at
    request.words = ""
    _close(request, outcome="done", answer="", by=by, at=at)


def _open(request_id: int) -> DataRequest:
    request = db.session.scalars(select(DataRequest).where(DataRequest.id == request_id).with_for_update()).one_or_none()
    if request is None or request.outcome is not None:
        raise Refusal("request-closed")
    return request


def _others(request_id: int, *, by: Actor) -> DataRequest:
    request = _open(request_id)
    if request.person_id == number_of(by):
        raise Refusal("second-person-for-requests")
    return request


def _close(request: DataRequest, *, outcome: str, answer: str, by: Actor, at: int) -> None:
    request.outcome, request.answer, request.by_id, request.closed_us = outcome, answer, number_of(by), at


@tells("person")
def person_as_kept(session: Session, person_id: int) -> dict[str, object]:
    """Name, phone, posts, consents, sign-ins and messages."""
    person = session.get_one(Person, person_id)
    posts = session.execute(select(Post.kind, Post.since_us, Post.ended_us).where(Post.person_id == person_id))
    consents = session.execute(select(Consent.kind, Consent.version, Consent.at_us).where(Consent.person_id == person_id).order_by(Consent.id))
    sign_ins = session.execute(select(SignIn.created_us, SignIn.seen_us, SignIn.ended_us).where(SignIn.person_id == person_id).order_by(SignIn.id))
    messages = session.execute(select(Message.template, Message.facts, Message.at_us, Message.read_us).where(Message.person_id == person_id)
                               .order_by(Message.id))
    asked = session.execute(select(DataRequest.kind, DataRequest.words, DataRequest.asked_us, DataRequest.outcome, DataRequest.answer)
                            .where(DataRequest.person_id == person_id).order_by(DataRequest.id))
    named = {"posts": posts, "consents": consents, "sign_ins": sign_ins, "messages": messages, "requests": asked}
    return {"name": person.name, "phone": person.phone, "login": person.login, "since_us": person.created_us,
            **{name: [dict(row._mapping) for row in rows] for name, rows in named.items()}}


@forgets
def forget_the_account(session: Session, person_id: int) -> None:
    """Sessions end, messages go, and what the person wrote into the history in their own cause is emptied; its chain still verifies.

    Consents stay as the record that there were some, by nobody's name."""
    session.execute(delete(Message).where(Message.person_id == person_id))
    forget_phone(session, person_id)
    session.execute(delete(SignIn).where(SignIn.person_id == person_id))
    own = session.scalars(select(step.c.id).where(step.c.actor == f"p{person_id}", step.c.role.in_(OWN_WORDS), step.c.payload.is_not(None))).all()
    for step_id in own:
        history.erase_payload(session, step_id=step_id)
    session.execute(update(DataRequest).where(DataRequest.person_id == person_id).values(words=""))
