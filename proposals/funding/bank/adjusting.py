"""The reconciliation of an account (余额调节表): our books and the bank's, each adjusted by what only the other has seen yet; then both are one figure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """Money on its way between the two books (未达账项): since when, what it is, and how much in fen; ``href`` leads to it."""

    day: date
    text: str
    amount_fen: int
    href: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Both balances at the end of one day, and the four groups of items that stand between them; all fen."""

    day: date
    book_fen: int
    bank_fen: int
    bank_received: tuple[Item, ...]
    """The bank has received it, we have not booked it."""
    bank_paid: tuple[Item, ...]
    book_received: tuple[Item, ...]
    """We have booked it, the bank has not received it."""
    book_paid: tuple[Item, ...]

    @property
    def adjusted_book_fen(self) -> int:
        """Our balance with what only the bank knows."""
        return self.book_fen + total(self.bank_received) - total(self.bank_paid)

    @property
    def adjusted_bank_fen(self) -> int:
        """The bank's balance with what only we know."""
        return self.bank_fen + total(self.book_received) - total(self.book_paid)

    @property
    def difference_fen(self) -> int:
        """Nothing, unless somebody has booked wrongly."""
        return self.adjusted_bank_fen - self.adjusted_book_fen


def total(items: tuple[Item, ...]) -> int:
    """A group's sum, in fen."""
    return sum(item.amount_fen for item in items)
