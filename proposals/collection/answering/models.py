"""Prepared answers, their publication, and the season's own sentences for letters."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...storage import BigId, Micros, Model

OUTCOMES = ("accept", "ask", "decline")
"""The moves an answer may make: accepted (受理), given back for completion (退回补充), not for this competition or handed on (不予受理、转办)."""
WAITING = text("publication_id IS NULL")


class Publication(Model):
    """One act by which a lead published prepared answers: all of them, or none."""

    __tablename__ = "publication"
    __table_args__ = (CheckConstraint("answers > 0", name="publishes_something"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    answers: Mapped[int] = mapped_column()
    by: Mapped[Person] = relationship()


class Answer(Model):
    """What is to be said about one idea: a draft that no proposer sees until ``publication_id`` is set, then the letter as it went out."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("outcome IN ('accept', 'ask', 'decline')", name="outcome_known"),
        CheckConstraint("(outcome = 'accept') = (reason IS NULL)", name="only_acceptance_needs_no_reason"),
        CheckConstraint("days IS NULL OR days BETWEEN 1 AND 60", name="days_in_range"),
        Index("uq_answer_waiting", "proposal_id", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_answer_proposal", "proposal_id", "id"),
        Index("ix_answer_publication", "publication_id"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(200), default="")
    """Who answers instead, where the reason hands it on; several, one after another, for a whistle."""
    days: Mapped[int | None] = mapped_column()
    """Working days the unit has; None: as the season says."""
    case_number: Mapped[str] = mapped_column(String(40), default="")
    letter: Mapped[str] = mapped_column(Text)
    """The body of the letter, which is also the reason on the public record: no names in it."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    publication_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("publication.id"))
    by: Mapped[Person] = relationship()
    publication: Mapped[Publication | None] = relationship()


class LetterSentence(Model):
    """A season's own text for letters of one kind (an outcome, or a reason that hands on), with placeholders in braces."""

    __tablename__ = "letter_sentence"
    __table_args__ = (UniqueConstraint("season_id", "code"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
