"""What an implementer spent: vouchers with their files, the reports they stand in, and money moved between budget heads."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...accounts.models import Person
from ...storage import BigId, Fen, Micros, Model
from .commitments import Commitment

INVOICES = ("digital", "special", "ordinary", "fiscal")
"""Papers with a number of their own: 数电票, 增值税专用发票, 增值税普通发票, 财政票据."""
VOUCHER_KINDS = (*INVOICES, "labour", "goods", "unreceipted")
"""… and those without: labour paid against a signature, goods received against one, an explanation why there is no receipt."""
FILE_KINDS = ("pdf", "ofd", "xml", "jpeg", "png")
LIVING, NUMBERED = text("state <> 'withdrawn'"), text("number <> '' AND state <> 'withdrawn'")
OPEN = text("state IN ('draft', 'submitted')")
KNOWN_HEAD = "('activity', 'personnel', 'management', 'tax')"


class VoucherFile(Model):
    """A voucher's original file, byte for byte; the same bytes are kept once. Append-only."""

    __tablename__ = "voucher_file"
    __table_args__ = (UniqueConstraint("digest"), CheckConstraint("kind IN ('pdf', 'ofd', 'xml', 'jpeg', 'png')", name="kind_known"),
                      CheckConstraint("size > 0", name="not_empty"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(4))
    """What the bytes are, whatever the file was called."""
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class UploadKept(Model):
    """The file of a form that was not filled in yet, one per person, so that nobody chooses it twice; gone once it was used."""

    __tablename__ = "upload_kept"
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    at_us: Mapped[int] = mapped_column(Micros)


class Voucher(Model):
    """One paper that proves an expense. What it says is never changed, only whether it was checked: a wrong one is withdrawn and entered anew.

    No two living vouchers share a number or a file, over all seasons.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        CheckConstraint("kind IN ('digital', 'special', 'ordinary', 'fiscal', 'labour', 'goods', 'unreceipted')", name="kind_known"),
        CheckConstraint("state IN ('entered', 'accepted', 'questioned', 'withdrawn', 'disallowed')", name="state_known"),
        CheckConstraint("kind NOT IN ('digital', 'special', 'ordinary', 'fiscal') OR (number <> '' AND buyer <> '')", name="invoice_has_number_and_buyer"),
        CheckConstraint("kind IN ('digital', 'special', 'ordinary', 'fiscal') OR (code = '' AND number = '')", name="only_invoices_have_numbers"),
        CheckConstraint("gross_fen > 0", name="gross_positive"),
        CheckConstraint("(net_fen IS NULL) = (tax_fen IS NULL)", name="net_with_tax"),
        CheckConstraint("net_fen >= 0 AND tax_fen >= 0 AND net_fen + tax_fen = gross_fen", name="net_and_tax_add_up"),
        CheckConstraint("(state IN ('accepted', 'questioned', 'disallowed')) = (checked_us IS NOT NULL)", name="checked_at_a_time"),
        CheckConstraint("(checked_us IS NULL) = (checked_by_id IS NULL) AND checked_by_id <> by_id", name="checked_by_another"),
        Index("uq_voucher_number", "number", "code", unique=True, sqlite_where=NUMBERED, postgresql_where=NUMBERED),
        Index("ix_voucher_alike", "seller", "issued_on", "gross_fen"),
        Index("uq_voucher_file", "file_id", unique=True, sqlite_where=LIVING, postgresql_where=LIVING),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[date] = mapped_column(Date)
    seller: Mapped[str] = mapped_column(String(80))
    seller_code: Mapped[str] = mapped_column(String(18))
    """The seller's unified social credit code, which is its tax number; empty for a person, whose number is not kept."""
    buyer: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(120))
    net_fen: Mapped[int | None] = mapped_column(Fen)
    tax_fen: Mapped[int | None] = mapped_column(Fen)
    gross_fen: Mapped[int] = mapped_column(Fen)
    file_id: Mapped[int] = mapped_column(BigId, ForeignKey("voucher_file.id"))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    state: Mapped[str] = mapped_column(String(12))
    checked_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    checked_us: Mapped[int | None] = mapped_column(Micros)
    commitment: Mapped[Commitment] = relationship()
    file: Mapped[VoucherFile] = relationship()


class ExpenditureReport(Model):
    """What an implementer spent in one period. A returned report stays as it was; its correction is the next version."""

    __tablename__ = "expenditure_report"
    __table_args__ = (
        UniqueConstraint("commitment_id", "period", "version"),
        CheckConstraint("state IN ('draft', 'submitted', 'accepted', 'returned')", name="state_known"),
        CheckConstraint("(state = 'draft') = (submitted_us IS NULL)", name="submitted_at_a_time"),
        CheckConstraint("(submitted_us IS NULL) = (submitted_by_id IS NULL) AND (submitted_us IS NULL) = (amount_fen IS NULL)"
                        " AND (submitted_us IS NULL) = (from_on IS NULL) AND (submitted_us IS NULL) = (until_on IS NULL)", name="submitted_with_its_sum"),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"), CheckConstraint("amount_fen > 0", name="amount_positive"),
        CheckConstraint("(state IN ('accepted', 'returned')) = (decided_us IS NOT NULL)", name="decided_at_a_time"),
        CheckConstraint("(decided_us IS NULL) = (decided_by_id IS NULL) AND decided_by_id <> submitted_by_id", name="decided_by_another"),
        CheckConstraint("booked_fen BETWEEN 0 AND amount_fen", name="booked_within_amount"),
        CheckConstraint("(state = 'accepted') = (booked_fen IS NOT NULL)", name="accepted_is_booked"),
        CheckConstraint("(entry_id IS NOT NULL) = (COALESCE(booked_fen, 0) > 0)", name="booked_by_an_entry"),
        Index("uq_expenditure_report_open", "commitment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_expenditure_report_state", "state", "id"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    period: Mapped[int] = mapped_column()
    """1 for the project's first report, 2 for its second …"""
    version: Mapped[int] = mapped_column()
    state: Mapped[str] = mapped_column(String(12))
    opened_us: Mapped[int] = mapped_column(Micros)
    from_on: Mapped[date | None] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)
    amount_fen: Mapped[int | None] = mapped_column(Fen)
    """The sum of its lines, fixed when it was handed in."""
    submitted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    submitted_us: Mapped[int | None] = mapped_column(Micros)
    decided_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    decided_us: Mapped[int | None] = mapped_column(Micros)
    booked_fen: Mapped[int | None] = mapped_column(Fen)
    """What its acceptance moved from held to spent; the rest was advanced by the implementer and is booked when it is paid."""
    entry_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entry.id"))
    commitment: Mapped[Commitment] = relationship()
    lines: Mapped[list[ExpenditureLine]] = relationship(back_populates="report", order_by="ExpenditureLine.id")


class ExpenditureLine(Model):
    """One voucher in one report: the budget head it falls under, and how much of it this project bears."""

    __tablename__ = "expenditure_line"
    __table_args__ = (UniqueConstraint("report_id", "voucher_id"), CheckConstraint(f"head IN {KNOWN_HEAD}", name="head_known"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"), Index("ix_expenditure_line_voucher", "voucher_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    report_id: Mapped[int] = mapped_column(BigId, ForeignKey("expenditure_report.id"))
    voucher_id: Mapped[int] = mapped_column(BigId, ForeignKey("voucher.id"))
    head: Mapped[str] = mapped_column(String(12))
    amount_fen: Mapped[int] = mapped_column(Fen)
    report: Mapped[ExpenditureReport] = relationship(back_populates="lines")
    voucher: Mapped[Voucher] = relationship()


class SpendingStep(Model):
    """What happened to a report or to a voucher in it: who, when, why. Append-only."""

    __tablename__ = "spending_step"
    __table_args__ = (CheckConstraint("(voucher_id IS NOT NULL) = (what LIKE 'voucher-%')", name="voucher_steps_name_theirs"),
                      CheckConstraint("reason <> '' OR what NOT IN ('voucher-questioned', 'voucher-answered', 'voucher-withdrawn', 'voucher-disallowed', "
                                      "'report-returned')", name="reason_given"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    report_id: Mapped[int] = mapped_column(BigId, ForeignKey("expenditure_report.id"), index=True)
    voucher_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("voucher.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    by: Mapped[Person] = relationship(lazy="joined")


class HeadTransfer(Model):
    """Money moved from one budget head of a project to another: by notice, or asked for. It adds nothing and takes nothing away. Append-only."""

    __tablename__ = "head_transfer"
    __table_args__ = (UniqueConstraint("commitment_id", "serial"), CheckConstraint(f"from_head IN {KNOWN_HEAD}", name="from_known"),
                      CheckConstraint(f"to_head IN {KNOWN_HEAD}", name="to_known"), CheckConstraint("from_head <> to_head", name="two_heads"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("by_notice IN (0, 1)", name="notice_said"),
                      CheckConstraint("reason <> ''", name="reason_given"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(BigId, ForeignKey("commitment.id"))
    serial: Mapped[int] = mapped_column()
    from_head: Mapped[str] = mapped_column(String(12))
    to_head: Mapped[str] = mapped_column(String(12))
    amount_fen: Mapped[int] = mapped_column(Fen)
    by_notice: Mapped[int] = mapped_column()
    """1: small enough to count from the moment it was told; 0: counts once the foundation approved it."""
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    commitment: Mapped[Commitment] = relationship()
    ruling: Mapped[HeadTransferRuling | None] = relationship(back_populates="transfer")


class HeadTransferRuling(Model):
    """What the foundation said to a larger transfer. Append-only, one each."""

    __tablename__ = "head_transfer_ruling"
    __table_args__ = (UniqueConstraint("transfer_id"), CheckConstraint("approved IN (0, 1)", name="approved_said"),
                      CheckConstraint("approved = 1 OR reason <> ''", name="reason_given"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    transfer_id: Mapped[int] = mapped_column(BigId, ForeignKey("head_transfer.id"))
    approved: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    transfer: Mapped[HeadTransfer] = relationship(back_populates="ruling")


for _model in (VoucherFile, SpendingStep, HeadTransfer, HeadTransferRuling):
    protect(_model.__table__)  # type: ignore[arg-type]
