"""What research found and what the plan says. Plans are versioned; a frozen one is never changed."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..storage import BigId, Fen, Micros, Model

HEADS = ("activity", "personnel", "management", "tax")


class ResearchNote(Model):
    """A visit or a desk check: households asked, what was found, whether it can be done and whose duty it is."""

    __tablename__ = "research_note"
    __table_args__ = (CheckConstraint("feasibility IN ('undecided', 'feasible', 'unfeasible')", name="feasibility_known"),
                      CheckConstraint("feasibility <> 'unfeasible' OR explanation <> ''", name="unfeasible_is_explained"),
                      CheckConstraint("households_asked >= 0", name="households_not_negative"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    visited_on: Mapped[date] = mapped_column(Date)
    households_asked: Mapped[int] = mapped_column()
    finding: Mapped[str] = mapped_column(Text)
    feasibility: Mapped[str] = mapped_column(String(12))
    explanation: Mapped[str] = mapped_column(Text, default="")
    duty_checked: Mapped[int] = mapped_column(default=0)
    """1: it is nobody else's legal duty and not funded elsewhere."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class Plan(Model):
    """One version of a proposal's plan."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), CheckConstraint("ends_on > starts_on", name="ends_after_it_starts"),
                      CheckConstraint("activities_planned > 0 AND beneficiaries_planned > 0", name="plans_something"),
                      CheckConstraint("(frozen_us IS NULL) = (digest IS NULL)", name="frozen_has_digest"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    summary: Mapped[str] = mapped_column(Text)
    objectives: Mapped[str] = mapped_column(Text)
    risks: Mapped[str] = mapped_column(Text, default="")
    activities_planned: Mapped[int] = mapped_column()
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """Who is to carry it out."""
    beneficiaries_planned: Mapped[int] = mapped_column()
    """Person-times (人次)."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    frozen_us: Mapped[int | None] = mapped_column(Micros)
    digest: Mapped[str | None] = mapped_column(String(64))
    lines: Mapped[list[BudgetLine]] = relationship(back_populates="plan", order_by="BudgetLine.position", lazy="selectin")


class BudgetLine(Model):
    """One line of a plan's budget: price × quantity, in fen."""

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("head IN ('activity', 'personnel', 'management', 'tax')", name="head_known"),
                      CheckConstraint("unit_price_fen > 0 AND quantity > 0", name="price_and_quantity_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    plan_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan.id"), index=True)
    position: Mapped[int] = mapped_column()
    head: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(80))
    unit_price_fen: Mapped[int] = mapped_column(Fen)
    quantity: Mapped[int] = mapped_column()
    plan: Mapped[Plan] = relationship(back_populates="lines")

    @property
    def amount_fen(self) -> int:
        """Price × quantity, in fen."""
        return self.unit_price_fen * self.quantity
