"""What happens while a project runs: activities, visits, amendments."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..collection.models import Proposal
from ..storage import BigId, Case, Fen, Micros, Model


class Activity(Model):
    """One activity of a project. Person-times (人次) are counted per activity and are never persons."""

    __tablename__ = "activity"
    __table_args__ = (CheckConstraint("beneficiary_times >= 0 AND volunteer_times >= 0 AND service_minutes >= 0", name="counts_not_negative"),
                      UniqueConstraint("proposal_id", "serial"), Index("ix_activity_season", "season_id", "held_on"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    serial: Mapped[int] = mapped_column()
    held_on: Mapped[date] = mapped_column(Date)
    topic: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(80))
    beneficiary_times: Mapped[int] = mapped_column()
    volunteer_times: Mapped[int] = mapped_column()
    service_minutes: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    late: Mapped[int] = mapped_column(default=0)
    """1: reported more than seven days after it was held."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class Visit(Case, Model):
    """A monitoring visit (监测) by the support organisation (child machine)."""

    __tablename__ = "visit"
    __table_args__ = (CheckConstraint("state NOT IN ('found', 'done') OR report IS NOT NULL", name="made_visit_has_report"),
                      CheckConstraint("state <> 'found' OR findings IS NOT NULL", name="found_has_findings"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    serial: Mapped[int] = mapped_column()
    planned_on: Mapped[date] = mapped_column(Date)
    report: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[str | None] = mapped_column(Text)
    rectification: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    proposal: Mapped[Proposal] = relationship()


class Amendment(Case, Model):
    """A change of what was agreed (child machine), and by which way it comes into force: ``notice``, ``approval`` or a new ``agreement``."""

    __tablename__ = "amendment"
    __table_args__ = (CheckConstraint("kind IN ('schedule', 'place', 'people', 'scope', 'amount', 'shares')", name="kind_known"),
                      CheckConstraint("way IN ('notice', 'approval', 'agreement')", name="way_known"),
                      CheckConstraint("kind <> 'schedule' OR new_ends_on IS NOT NULL", name="schedule_names_its_end"),
                      CheckConstraint("new_ends_on IS NULL OR kind IN ('schedule', 'scope', 'amount')", name="place_and_people_keep_the_end"),
                      CheckConstraint("(kind = 'amount') = (new_amount_fen IS NOT NULL)", name="amount_names_its_sum"),
                      CheckConstraint("new_amount_fen > 0", name="amount_positive"),
                      CheckConstraint("state <> 'signing' OR agreement_id IS NOT NULL", name="signing_has_its_text"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    serial: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(12))
    wish: Mapped[str] = mapped_column(Text)
    new_ends_on: Mapped[date | None] = mapped_column(Date)
    way: Mapped[str] = mapped_column(String(12), server_default="approval")
    new_amount_fen: Mapped[int | None] = mapped_column(Fen)
    """The whole of the agreement then, not the difference."""
    agreement_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("agreement.id"), unique=True)
    """The version of the agreement that says so, once there is one."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    proposal: Mapped[Proposal] = relationship()
    heads: Mapped[list[AmendmentHead]] = relationship(lazy="selectin", order_by="AmendmentHead.id")
    weights: Mapped[list[AmendmentWeight]] = relationship(lazy="selectin", order_by="AmendmentWeight.id")


class AmendmentHead(Model):
    """What a change of the amount plans under one budget head, in fen; Σ is the new amount."""

    __tablename__ = "amendment_head"
    __table_args__ = (UniqueConstraint("amendment_id", "head"), CheckConstraint("amount_fen >= 0", name="amount_not_negative"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    amendment_id: Mapped[int] = mapped_column(BigId, ForeignKey("amendment.id"))
    head: Mapped[str] = mapped_column(String(12))
    amount_fen: Mapped[int] = mapped_column(Fen)


class AmendmentWeight(Model):
    """A source's weight in everything that is not ordered yet, by a change of the shares; 0: it gives nothing more."""

    __tablename__ = "amendment_weight"
    __table_args__ = (UniqueConstraint("amendment_id", "fund_id"), CheckConstraint("weight BETWEEN 0 AND 1000", name="weight_in_range"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    amendment_id: Mapped[int] = mapped_column(BigId, ForeignKey("amendment.id"))
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    weight: Mapped[int] = mapped_column()
