"""Panels, reviews, verdicts, notices, appeals, agreements and signatures."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Person
from ..collection.models import Proposal
from ..seasons.models import Criterion, Party
from ..storage import BigId, Case, Fen, Micros, Model


class Panel(Model):
    """The review panel (评审组) of one street in one season."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("season_id", "street_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    members: Mapped[list[PanelMember]] = relationship(back_populates="panel", order_by="PanelMember.id", lazy="selectin")


class PanelMember(Model):
    """A judge on a panel: seat (chair, member or reserve) and side (resident, finance, external)."""

    __tablename__ = "panel_member"
    __table_args__ = (UniqueConstraint("panel_id", "person_id"), CheckConstraint("seat IN ('chair', 'member', 'reserve')", name="seat_known"),
                      CheckConstraint("side IN ('resident', 'finance', 'external')", name="side_known"), Index("ix_panel_member_person", "person_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    seat: Mapped[str] = mapped_column(String(8))
    side: Mapped[str] = mapped_column(String(12))
    panel: Mapped[Panel] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined")


class Review(Case, Model):
    """One judge's reading of one proposal (child machine); the points stay sealed until the panel decides."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("(state = 'scored') = (scored_us IS NOT NULL)", name="scored_has_its_time"),
        CheckConstraint("(state = 'scored') = (total_hundredths IS NOT NULL)", name="scored_has_total"),
        CheckConstraint("total_hundredths IS NULL OR total_hundredths BETWEEN 0 AND 10000", name="total_in_range"),
        UniqueConstraint("proposal_id", "judge_id", "round"),
        Index("ix_review_judge", "judge_id", "state", "id"),
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
    at_us: Mapped[int] = mapped_column(Micros)


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


class Agreement(Model):
    """The agreement (五方合作协议) of a project, one version of it; its text and the text's digest are never changed."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), UniqueConstraint("season_id", "street_id", "serial", "version"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    serial: Mapped[int] = mapped_column()
    """Of the project within its season and street; every version of its agreement keeps it."""
    number: Mapped[str] = mapped_column(String(40))
    """红金协〔2018〕西屯-012号; with a version above 1: …-012号-2."""
    amount_fen: Mapped[int] = mapped_column(Fen)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    at_us: Mapped[int] = mapped_column(Micros)
    voided_us: Mapped[int | None] = mapped_column(Micros)
    proposal: Mapped[Proposal] = relationship()
    signatures: Mapped[list[Signature]] = relationship(back_populates="agreement", lazy="selectin", order_by="Signature.party_id")


class Signature(Case, Model):
    """One party's signature on one version of an agreement (child machine)."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("agreement_id", "party_id"),
                      CheckConstraint("(state = 'signed') = (signed_us IS NOT NULL AND signed_by_id IS NOT NULL AND digest IS NOT NULL)",
                                      name="signed_has_its_facts"))
    agreement_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement.id"), index=True)
    party_id: Mapped[int] = mapped_column(BigId, ForeignKey("party.id"))
    signed_us: Mapped[int | None] = mapped_column(Micros)
    signed_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    signed_by: Mapped[Person | None] = relationship()
    digest: Mapped[str | None] = mapped_column(String(64))
    """The digest of the text that was signed."""
    agreement: Mapped[Agreement] = relationship(back_populates="signatures")
    party: Mapped[Party] = relationship(lazy="joined")
