"""The combined text of a package: in versions, and of each passage from whose idea it is."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...storage import BigId, Micros, Model

PARTS = ("problem", "solution")


class Wording(Model):
    """One version of the text that ideas have together; earlier versions stay as they were."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), CheckConstraint("version > 0", name="version_counts_from_one"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    version: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    passages: Mapped[list[Passage]] = relationship(order_by="Passage.position", lazy="selectin")


class Passage(Model):
    """A passage of a combined text and the idea it comes from; none for what staff wrote to join the others."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("wording_id", "position"), CheckConstraint("part IN ('problem', 'solution')", name="part_known"),
                      CheckConstraint("text <> ''", name="says_something"), CheckConstraint("verbatim IN (0, 1)", name="verbatim_or_not"),
                      CheckConstraint("source_id IS NOT NULL OR verbatim = 0", name="only_a_source_is_quoted"), Index("ix_passage_source", "source_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    wording_id: Mapped[int] = mapped_column(BigId, ForeignKey("wording.id"))
    position: Mapped[int] = mapped_column()
    part: Mapped[str] = mapped_column(String(12))
    """Of what it speaks: the problem or the solution."""
    text: Mapped[str] = mapped_column(Text)
    source_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"))
    verbatim: Mapped[int] = mapped_column()
    """1: it stands so in the source idea; 0: staff put it into other words."""
