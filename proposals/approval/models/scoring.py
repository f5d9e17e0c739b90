"""Scores that come on paper, and in which order the proposals are presented in a live meeting."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...collection.models import Proposal
from ...storage import BigId, Micros, Model


class PaperEntry(Model):
    """One person's reading of a judge's signed score sheet; two people enter each sheet, and only when they agree is it sealed."""

    __tablename__ = "paper_entry"
    __table_args__ = (UniqueConstraint("review_id", "by_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    review_id: Mapped[int] = mapped_column(BigId, ForeignKey("review.id"), index=True)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    levels: Mapped[str] = mapped_column(Text)
    """JSON: criterion's number to level 1..5."""
    comment: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
    by: Mapped[Person] = relationship()


class SpeakingLot(Model):
    """One drawing of lots for the order in which proposals are presented to a panel; never changed, a later one adds to it."""

    __tablename__ = "speaking_lot"
    __table_args__ = (CheckConstraint("talk_minutes BETWEEN 1 AND 60", name="talk_in_range"),
                      CheckConstraint("answer_minutes BETWEEN 0 AND 60", name="answer_in_range"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    """Whoever has it, and the proposals' numbers, can draw the same order again."""
    talk_minutes: Mapped[int] = mapped_column()
    answer_minutes: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    by: Mapped[Person] = relationship()


class SpeakingPlace(Model):
    """A proposal's place (from 1) in the order of one drawing, for one round before the panel."""

    __tablename__ = "speaking_place"
    __table_args__ = (UniqueConstraint("lot_id", "place"), UniqueConstraint("proposal_id", "round"), CheckConstraint("place >= 1", name="place_from_one"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigId, ForeignKey("speaking_lot.id"))
    place: Mapped[int] = mapped_column()
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    round: Mapped[int] = mapped_column()
    lot: Mapped[SpeakingLot] = relationship()
    proposal: Mapped[Proposal] = relationship()
