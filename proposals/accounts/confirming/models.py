"""A person's second factor, and the moments it was shown."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.append_only import protect

from ...storage import BigId, Micros, Model

EVENTS = ("set-up", "codes-made", "code-used", "taken-away")


class SecondFactor(Model):
    """The secret that a person's phone shares with us, sealed; ``next_sealed`` is one that waits for its first right code."""

    __tablename__ = "second_factor"
    __table_args__ = (CheckConstraint("(sealed IS NULL) = (since_us IS NULL)", name="in_use_has_its_time"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), unique=True)
    sealed: Mapped[str | None] = mapped_column(String(80))
    since_us: Mapped[int | None] = mapped_column(Micros)
    next_sealed: Mapped[str | None] = mapped_column(String(80))
    last_step: Mapped[int] = mapped_column(BigId, default=0)
    """The newest half minute whose code was taken: neither it nor an older one is taken again."""
    failed_times: Mapped[int] = mapped_column(default=0)
    locked_until_us: Mapped[int | None] = mapped_column(Micros)


class Confirmation(Model):
    """One code shown in one session: whoever showed it may sign until ``until_us``, one paper or two hundred."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_person_until", "person_id", "until_us"), CheckConstraint("until_us > at_us", name="ends_after_it_begins"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    sign_in_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("sign_in.id"))
    """The session it was shown in; none for the command line."""
    step: Mapped[int] = mapped_column(BigId)
    at_us: Mapped[int] = mapped_column(Micros)
    until_us: Mapped[int] = mapped_column(Micros)


class RecoveryCode(Model):
    """One of ten codes on paper that stand in for a lost phone, each once; kept as a keyed digest. A new set takes the place of the old one."""

    __tablename__ = "recovery_code"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    used_us: Mapped[int | None] = mapped_column(Micros)


class PhoneEvent(Model):
    """What happened to a person's second factor, and by whose hand (None: the command line). Append-only."""

    __tablename__ = "phone_event"
    __table_args__ = (CheckConstraint(f"what IN {EVENTS}", name="what_known"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


protect(PhoneEvent.__table__)  # type: ignore[arg-type]
