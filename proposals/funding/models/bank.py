"""What the sources' cashiers work with: bank accounts, the payees' accounts, and the batches in which payments go to the bank."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...directory.models import Organisation
from ...storage import BigId, Fen, Micros, Model
from .. import guarding

DESKS = ("foundation", "treasury")
"""Whose cashiers an account belongs to; the same words as the posts."""


class BankAccount(Model):
    """An account from which one desk pays and into which it receives; its statements follow one another without a gap."""

    __tablename__ = "bank_account"
    __table_args__ = (CheckConstraint("desk IN ('foundation', 'treasury')", name="desk_known"), UniqueConstraint("number"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    desk: Mapped[str] = mapped_column(String(12), index=True)
    title: Mapped[str] = mapped_column(String(60))
    """What the account is called in the house: 微公益创投专户."""
    holder: Mapped[str] = mapped_column(String(80))
    bank: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(40))
    demonstration: Mapped[int] = mapped_column(default=0)
    """1: an invented account; every page says so."""


class PayeeAccount(Model):
    """Where an organisation is paid: entered by one person and checked against its papers by another; a new one takes the old one's place."""

    __tablename__ = "payee_account"
    __table_args__ = (CheckConstraint("verified_by <> recorded_by", name="checked_by_another"),
                      CheckConstraint("(verified_by IS NULL) = (verified_us IS NULL)", name="checked_at_a_time"),
                      Index("uq_payee_account_in_use", "organisation_id", unique=True, sqlite_where=text("verified_us IS NOT NULL AND retired_us IS NULL"),
                            postgresql_where=text("verified_us IS NOT NULL AND retired_us IS NULL")))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"), index=True)
    holder: Mapped[str] = mapped_column(String(80))
    bank: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(40))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_us: Mapped[int] = mapped_column(Micros)
    verified_by: Mapped[str | None] = mapped_column(String(40))
    verified_us: Mapped[int | None] = mapped_column(Micros)
    retired_us: Mapped[int | None] = mapped_column(Micros)
    demonstration: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class CommitmentPayee(Model):
    """Who is paid for a project in its implementer's place, and why: an informal group has no account. The latest counts. Append-only."""

    __tablename__ = "commitment_payee"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"))
    reason: Mapped[str] = mapped_column(String(200))
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)


class PaymentBatch(Model):
    """Payments that one desk sends to its bank in one file: 2018-F-003 is the foundation's third of the season 2018. Append-only."""

    __tablename__ = "payment_batch"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("season_id", "desk", "serial"), CheckConstraint("total_fen > 0", name="total_positive"),
                      CheckConstraint("size > 0", name="not_empty"), CheckConstraint("serial > 0", name="serial_positive"),
                      CheckConstraint("desk IN ('foundation', 'treasury')", name="desk_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    desk: Mapped[str] = mapped_column(String(12))
    serial: Mapped[int] = mapped_column()
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("bank_account.id"))
    total_fen: Mapped[int] = mapped_column(Fen)
    size: Mapped[int] = mapped_column()
    """How many payments go in it."""
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    account: Mapped[BankAccount] = relationship(lazy="joined")
    rows: Mapped[list[BatchRow]] = relationship(back_populates="batch", order_by="BatchRow.seq")
    files: Mapped[list[BatchFile]] = relationship(order_by="BatchFile.kind")


class BatchRow(Model):
    """One payment as it stands in a batch's file: to whom, where, how much and what for. Append-only, whatever becomes of the payment."""

    __tablename__ = "batch_row"
    __table_args__ = (UniqueConstraint("batch_id", "seq"), UniqueConstraint("batch_id", "payment_id"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    batch_id: Mapped[int] = mapped_column(BigId, ForeignKey("payment_batch.id"))
    seq: Mapped[int] = mapped_column()
    payment_id: Mapped[int] = mapped_column(BigId, ForeignKey("payment.id"), index=True)
    amount_fen: Mapped[int] = mapped_column(Fen)
    holder: Mapped[str] = mapped_column(String(80))
    bank: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(120))
    """What the payee's statement will say: project number, tranche and source."""
    batch: Mapped[PaymentBatch] = relationship(back_populates="rows")


class BatchFile(Model):
    """A batch's file as it was made, byte for byte: the bank's own (GB18030) or the spreadsheet. Append-only."""

    __tablename__ = "batch_file"
    __table_args__ = (UniqueConstraint("batch_id", "kind"), CheckConstraint("kind IN ('bank', 'sheet')", name="kind_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    batch_id: Mapped[int] = mapped_column(BigId, ForeignKey("payment_batch.id"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


_CHANGED = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("id", "organisation_id", "holder", "bank", "number", "recorded_by", "recorded_us"))
OTHER_PAYEE = f"{_CHANGED} OR (OLD.verified_by IS NOT NULL AND COALESCE(NEW.verified_by, '') <> OLD.verified_by) OR OLD.retired_us IS NOT NULL"
OTHER_ACCOUNT = "NEW.id <> OLD.id OR NEW.desk <> OLD.desk OR NEW.number <> OLD.number"

for _model in (CommitmentPayee, PaymentBatch, BatchRow, BatchFile):
    protect(_model.__table__)  # type: ignore[arg-type]
for _model in (BankAccount, PayeeAccount):
    guarding.stay(_model.__table__)  # type: ignore[arg-type]
guarding.refuse(PayeeAccount.__table__, name="payee_account_as_checked", moment="UPDATE", when=OTHER_PAYEE, message="bank: an account is never rewritten")
guarding.refuse(BankAccount.__table__, name="bank_account_as_opened", moment="UPDATE", when=OTHER_ACCOUNT, message="bank: an account is never rewritten")
