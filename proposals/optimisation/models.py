"""What research found and what the plan says. Plans are versioned; a frozen one is never changed."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Person
from ..directory.models import Organisation
from ..storage import BigId, Fen, Micros, Model
from .merging.models import Passage, Wording

__all__ = ["HEADS", "BudgetLine", "Passage", "Plan", "PlanOpinion", "PlanShowing", "ResearchAssignment", "ResearchNote", "Wording"]

HEADS = ("activity", "personnel", "management", "tax")


class ResearchNote(Model):
    """A visit or a desk check: households asked, what was found, whether it can be done and whose duty it is."""

    __tablename__ = "research_note"
    __table_args__ = (CheckConstraint("feasibility IN ('undecided', 'feasible', 'unfeasible')", name="feasibility_known"),
                      CheckConstraint("feasibility <> 'unfeasible' OR explanation <> ''", name="unfeasible_is_explained"),
                      CheckConstraint("households_asked >= 0", name="households_not_negative"),
                      CheckConstraint("households_for BETWEEN 0 AND households_asked", name="no_more_for_it_than_asked"),
                      CheckConstraint("way IN ('visit', 'phone', 'desk')", name="way_known"),
                      CheckConstraint("cost_fen > 0", name="cost_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    visited_on: Mapped[date] = mapped_column(Date)
    households_asked: Mapped[int] = mapped_column()
    finding: Mapped[str] = mapped_column(Text)
    feasibility: Mapped[str] = mapped_column(String(12))
    explanation: Mapped[str] = mapped_column(Text, default="")
    duty_checked: Mapped[int] = mapped_column(default=0)
    """1: it is nobody else's legal duty and not funded elsewhere."""
    checked_with: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Which units and funds were asked about that."""
    way: Mapped[str] = mapped_column(String(8), default="visit", server_default="visit")
    """visit (on the spot), phone, desk."""
    spot: Mapped[str] = mapped_column(String(100), default="", server_default="")
    households_for: Mapped[int | None] = mapped_column()
    """How many of the households asked want it."""
    target_group: Mapped[str] = mapped_column(String(200), default="", server_default="")
    venue: Mapped[str] = mapped_column(String(100), default="", server_default="")
    candidate_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """Who might carry it out; the plan names who will."""
    cost_fen: Mapped[int | None] = mapped_column(Fen)
    """A rough cost."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class ResearchAssignment(Model):
    """Who is to find out about an idea, and by when; the last one counts, earlier ones stay."""

    __tablename__ = "research_assignment"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    due_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Plan(Model):
    """One version of a proposal's plan."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), CheckConstraint("ends_on > starts_on", name="ends_after_it_starts"),
                      CheckConstraint("activities_planned > 0 AND beneficiaries_planned > 0", name="plans_something"),
                      CheckConstraint("(frozen_us IS NULL) = (digest IS NULL)", name="frozen_has_digest"),
                      CheckConstraint("by_call = 0 OR organisation_id IS NULL", name="named_or_called_for"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    summary: Mapped[str] = mapped_column(Text)
    objectives: Mapped[str] = mapped_column(Text)
    risks: Mapped[str] = mapped_column(Text, default="")
    activities_planned: Mapped[int] = mapped_column()
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """Who is to carry it out."""
    by_call: Mapped[int] = mapped_column(default=0, server_default="0")
    """1: nobody is named, because a call for implementers is to find one."""
    beneficiaries_planned: Mapped[int] = mapped_column()
    """Person-times (人次)."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    frozen_us: Mapped[int | None] = mapped_column(Micros)
    digest: Mapped[str | None] = mapped_column(String(64))
    lines: Mapped[list[BudgetLine]] = relationship(back_populates="plan", order_by="BudgetLine.position", lazy="selectin")
    organisation: Mapped[Organisation | None] = relationship()


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


class PlanShowing(Model):
    """A version of the plan was laid before its proposers; ``due_us`` is until when their word is waited for."""

    __tablename__ = "plan_showing"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    plan_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan.id"), index=True)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    due_us: Mapped[int] = mapped_column(Micros)
    note: Mapped[str] = mapped_column(Text, default="")
    """What staff answer to an earlier remark."""


class PlanOpinion(Model):
    """What a proposer says to a version of the plan: agrees, or remarks on it; never changed, a later one counts."""

    __tablename__ = "plan_opinion"
    __table_args__ = (CheckConstraint("verdict IN ('agree', 'comment')", name="verdict_known"),
                      CheckConstraint("verdict <> 'comment' OR text <> ''", name="a_comment_says_something"),
                      CheckConstraint("way IN ('self', 'phone', 'visit')", name="way_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    plan_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text, default="")
    way: Mapped[str] = mapped_column(String(8))
    """self: the proposer on the page; phone, visit: staff wrote down what the proposer said."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    plan: Mapped[Plan] = relationship()
