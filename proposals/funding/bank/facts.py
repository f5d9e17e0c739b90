"""What matching looks at: lines that nobody has explained yet, payments under way or made, money due back, and money expected. Amounts in fen."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of a statement, as far as it is unexplained."""

    id: int
    direction: str
    amount_fen: int
    booked_on: date
    counterparty: str
    counterparty_account: str
    summary: str


@dataclass(frozen=True, slots=True)
class Leg:
    """A payment that was ``sent``, has arrived (``paid``) or was ``bounced`` by hand, as the bank's file named it; ``mark`` is what its purpose says."""

    id: int
    state: str
    amount_fen: int
    holder: str
    number: str
    sent_on: date
    mark: str
    batch: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What an implementer still holds of one commitment and has to give back."""

    commitment_id: int
    amount_fen: int
    holder: str
    number: str
    mark: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a funder has pledged to a fund and not yet given; ``names`` are what its bank calls it."""

    fund_id: int
    amount_fen: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """A receipt or a refund that stands in the books from a paper, as far as no line shows it yet; ``document`` is the paper's number."""

    entry_id: int
    kind: str
    amount_fen: int
    day: date
    document: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What lines may stand for; a person decides. ``certain``: nothing else fits and everything agrees.

    ``kind``: pay, bounce (went out and came back unseen), return (came back after it had arrived), returned (was said by hand to have come
    back: both lines only prove it), refund, receipt, booked. ``targets`` are payments, for a refund the commitment, for a receipt the fund, for
    what is booked already the entry. ``reason`` is for the person who confirms.
    """

    kind: str
    line_ids: tuple[int, ...]
    targets: tuple[int, ...]
    amounts: tuple[int, ...]
    certain: bool
    reason: str
