"""What happens while a project runs: activities, visits, amendments."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..collection.models import Proposal
from ..storage import BigId, Case, Micros, Model


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
    """A change asked for by the implementer (child machine): period, place, people or scope. Amounts change by a new agreement only."""

    __tablename__ = "amendment"
    __table_args__ = (CheckConstraint("kind IN ('schedule', 'place', 'people', 'scope')", name="kind_known"),
                      CheckConstraint("(kind = 'schedule') = (new_ends_on IS NOT NULL)", name="schedule_names_its_end"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    serial: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(12))
    wish: Mapped[str] = mapped_column(Text)
    new_ends_on: Mapped[date | None] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    proposal: Mapped[Proposal] = relationship()
