"""Who follows which idea."""
from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...storage import BigId, Micros, Model


class Follow(Model):
    """Somebody wants to hear of every public step of an idea; the row goes when they no longer do."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    at_us: Mapped[int] = mapped_column(Micros)
