"""Sources of money: the funds of a season with their weights and terms, and what is set aside for streets and categories."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text, UniqueConstraint, case
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...storage import BigId, Fen, Micros, Model
from .. import guarding

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

    @hybrid_property
    def pays_through(self) -> str:
        """Whose cashier sends its money and whose account it lies in: its own desk's – or, where it is remitted or advanced, the foundation's.

        Who approves is not touched by that: ``desk`` says it.
        """
        return self.desk if self.pay_mode == "own" else "foundation"

    @pays_through.inplace.expression
    @classmethod
    def _pays_through(cls) -> ColumnElement[str]:
        return case((cls.pay_mode == "own", cls.desk), else_="foundation")


class Pledge(Model):
    """What somebody promised to a source, in fen, and until when; only what has arrived of it is in a pool. Append-only."""

    __tablename__ = "pledge"
    __table_args__ = (UniqueConstraint("entry_id"), CheckConstraint("amount_fen > 0", name="amount_positive"),
                      CheckConstraint("due_on IS NULL OR due_on LIKE '____-__-__'", name="due_on_a_day"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"), index=True)
    giver: Mapped[str] = mapped_column(String(80))
    amount_fen: Mapped[int] = mapped_column(Fen)
    due_on: Mapped[str | None] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(Text)
    """Letter of intent, donation agreement."""
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entry.id"))
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    fund: Mapped[Fund] = relationship(lazy="joined")


class PledgeReceipt(Model):
    """A receipt that fulfils a pledge, or a part of it. Append-only."""

    __tablename__ = "pledge_receipt"
    __table_args__ = (UniqueConstraint("entry_id"), CheckConstraint("amount_fen > 0", name="amount_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pledge_id: Mapped[int] = mapped_column(BigId, ForeignKey("pledge.id"), index=True)
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entry.id"))
    amount_fen: Mapped[int] = mapped_column(Fen)


class PledgeCut(Model):
    """A part of a pledge that will not come: the pledge is booked anew with what is left of it, and the entry before is mirrored. Append-only."""

    __tablename__ = "pledge_cut"
    __table_args__ = (UniqueConstraint("entry_id"), CheckConstraint("amount_fen > 0", name="amount_positive"),
                      CheckConstraint("reason <> ''", name="reason_given"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pledge_id: Mapped[int] = mapped_column(BigId, ForeignKey("pledge.id"), index=True)
    amount_fen: Mapped[int] = mapped_column(Fen)
    """What will not come of it."""
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entry.id"))
    """What is left of the pledge, booked anew."""
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)


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
    """What was given other than money: hours, a venue, goods. A memo beside the books, valued in fen; the same proof counts once. Append-only."""

    __tablename__ = "in_kind"
    __table_args__ = (UniqueConstraint("evidence_digest"), UniqueConstraint("file_id"),
                      CheckConstraint("quantity > 0 AND unit_rate_fen > 0", name="worth_something"),
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
    file_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("voucher_file.id"))
    """The evidence itself, kept as a voucher's original is; None where only its name is known."""
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)


_COMMITTED = "EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = {row}.season_id)"
_TERMS = ("id", "season_id", "code", "kind", "desk", "weight", "position", "pay_mode", "street_id", "category_id", "cap_fen")
_CHANGED = " OR ".join(f"COALESCE(NEW.{name}, 0) <> COALESCE(OLD.{name}, 0)" if name.endswith(("_id", "_fen")) else f"NEW.{name} <> OLD.{name}"
                       for name in _TERMS)
TERMS_CHANGED = f"({_CHANGED}) AND {_COMMITTED.format(row='OLD')}"
JOINS_LATE = (f"{_COMMITTED.format(row='NEW')} "
              "OR EXISTS (SELECT 1 FROM fund f WHERE f.id = NEW.id OR (f.season_id = NEW.season_id AND (f.code = NEW.code OR f.position = NEW.position)))")
STILL_USED = f"{_COMMITTED.format(row='OLD')} OR EXISTS (SELECT 1 FROM account a WHERE a.fund_id = OLD.id)"

for _model in (Allotment, InKind, Pledge, PledgeCut, PledgeReceipt):
    protect(_model.__table__)  # type: ignore[arg-type]
for _name, _moment, _when in (("fund_terms_stay", "UPDATE", TERMS_CHANGED), ("fund_joins_early", "INSERT", JOINS_LATE),
                              ("fund_stays", "DELETE", STILL_USED)):
    guarding.refuse(Fund.__table__, name=_name, moment=_moment, when=_when,  # type: ignore[arg-type]
                    message="sources are fixed with the first commitment")
