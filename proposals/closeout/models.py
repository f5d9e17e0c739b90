"""The final report, and the two assessments it starts: the settlement of the money and the evaluation of the work."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ..collection.models import Proposal
from ..storage import BigId, Case, Fen, Micros, Model


class FinalReport(Model):
    """What the implementer reports at the end; a corrected report is a new version."""

    __tablename__ = "final_report"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), CheckConstraint("spent_fen >= 0", name="spent_not_negative"),
                      CheckConstraint("satisfied BETWEEN 0 AND answers", name="satisfied_within_answers"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    summary: Mapped[str] = mapped_column(Text)
    spent_fen: Mapped[int] = mapped_column(Fen)
    """Spent by the implementer up to the report, by vouchers."""
    answers: Mapped[int] = mapped_column()
    """Answers to the satisfaction question, in persons."""
    satisfied: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class Settlement(Case, Model):
    """The settlement (结算) or the evaluation (结项评估) of one report (child machine, two kinds)."""

    __tablename__ = "settlement"
    __table_args__ = (
        CheckConstraint("kind IN ('settlement', 'evaluation')", name="kind_known"),
        CheckConstraint("kind <> 'settlement' OR state <> 'agreed'"
                        " OR (signed_fen IS NOT NULL AND paid_fen IS NOT NULL AND spent_fen IS NOT NULL AND returned_fen IS NOT NULL)",
                        name="agreed_settlement_has_figures"),
        CheckConstraint("kind <> 'settlement' OR state <> 'agreed' OR paid_fen = spent_fen + returned_fen", name="paid_is_spent_or_returned"),
        CheckConstraint("kind <> 'evaluation' OR state <> 'agreed' OR points IS NOT NULL", name="agreed_evaluation_has_points"),
        CheckConstraint("points IS NULL OR points BETWEEN 0 AND 100", name="points_in_range"),
    )
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("final_report.id"))
    kind: Mapped[str] = mapped_column(String(12))
    signed_fen: Mapped[int | None] = mapped_column(Fen)
    paid_fen: Mapped[int | None] = mapped_column(Fen)
    spent_fen: Mapped[int | None] = mapped_column(Fen)
    returned_fen: Mapped[int | None] = mapped_column(Fen)
    points: Mapped[int | None] = mapped_column()
    comment: Mapped[str | None] = mapped_column(Text)
    proposal: Mapped[Proposal] = relationship()
    report: Mapped[FinalReport | None] = relationship()


class ArchiveFile(Model):
    """The project's file when it was closed: every paper with its digest. Closing again after a reopening makes the next version. Append-only."""

    __tablename__ = "archive_file"
    __table_args__ = (UniqueConstraint("proposal_id", "version"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    contents: Mapped[str] = mapped_column(Text)
    """Canonical JSON: which papers, with their digests; no names, no phones."""
    digest: Mapped[str] = mapped_column(String(64))
    at_us: Mapped[int] = mapped_column(Micros)


protect(ArchiveFile.__table__)
