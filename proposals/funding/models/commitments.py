"""What agreements bind the sources to: commitments, their shares, tranches, the legs that pay them, and claims."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...collection.models import Proposal
from ...storage import BigId, Case, Fen, Micros, Model
from .sources import Fund


class Commitment(Model):
    """What the agreement in force binds the sources to, one per project.

    An amended agreement gives it a new ``version`` of its shares and bands and keeps everything that was paid, spent and reported
    where it is: what a bank sends back after the change finds the accounts it left.
    """

    __tablename__ = "commitment"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"), UniqueConstraint("agreement_id"),
                      CheckConstraint("spent_fen IS NULL OR spent_fen BETWEEN 0 AND amount_fen", name="spent_within_agreed"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement.id"))
    """The one in force."""
    amount_fen: Mapped[int] = mapped_column(Fen)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """1 more than the changes in the books; the shares and bands of this version hold."""
    at_us: Mapped[int] = mapped_column(Micros)
    spent_fen: Mapped[int | None] = mapped_column(Fen)
    """What was recognised as spent when the project was settled; None before. Paid in the end is never more than this or what was paid before."""
    proposal: Mapped[Proposal] = relationship()
    shares: Mapped[list[CommitmentShare]] = relationship(
        viewonly=True, lazy="selectin", order_by="CommitmentShare.position",
        primaryjoin="and_(Commitment.id == foreign(CommitmentShare.commitment_id), Commitment.version == foreign(CommitmentShare.version))")
    bands: Mapped[list[CommitmentBand]] = relationship(
        viewonly=True, lazy="selectin", order_by="CommitmentBand.band, CommitmentBand.position",
        primaryjoin="and_(Commitment.id == foreign(CommitmentBand.commitment_id), Commitment.version == foreign(CommitmentBand.version))")
    tranches: Mapped[list[Tranche]] = relationship(
        viewonly=True, lazy="selectin", order_by="Tranche.seq",
        primaryjoin="and_(Commitment.id == Tranche.commitment_id, Tranche.voided_us.is_(None))")
    """Those that hold; the ones that a change replaced stay in the table."""


class CommitmentShare(Model):
    """One source's part of a commitment and its weight in it (0: gives nothing more), fixed at signing. Append-only; a change adds a version."""

    __tablename__ = "commitment_share"
    __table_args__ = (UniqueConstraint("commitment_id", "version", "fund_id"), UniqueConstraint("commitment_id", "version", "position"),
                      CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
                      CheckConstraint("weight > 0 OR (weight = 0 AND version > 1)", name="weight_positive"), {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    position: Mapped[int] = mapped_column()
    weight: Mapped[int] = mapped_column()
    amount_fen: Mapped[int] = mapped_column(Fen)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    fund: Mapped[Fund] = relationship(lazy="joined")


class CommitmentBand(Model):
    """One source's weight (0: gives nothing) and part in a stretch of a commitment's total, which begins at ``start_fen``. Append-only.

    Without caps there is one band from 0; the database holds every order and refund to it.
    """

    __tablename__ = "commitment_band"
    __table_args__ = (UniqueConstraint("commitment_id", "version", "band", "fund_id"), UniqueConstraint("commitment_id", "version", "band", "position"),
                      CheckConstraint("weight BETWEEN 0 AND 1000000000", name="weight_in_range"),
                      CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
                      CheckConstraint("band >= 1 AND (band = 1) = (start_fen = 0)", name="first_band_from_nothing"), {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    band: Mapped[int] = mapped_column()
    start_fen: Mapped[int] = mapped_column(Fen)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    position: Mapped[int] = mapped_column()
    weight: Mapped[int] = mapped_column(BigId)
    amount_fen: Mapped[int] = mapped_column(Fen)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Tranche(Model):
    """A part of the agreed amount, due on a condition (signing, midterm, settlement)."""

    __tablename__ = "tranche"
    __table_args__ = (Index("ix_tranche_in_force", "commitment_id", "seq", unique=True, sqlite_where=text("voided_us IS NULL"),
                            postgresql_where=text("voided_us IS NULL")),
                      Index("ix_tranche_commitment", "commitment_id"), CheckConstraint("amount_fen > 0", name="amount_positive"),
                      CheckConstraint("condition IN ('signing', 'midterm', 'settlement')", name="condition_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    seq: Mapped[int] = mapped_column()
    amount_fen: Mapped[int] = mapped_column(Fen)
    condition: Mapped[str] = mapped_column(String(12))
    paid_us: Mapped[int | None] = mapped_column(Micros)
    """When the last of its legs arrived."""
    voided_us: Mapped[int | None] = mapped_column(Micros)
    """When an amended agreement replaced it; its legs are cancelled, and its number is free."""
    commitment: Mapped[Commitment] = relationship()
    payments: Mapped[list[Payment]] = relationship(back_populates="tranche", lazy="selectin", order_by="Payment.fund_id")


class Payment(Case, Model):
    """One source's leg of a tranche (child machine): requested, verified, authorised and sent by four different people."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("tranche_id", "fund_id"), CheckConstraint("amount_fen BETWEEN 0 AND planned_fen", name="amount_within_plan"),
                      CheckConstraint("state <> 'paid' OR bank_reference IS NOT NULL", name="paid_has_bank_reference"),
                      CheckConstraint("state NOT IN ('sent', 'paid') OR order_id IS NOT NULL", name="sent_was_ordered"),
                      CheckConstraint("(state = 'paid') = (paid_us IS NOT NULL)", name="paid_has_its_time"),
                      Index("ix_payment_season_state", "season_id", "state", "id"))
    tranche_id: Mapped[int] = mapped_column(BigId, ForeignKey("tranche.id"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    planned_fen: Mapped[int] = mapped_column(Fen)
    """This source's part of the tranche as signed; the legs of a tranche add up to it."""
    amount_fen: Mapped[int] = mapped_column(Fen)
    """What is to be paid: as planned, or less once the project is settled on actuals."""
    evidence: Mapped[str] = mapped_column(Text, default="")
    """What the implementer showed when asking for it."""
    order_id: Mapped[int | None] = mapped_column(BigId)
    """The entry that ordered it, together with the other sources' parts of the tranche; None before and after it was voided."""
    batch_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("payment_batch.id"), index=True)
    """The batch in which it last went to the bank."""
    bank_reference: Mapped[str | None] = mapped_column(String(40))
    """The bank's number of the line it was seen on."""
    return_reference: Mapped[str | None] = mapped_column(String(40))
    """The bank's number of the line on which it came back, until that is booked."""
    paid_us: Mapped[int | None] = mapped_column(Micros)
    tranche: Mapped[Tranche] = relationship(back_populates="payments")
    fund: Mapped[Fund] = relationship(lazy="joined")
    proposal: Mapped[Proposal] = relationship()


class Claim(Model):
    """What an implementer has to give back: paid and not accepted as spent when a project failed, or spent otherwise than agreed, by decision."""

    __tablename__ = "claim"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"), UniqueConstraint("entry_id"), Index("ix_claim_commitment", "commitment_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    amount_fen: Mapped[int] = mapped_column(Fen)
    reason: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entry.id"))
    """The entry by which spent money became held again; None where it had not been accepted as spent."""
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    settled_us: Mapped[int | None] = mapped_column(Micros)
    """When the last of it was refunded."""
    commitment: Mapped[Commitment] = relationship()
