"""Sources of money: the funds of a season with their weights and terms, and what is set aside for streets and categories."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.append_only import protect

from ...storage import BigId, Fen, Micros, Model

FUND_KINDS = ("foundation", "treasury", "enterprise", "public_donation", "street_match")
DESKS = ("foundation", "treasury")
PAY_MODES = ("own", "joint", "advanced")


class Fund(Model):
    """One source of money in one season, with its weight in the split (foundation 60, treasury 40) and the terms it gives on."""

    __tablename__ = "fund"
    __table_args__ = (UniqueConstraint("season_id", "code"), UniqueConstraint("season_id", "position"), CheckConstraint("weight > 0", name="weight_positive"),
                      CheckConstraint("kind IN ('foundation', 'treasury', 'enterprise', 'public_donation', 'street_match')", name="kind_known"),
                      CheckConstraint("desk IN ('foundation', 'treasury')", name="desk_known"),
                      CheckConstraint("pay_mode IN ('own', 'joint', 'advanced')", name="pay_mode_known"),
                      CheckConstraint("cap_fen IS NULL OR cap_fen > 0", name="cap_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    weight: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(20), default="foundation")
    desk: Mapped[str] = mapped_column(String(12), default="foundation")
    """Whose staff book, approve (``…_lead``) and send its money: a sponsor's and the public's lie with the foundation."""
    pay_mode: Mapped[str] = mapped_column(String(12), default="own")
    """own: from its own account (A); joint: remitted to the foundation's special account first, paid together (B); advanced by the foundation (C)."""
    restriction: Mapped[str] = mapped_column(Text, default="")
    """What the giver gave it for, in words; where it binds the program, the street or category below say so."""
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    cap_fen: Mapped[int | None] = mapped_column(Fen)
    """The most it gives to one project; the other sources then share the rest by their weights."""
    document: Mapped[str] = mapped_column(Text, default="")
    """The paper it rests on: budget reply, donation agreement."""


class Allotment(Model):
    """What a source's plan sets aside for a street, a category, or one in the other. A plan in fen; the money itself is in accounts. Append-only."""

    __tablename__ = "allotment"
    __table_args__ = (CheckConstraint("planned_fen > 0", name="planned_positive"),
                      CheckConstraint("street_id IS NOT NULL OR category_id IS NOT NULL", name="for_somebody"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    planned_fen: Mapped[int] = mapped_column(Fen)
    document: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)


class InKind(Model):
    """What was given other than money: hours, a venue, goods. A memo beside the books, valued in fen by a named rate; the same proof counts once. Append-only."""

    __tablename__ = "in_kind"
    __table_args__ = (UniqueConstraint("evidence_digest"), CheckConstraint("quantity > 0 AND unit_rate_fen > 0", name="worth_something"),
                      CheckConstraint("kind IN ('volunteer_hours', 'venue', 'goods')", name="kind_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    giver: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[int] = mapped_column()
    unit: Mapped[str] = mapped_column(String(20))
    unit_rate_fen: Mapped[int] = mapped_column(Fen)
    evidence: Mapped[str] = mapped_column(Text)
    evidence_digest: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)


for _model in (Allotment, InKind):
    protect(_model.__table__)  # type: ignore[arg-type]
