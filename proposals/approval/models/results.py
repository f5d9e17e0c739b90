"""What a panel made of a proposal."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...storage import BigId, Micros, Model


class Verdict(Model):
    """What the panel made of a proposal in one round: the mean of the locked scores and the decision. Append-only."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("proposal_id", "round"),
                      CheckConstraint("decision IN ('passed', 'waitlisted', 'returned', 'rejected')", name="decision_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    round: Mapped[int] = mapped_column()
    decision: Mapped[str] = mapped_column(String(12))
    mean_hundredths: Mapped[int] = mapped_column()
    scores_counted: Mapped[int] = mapped_column()
    method: Mapped[str] = mapped_column(String(8), default="mean", server_default="mean")
    """How the season made one figure of the scores."""
    figure_hundredths: Mapped[int | None] = mapped_column()
    """That figure in hundredths of a point; None in a verdict from before there were methods: the mean."""
    ties: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """JSON: what decided among equal figures, ascending; of those that may wait on a list."""
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Why it goes against the ranking, or why it was rejected or returned; empty where the ranking was followed."""
    at_us: Mapped[int] = mapped_column(Micros)
