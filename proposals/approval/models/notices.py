"""Public notices, and who objected or appealed."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...collection.models import Proposal
from ...storage import BigId, Case, Micros, Model


class Notice(Model):
    """A public notice (公示): a snapshot and its digest, never changed. ``panel-result`` or ``outcome``."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("season_id", "serial"), CheckConstraint("kind IN ('panel-result', 'outcome')", name="kind_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    serial: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(16))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    from_us: Mapped[int] = mapped_column(Micros)
    until_us: Mapped[int] = mapped_column(Micros)


class Appeal(Case, Model):
    """An objection to a notice, or an appeal against a decision (child machine)."""

    __tablename__ = "appeal"
    __table_args__ = (CheckConstraint("kind IN ('objection', 'appeal')", name="kind_known"),
                      CheckConstraint("(state = 'decided') = (ruling IS NOT NULL)", name="decided_has_ruling"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    came_from: Mapped[str] = mapped_column(String(40))
    """The proposal's state before."""
    grounds: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    ruling: Mapped[str | None] = mapped_column(Text)
    """The move by which the bureau ruled: uphold, clear, remand_…"""
    ruling_reason: Mapped[str | None] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
    proposal: Mapped[Proposal] = relationship()
    by: Mapped[Person] = relationship()
