"""People and what they may be: posts, sessions, consents, messages. No identity numbers, no birth dates."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, Row, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..storage import BigId, Micros, Model
from .confirming.models import Confirmation, PhoneEvent, RecoveryCode, SecondFactor

__all__ = ["Confirmation", "Consent", "DataRequest", "Held", "Message", "Person", "PhoneEvent", "Post", "RecoveryCode", "SecondFactor", "Session", "SignIn"]


class Person(Model):
    """Somebody: a resident, a judge, a member of staff. The phone is the only identifier a resident gives."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("erased_us IS NULL OR (name = '' AND phone IS NULL AND login IS NULL AND password_hash IS NULL)",
                                      name="forgotten_leaves_nothing"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    login: Mapped[str | None] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    failed_times: Mapped[int] = mapped_column(default=0)
    locked_until_us: Mapped[int | None] = mapped_column(Micros)
    provisional_until_us: Mapped[int | None] = mapped_column(Micros)
    """Set while the password was made by somebody else: it must be changed at the first sign-in, and opens nothing after this moment."""
    created_us: Mapped[int] = mapped_column(Micros)
    erased_us: Mapped[int | None] = mapped_column(Micros)
    """When this person was forgotten on their own request; what they did stays, by nobody's name."""
    posts: Mapped[list[Post]] = relationship(back_populates="person", lazy="raise")


class Post(Model):
    """A post a person holds: which (gate.POSTS), and for which street or organisation. Ended, never deleted."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("kind NOT IN ('clerk', 'street', 'street_lead', 'chair') OR street_id IS NOT NULL", name="street_post_has_street"),
        CheckConstraint("kind <> 'organisation' OR organisation_id IS NOT NULL", name="organisation_post_has_organisation"),
        Index("ix_post_kind_street", "kind", "street_id"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"), index=True)
    since_us: Mapped[int] = mapped_column(Micros)
    ended_us: Mapped[int | None] = mapped_column(Micros)
    person: Mapped[Person] = relationship(back_populates="posts")


class SignIn(Model):
    """A session: the token's digest, so that a copy of this table opens nothing; ended at sign-out, on idling and at its limit."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    created_us: Mapped[int] = mapped_column(Micros)
    seen_us: Mapped[int] = mapped_column(Micros)
    ended_us: Mapped[int | None] = mapped_column(Micros)
    person: Mapped[Person] = relationship()


class Consent(Model):
    """What somebody agreed to, when, and to which version of the words."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """privacy, publish_name, guardian."""
    version: Mapped[str] = mapped_column(String(20))
    at_us: Mapped[int] = mapped_column(Micros)


class Message(Model):
    """A notice in a person's box; ``dedup`` is the outbox message and the person, so that a second delivery adds nothing."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("dedup"), Index("ix_message_person", "person_id", "id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    case_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("wf_instance.id"))
    template: Mapped[str] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
    read_us: Mapped[int | None] = mapped_column(Micros)
    dedup: Mapped[str] = mapped_column(String(80))


class DataRequest(Model):
    """What a person asked about their own data – a copy, a correction, to be forgotten – by when it is due, and what was done (PIPL 44–50)."""

    __tablename__ = "data_request"
    __table_args__ = (CheckConstraint("kind IN ('copy', 'correct', 'erase')", name="kind_known"),
                      CheckConstraint("outcome IN ('done', 'refused', 'taken_back')", name="outcome_known"),
                      CheckConstraint("(outcome IS NULL) = (closed_us IS NULL)", name="outcome_has_its_time"),
                      CheckConstraint("outcome <> 'refused' OR answer <> ''", name="refusal_says_why"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    asked_us: Mapped[int] = mapped_column(Micros)
    due_us: Mapped[int] = mapped_column(Micros)
    outcome: Mapped[str | None] = mapped_column(String(12))
    answer: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    closed_us: Mapped[int | None] = mapped_column(Micros)
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


@dataclass(frozen=True, slots=True)
class Held:
    """A post somebody holds now, as plain values that outlive the database session."""

    kind: str
    street_id: int | None
    organisation_id: int | None


class Session(UserMixin):
    """The signed-in person as Flask-Login and the gate see them: one look-up per request, no rows that grow with the season."""

    def __init__(self, rows: Sequence[Row[Any]], *, token: str) -> None:
        """``rows``: the session's and the person's own columns beside each post they hold now; one row where they hold none (``session.BY_TOKEN``)."""
        row = rows[0]
        self.id: int = row.person_id
        self.name: str = row.name
        self.sign_in_id: int = row.id
        self.seen_us: int = row.seen_us
        self.held = tuple(Held(each.kind, each.street_id, each.organisation_id) for each in rows if each.kind is not None)
        self.posts = frozenset(post.kind for post in self.held)
        self.provisional = row.provisional_until_us is not None
        self.token = token

    def streets(self, kinds: Collection[str], *, everywhere: Collection[str]) -> frozenset[int] | None:
        """The streets of this person's posts of these kinds; None, which is all of the district, with one of the posts ``everywhere``."""
        if not self.posts.isdisjoint(everywhere):
            return None
        return frozenset(post.street_id for post in self.held if post.kind in kinds and post.street_id is not None)

    def get_id(self) -> str:
        """The session's token: a copied cookie is dead when the session has ended."""
        return self.token
