"""The books: stage accounts, entries, transfers and the head. Single-row transfers: every fen of a fund is in one stage."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...storage import BigId, Fen, Micros, Model

STAGES = ("origin", "pool", "commit", "order", "held", "spent", "returned")


class Account(Model):
    """A stage of one fund, per commitment from ``commit`` on. Balance = credits - debits, never below zero but at the origin."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("fund_id", "stage", "commitment_id"),
                      CheckConstraint("stage = 'origin' OR credits_fen >= debits_fen", name="never_overdrawn"),
                      CheckConstraint("stage IN ('origin', 'pool', 'commit', 'order', 'held', 'spent', 'returned')", name="stage_known"),
                      CheckConstraint("(stage IN ('origin', 'pool')) = (commitment_id IS NULL)", name="commitment_from_commit_on"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    stage: Mapped[str] = mapped_column(String(12))
    commitment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("commitment.id"), index=True)
    debits_fen: Mapped[int] = mapped_column(Fen, default=0)
    credits_fen: Mapped[int] = mapped_column(Fen, default=0)
    last_transfer_id: Mapped[int] = mapped_column(BigId, default=0)
    """The transfer that moved the balance last: the database accepts a new balance only together with one."""


class Entry(Model):
    """One event of the books: one or more transfers, all or none. Append-only; chained by hash."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("idem_key"), UniqueConstraint("hash"), UniqueConstraint("prev_hash"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"),
                      CheckConstraint("kind IN ('receipt', 'commit', 'order', 'pay', 'spend', 'refund', 'release', 'reverse')", name="kind_known"),
                      Index("ix_entry_commitment", "commitment_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    idem_key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("commitment.id"))
    amount_fen: Mapped[int] = mapped_column(Fen)
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the entry and its transfers."""
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Transfer(Model):
    """A movement of fen from one stage to another of the same fund. Append-only."""

    __tablename__ = "transfer"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("debit_id <> credit_id", name="two_accounts"),
                      Index("ix_transfer_entry", "entry_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entry.id"))
    debit_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"))
    credit_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"))
    amount_fen: Mapped[int] = mapped_column(Fen)


class LedgerHead(Model):
    """The last entry of the books, one row: whoever posts locks it, so that entries come one after another. Moved by trigger alone."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str] = mapped_column(String(64))
