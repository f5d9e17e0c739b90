"""The books: stage accounts, entries of single-row transfers, seals, the head, and closed periods. Every fen of a fund is in one stage."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...storage import BigId, Fen, Micros, Model

STAGES = ("origin", "due", "pledged", "pool", "lent", "allot", "commit", "order", "held", "spent", "returned")
OVERDRAFT = ("origin", "due")
"""What may be below zero: where money comes from, and what a source still owes to the one that advanced it."""
PLACED = ("allot",)
"""Per street and category; the others are of a commitment or of the whole fund."""
COMMITTED = ("commit", "order", "held", "spent")
PAID = ("order", "held", "spent")
"""Stages whose sum is what a source bore of a commitment: ordered or paid, less refunds. The split rule holds for it."""
MOVEMENTS = {
    "pledge": (("origin", "pledged"),),
    "receipt": (("origin", "pool"), ("pledged", "pool")),
    "advance": (("pool", "lent"), ("due", "pool")),
    "repay": (("pool", "due"), ("lent", "pool")),
    "allot": (("pool", "allot"),),
    "recall": (("allot", "pool"),),
    "commit": (("pool", "commit"), ("allot", "commit")),
    "amend": (("pool", "commit"), ("allot", "commit"), ("commit", "pool"), ("commit", "allot")),
    "release": (("commit", "pool"), ("commit", "allot")),
    "order": (("commit", "order"),),
    "void": (("order", "commit"),),
    "pay": (("order", "held"),),
    "spend": (("held", "spent"),),
    "disallow": (("spent", "held"),),
    "refund": (("held", "returned"),),
    "surplus": (("pool", "returned"),),
    "carry": (("pool", "returned"), ("origin", "pool")),
}
"""Which stages each kind of entry may join; ``reverse`` mirrors one earlier entry instead."""
KINDS = (*MOVEMENTS, "reverse")


def _in(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


class Account(Model):
    """A stage of one fund: per commitment, per street and category, or of the whole fund. Balance = credits - debits."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("fund_id", "stage", "commitment_id", "street_id", "category_id"),
                      CheckConstraint(f"stage IN ({_in(OVERDRAFT)}) OR credits_fen >= debits_fen", name="never_overdrawn"),
                      CheckConstraint("debits_fen >= 0 AND credits_fen >= 0", name="sums_not_negative"),
                      CheckConstraint(f"stage IN ({_in(STAGES)})", name="stage_known"),
                      CheckConstraint(f"commitment_id IS NOT NULL OR stage NOT IN ({_in(COMMITTED)})", name="commitment_from_commit_on"),
                      CheckConstraint(f"commitment_id IS NULL OR stage IN ({_in((*COMMITTED, 'returned'))})", name="no_commitment_before"),
                      CheckConstraint(f"(stage IN ({_in(PLACED)})) = (street_id IS NOT NULL OR category_id IS NOT NULL)", name="place_of_an_allotment"),
                      {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    fund_id: Mapped[int] = mapped_column(BigId, ForeignKey("fund.id"))
    stage: Mapped[str] = mapped_column(Text)
    commitment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("commitment.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    debits_fen: Mapped[int] = mapped_column(Fen, default=0)
    credits_fen: Mapped[int] = mapped_column(Fen, default=0)
    last_transfer_id: Mapped[int] = mapped_column(BigId, default=0)
    """The transfer that moved the balance last: the database accepts a new balance only together with one."""


class Entry(Model):
    """One event of the books: one or more transfers, all or none. Append-only, numbered without gaps, chained by hash, sealed."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("idem_key"), UniqueConstraint("hash"), UniqueConstraint("prev_hash"), UniqueConstraint("reverses_id"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("seal_id = id", name="sealed_by_its_own"),
                      CheckConstraint(f"kind IN ({_in(KINDS)})", name="kind_known"),
                      CheckConstraint("(kind = 'reverse') = (reverses_id IS NOT NULL)", name="reversal_names_its_entry"),
                      CheckConstraint("occurred_on LIKE '____-__-__'", name="occurred_on_a_day"),
                      Index("ix_entry_commitment", "commitment_id"), Index("ix_entry_payment", "payment_id"), {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    idem_key: Mapped[str] = mapped_column(Text)
    """What the caller calls this event; the same key never books twice."""
    kind: Mapped[str] = mapped_column(Text)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("commitment.id"))
    payment_id: Mapped[int | None] = mapped_column(BigId)
    """The leg that was paid, voided or returned by it."""
    amount_fen: Mapped[int] = mapped_column(Fen)
    actor: Mapped[str] = mapped_column(Text)
    occurred_on: Mapped[str] = mapped_column(Text)
    """The local day on which it happened (2018-03-01): never within a closed period."""
    at_us: Mapped[int] = mapped_column(Micros)
    """When it was booked."""
    document: Mapped[str] = mapped_column(Text, default="")
    """The paper behind it: a bank reference, a document number."""
    reverses_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entry.id"))
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the entry and its transfers."""
    prev_hash: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)
    seal_id: Mapped[int] = mapped_column(BigId, ForeignKey("seal.entry_id", deferrable=True, initially="DEFERRED"))
    """Its own number: at COMMIT the seal must stand, and a seal is set only on an entry that adds up."""


class Transfer(Model):
    """A movement of fen from one stage to another of the same fund. Append-only."""

    __tablename__ = "transfer"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("debit_id <> credit_id", name="two_accounts"),
                      Index("ix_transfer_entry", "entry_id"), Index("ix_transfer_debit", "debit_id", "id"), Index("ix_transfer_credit", "credit_id", "id"),
                      {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entry.id"))
    debit_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"))
    credit_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"))
    amount_fen: Mapped[int] = mapped_column(Fen)


class Seal(Model):
    """Set last on an entry; setting it runs the checks of the whole entry, and after it nothing can be added. Append-only."""

    __tablename__ = "seal"
    __table_args__ = ({"sqlite_strict": True},)
    entry_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class LedgerHead(Model):
    """The last entry of the books, one row: whoever posts locks it, so that entries come one after another. Moved by trigger alone."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"), {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str] = mapped_column(Text)


class ClosedPeriod(Model):
    """A season's books up to this day are closed: nothing may be booked into it any more. Append-only, each later than the last."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("season_id", "through"), CheckConstraint("through LIKE '____-__-__'", name="through_a_day"), {"sqlite_strict": True})
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    through: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
