"""What the banks said and what it was taken for: statements with their lines, proven by the database, and matches, which are undone but never unsaid."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...storage import BigId, Fen, Micros, Model
from .. import guarding
from .bank import BankAccount
from .commitments import Payment

MATCH_KINDS = ("pay", "bounce", "return", "receipt", "refund")


class BankStatement(Model):
    """One file of a bank, kept byte for byte: it begins with the balance with which the one before ended. Append-only."""

    __tablename__ = "bank_statement"
    __table_args__ = (UniqueConstraint("account_id", "sha256"), UniqueConstraint("account_id", "seq"), CheckConstraint("size > 0", name="not_empty"),
                      CheckConstraint("from_day <= to_day", name="days_in_order"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("bank_account.id"))
    seq: Mapped[int] = mapped_column()
    """Its place among the account's statements, from 1, without gaps."""
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    from_day: Mapped[str] = mapped_column(String(10))
    to_day: Mapped[str] = mapped_column(String(10))
    opening_fen: Mapped[int] = mapped_column(Fen)
    closing_fen: Mapped[int] = mapped_column(Fen)
    size: Mapped[int] = mapped_column()
    """How many lines it has."""
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    account: Mapped[BankAccount] = relationship(lazy="joined")


class BankLine(Model):
    """One movement as the bank booked it: ``in`` or ``out`` of our account, with the balance after it. Append-only."""

    __tablename__ = "bank_line"
    __table_args__ = (UniqueConstraint("statement_id", "seq"), UniqueConstraint("account_id", "reference"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("direction IN ('in', 'out')", name="direction_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    statement_id: Mapped[int] = mapped_column(BigId, ForeignKey("bank_statement.id"))
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("bank_account.id"))
    seq: Mapped[int] = mapped_column()
    reference: Mapped[str] = mapped_column(String(40))
    """The bank's number; where it gives none, made of day, movement and balance."""
    booked_on: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(3))
    amount_fen: Mapped[int] = mapped_column(Fen)
    balance_fen: Mapped[int] = mapped_column(Fen)
    counterparty: Mapped[str] = mapped_column(String(80))
    counterparty_account: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(String(200))
    statement: Mapped[BankStatement] = relationship(lazy="joined")
    matches: Mapped[list[BankMatch]] = relationship(back_populates="line", order_by="BankMatch.id")


class BankMatch(Model):
    """What a person took a line, or a part of it, for. Undone once at most, and then kept as undone."""

    __tablename__ = "bank_match"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"),
                      CheckConstraint("(undone_us IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
                      CheckConstraint("kind IN ('pay', 'bounce', 'return', 'receipt', 'refund')", name="kind_known"),
                      CheckConstraint("(kind IN ('pay', 'bounce', 'return')) = (payment_id IS NOT NULL)", name="payment_of_its_kind"),
                      CheckConstraint("(kind = 'bounce') = (entry_id IS NULL)", name="entry_of_its_kind"),
                      Index("ix_bank_match_payment", "payment_id"), Index("ix_bank_match_entry", "entry_id"), Index("ix_bank_match_line", "line_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    line_id: Mapped[int] = mapped_column(BigId, ForeignKey("bank_line.id"))
    kind: Mapped[str] = mapped_column(String(8))
    amount_fen: Mapped[int] = mapped_column(Fen)
    payment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("payment.id"))
    entry_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entry.id"))
    """What was booked for it; a payment that bounced before it arrived was never booked."""
    actor: Mapped[str] = mapped_column(String(40))
    at_us: Mapped[int] = mapped_column(Micros)
    booked: Mapped[int] = mapped_column(default=1)
    """1: the match booked its entry, so undoing it takes the entry back; 0: the entry stood before."""
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_us: Mapped[int | None] = mapped_column(Micros)
    line: Mapped[BankLine] = relationship(back_populates="matches")
    payment: Mapped[Payment | None] = relationship()


NOT_NEXT = ("NEW.seq <> COALESCE((SELECT MAX(s.seq) FROM bank_statement s WHERE s.account_id = NEW.account_id), 0) + 1 "
            "OR EXISTS (SELECT 1 FROM bank_statement s WHERE s.account_id = NEW.account_id AND s.seq = NEW.seq - 1 "
            "AND (s.closing_fen <> NEW.opening_fen OR s.to_day > NEW.from_day))")
OFF_BALANCE = (
    "NOT EXISTS (SELECT 1 FROM bank_statement s LEFT JOIN bank_line p ON p.statement_id = s.id AND p.seq = NEW.seq - 1 "
    "WHERE s.id = NEW.statement_id AND s.account_id = NEW.account_id AND NEW.seq BETWEEN 1 AND s.size AND (NEW.seq = 1 OR p.id IS NOT NULL) "
    "AND NEW.balance_fen = COALESCE(p.balance_fen, s.opening_fen) + CASE NEW.direction WHEN 'in' THEN NEW.amount_fen ELSE -NEW.amount_fen END "
    "AND (NEW.seq < s.size OR NEW.balance_fen = s.closing_fen) AND NEW.booked_on BETWEEN s.from_day AND s.to_day)")
_WAYS = {"pay": "out", "return": "in", "receipt": "in", "refund": "in"}
WRONG_WAY = "EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND NEW.kind || ':' || l.direction IN ({}))".format(
    ", ".join(f"'{kind}:{'in' if way == 'out' else 'out'}'" for kind, way in _WAYS.items()))
OVER_LINE = ("NEW.undone_us IS NOT NULL OR NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND l.amount_fen >= NEW.amount_fen + COALESCE(("
             "SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.line_id = NEW.line_id AND m.undone_us IS NULL), 0))")
_PAID = ("COALESCE((SELECT SUM(CASE o.direction WHEN 'out' THEN m.amount_fen ELSE -m.amount_fen END) FROM bank_match m JOIN bank_line o ON o.id = m.line_id "
         "WHERE m.payment_id = NEW.payment_id AND m.undone_us IS NULL), 0)")
_SIGN = "CASE l.direction WHEN 'out' THEN NEW.amount_fen ELSE -NEW.amount_fen END"
OVER_PAYMENT = ("NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id "
                f"WHERE p.id = NEW.payment_id AND {_PAID} + {_SIGN} BETWEEN 0 AND p.amount_fen)")
OVER_ENTRY = ("NEW.kind IN ('receipt', 'refund') AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind = NEW.kind "
              "AND e.amount_fen >= NEW.amount_fen + COALESCE((SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.entry_id = NEW.entry_id "
              "AND m.undone_us IS NULL), 0))")
_KEPT = " OR ".join(f"COALESCE(NEW.{name}, 0) <> COALESCE(OLD.{name}, 0)" for name in ("id", "line_id", "amount_fen", "payment_id", "entry_id", "at_us"))
UNSAID = f"OLD.undone_us IS NOT NULL OR NEW.undone_us IS NULL OR NEW.kind <> OLD.kind OR NEW.actor <> OLD.actor OR {_KEPT}"
LEFT_OPEN = ("NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id "
             f"WHERE p.id = NEW.payment_id AND {_PAID} - ({_SIGN}) BETWEEN 0 AND p.amount_fen)")
_IN_BATCH = "EXISTS (SELECT 1 FROM batch_row r WHERE r.batch_id = NEW.batch_id AND r.payment_id = NEW.id AND r.amount_fen = NEW.amount_fen)"
_ON_LINE = ("EXISTS (SELECT 1 FROM payment_batch b JOIN bank_line l ON l.account_id = b.account_id WHERE b.id = NEW.batch_id "
            "AND l.reference = NEW.bank_reference AND l.direction = 'out' AND l.amount_fen >= NEW.amount_fen)")
REFUSALS = (
    (Payment, "payment_begins_unsent", "INSERT", "NEW.state IN ('sent', 'paid')", "a payment begins unsent"),
    (Payment, "payment_sent_in_a_batch", "UPDATE", f"NEW.state IN ('sent', 'paid') AND NEW.state <> OLD.state AND NOT {_IN_BATCH}",
     "a payment is sent in a batch"),
    (Payment, "payment_paid_by_a_line", "UPDATE", f"NEW.state = 'paid' AND OLD.state <> 'paid' AND NOT {_ON_LINE}", "a payment arrives by a line"),
    (BankStatement, "bank_statement_follows", "INSERT", NOT_NEXT, "a statement begins where the one before ended"),
    (BankLine, "bank_line_follows", "INSERT", OFF_BALANCE, "a line follows from the balance before it"),
    (BankMatch, "bank_match_of_its_way", "INSERT", WRONG_WAY, "a line went the other way"),
    (BankMatch, "bank_match_within_line", "INSERT", OVER_LINE, "more than the line"),
    (BankMatch, "bank_match_within_payment", "INSERT", OVER_PAYMENT, "more than the payment, or back before it went"),
    (BankMatch, "bank_match_within_entry", "INSERT", OVER_ENTRY, "more than was booked, or another kind"),
    (BankMatch, "bank_match_undone_once", "UPDATE", UNSAID, "a match is undone once and otherwise stays"),
    (BankMatch, "bank_match_undone_in_turn", "UPDATE", LEFT_OPEN, "what came later is undone first"),
)

for _model in (BankStatement, BankLine):
    protect(_model.__table__)  # type: ignore[arg-type]
guarding.stay(BankMatch.__table__)  # type: ignore[arg-type]
for _model, _name, _moment, _when, _message in REFUSALS:
    guarding.refuse(_model.__table__, name=_name, moment=_moment, when=_when, message=f"bank: {_message}")  # type: ignore[arg-type]
