"""One judge's reading of one proposal: drafts, sealed scores, and what each sealing said."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...collection.models import Proposal
from ...seasons.models import Criterion
from ...storage import BigId, Case, Micros, Model


class Review(Case, Model):
    """One judge's reading of one proposal (child machine); the points stay sealed until the panel decides."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("(state = 'scored') = (scored_us IS NOT NULL)", name="scored_has_its_time"),
        CheckConstraint("(state = 'scored') = (total_hundredths IS NOT NULL)", name="scored_has_total"),
        CheckConstraint("total_hundredths IS NULL OR total_hundredths BETWEEN 0 AND 10000", name="total_in_range"),
        UniqueConstraint("proposal_id", "judge_id", "round"),
        Index("ix_review_judge", "judge_id", "state", "id"),
        Index("ix_review_panel", "panel_id", "proposal_id"),
    )
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    judge_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    """The panel the judge sits for; after a remand it is another street's."""
    round: Mapped[int] = mapped_column(default=1)
    total_hundredths: Mapped[int | None] = mapped_column()
    """Weighted total of 100 points, in hundredths of a point."""
    comment: Mapped[str] = mapped_column(Text, default="")
    scored_us: Mapped[int | None] = mapped_column(Micros)
    proposal: Mapped[Proposal] = relationship()
    judge: Mapped[Person] = relationship()
    scores: Mapped[list[Score]] = relationship(back_populates="review")


class Score(Model):
    """One criterion's level (1 to 5) in one review. Locked with the review: append-only by trigger, the total stands in the review."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("review_id", "criterion_id", "version"), CheckConstraint("level BETWEEN 1 AND 5", name="level_in_range"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    review_id: Mapped[int] = mapped_column(BigId, ForeignKey("review.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(BigId, ForeignKey("criterion.id"))
    level: Mapped[int] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    """1 at first; one more each time the chair reopened the review."""
    review: Mapped[Review] = relationship(back_populates="scores")
    criterion: Mapped[Criterion] = relationship(lazy="joined")


class ScoreSheet(Model):
    """What one sealing of a review said: its total and its comment. A reopened review adds a version; none is changed."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("review_id", "version"), CheckConstraint("total_hundredths BETWEEN 0 AND 10000", name="total_in_range"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    review_id: Mapped[int] = mapped_column(BigId, ForeignKey("review.id"))
    version: Mapped[int] = mapped_column()
    total_hundredths: Mapped[int] = mapped_column()
    comment: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    at_us: Mapped[int] = mapped_column(Micros)


class ScoreDraft(Model):
    """What a judge has filled in so far, seen by this judge alone.

    ``turn`` counts savings and ``tab`` names the page that saved last, so that two tabs notice each other.
    """

    __tablename__ = "score_draft"
    review_id: Mapped[int] = mapped_column(BigId, ForeignKey("review.id"), primary_key=True, autoincrement=False)
    levels: Mapped[str] = mapped_column(Text)
    """JSON: criterion's number to level 1..5."""
    comment: Mapped[str] = mapped_column(Text)
    flagged: Mapped[int] = mapped_column(default=0)
    """1: to be looked at again (待再看)."""
    turn: Mapped[int] = mapped_column()
    tab: Mapped[str] = mapped_column(String(64), default="")
    saved_us: Mapped[int] = mapped_column(Micros)
