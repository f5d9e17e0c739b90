"""What the pages about banks ask: accounts, statements, lines, batches, payees; every list by keyset, every page a fixed number of statements."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Organisation
from ...paging import Page, page_of
from ...storage import db
from ..models import (BankAccount, BankLine, BankMatch, BankStatement, BatchRow, Commitment, Entry, Fund, PayeeAccount, Payment, PaymentBatch)
from .facts import Proposal as Match

EVERY_DESK = {"bureau", "auditor"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a match points at, for the person who confirms: its words and the project it belongs to, if any."""

    text: str
    proposal_id: int | None
    amount_fen: int


def desks_of(posts: Collection[str]) -> tuple[str, ...]:
    """The desks whose accounts somebody with these posts sees."""
    return tuple(desk for desk in ("foundation", "treasury") if EVERY_DESK & set(posts) or {desk, f"{desk}_lead"} & set(posts))


def accounts(desks: Iterable[str]) -> list[BankAccount]:
    """The accounts of these desks."""
    return list(db.session.scalars(select(BankAccount).where(BankAccount.desk.in_(tuple(desks))).order_by(BankAccount.desk, BankAccount.id)))


def statements(account_ids: Collection[int], *, after: int | None, before: int | None) -> Page[BankStatement]:
    """The newest statements first."""
    return page_of(select(BankStatement).where(BankStatement.account_id.in_(account_ids)), BankStatement.id, after=after, before=before)


def lines(statement_id: int, *, after: int | None, before: int | None) -> Page[BankLine]:
    """A statement's lines in their order, each with what it was taken for."""
    asked = select(BankLine).where(BankLine.statement_id == statement_id).options(selectinload(BankLine.matches))
    return page_of(asked, BankLine.id, after=after, before=before, newest_first=False)


def history(line_id: int) -> list[tuple[BankMatch, str, str]]:
    """Everything that a line was ever taken for, with who said so and who took it back."""
    found = list(db.session.scalars(select(BankMatch).where(BankMatch.line_id == line_id).order_by(BankMatch.id)))
    names = _names({each.actor for each in found} | {each.undone_by for each in found if each.undone_by})
    return [(each, names.get(each.actor, each.actor), names.get(each.undone_by or "", "")) for each in found]


def _names(actors: Collection[str]) -> dict[str, str]:
    ids = [int(actor[1:]) for actor in actors if actor.startswith("p")]
    return {f"p{key}": name for key, name in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def targets(matches: Collection[Match]) -> dict[tuple[str, int], Target]:
    """The words for everything that these proposals point at, by kind and number; at most four statements."""
    wanted: dict[str, set[int]] = {"payment": set(), "commitment": set(), "fund": set(), "entry": set()}
    for match in matches:
        wanted[family(match.kind)].update(match.targets)
    return {**payments(wanted["payment"]), **_commitments(wanted["commitment"]), **_funds(wanted["fund"]), **_entries(wanted["entry"])}


def family(kind: str) -> str:
    """What the targets of a match of this kind are."""
    return {"refund": "commitment", "receipt": "fund", "booked": "entry"}.get(kind, "payment")


def payments(ids: Collection[int]) -> dict[tuple[str, int], Target]:
    """Payments by project and tranche."""
    if not ids:
        return {}
    asked = select(Payment).where(Payment.id.in_(ids)).options(joinedload(Payment.proposal), joinedload(Payment.tranche))
    return {("payment", leg.id): Target(f"{leg.proposal.title} #{leg.tranche.seq}", leg.proposal_id, leg.amount_fen) for leg in db.session.scalars(asked)}


def _commitments(ids: Collection[int]) -> dict[tuple[str, int], Target]:
    asked = select(Commitment.id, Proposal.title, Proposal.id, Commitment.amount_fen).join(Proposal).where(Commitment.id.in_(ids))
    return {("commitment", key): Target(title, proposal_id, fen) for key, title, proposal_id, fen in db.session.execute(asked)} if ids else {}


def _funds(ids: Collection[int]) -> dict[tuple[str, int], Target]:
    return {("fund", fund.id): Target(fund.title, None, 0) for fund in db.session.scalars(select(Fund).where(Fund.id.in_(ids)))} if ids else {}


def _entries(ids: Collection[int]) -> dict[tuple[str, int], Target]:
    asked = select(Entry.id, Entry.document, Entry.amount_fen).where(Entry.id.in_(ids))
    return {("entry", key): Target(f"{key} {document}", None, fen) for key, document, fen in db.session.execute(asked)} if ids else {}


def batches(desks: Iterable[str], *, after: int | None, before: int | None) -> Page[PaymentBatch]:
    """The newest batches first."""
    return page_of(select(PaymentBatch).where(PaymentBatch.desk.in_(tuple(desks))), PaymentBatch.id, after=after, before=before)


def rows(batch_id: int) -> list[tuple[BatchRow, Payment]]:
    """A batch's rows as they went to the bank, each with the payment as it stands now."""
    asked = (select(BatchRow, Payment).join(Payment, Payment.id == BatchRow.payment_id).where(BatchRow.batch_id == batch_id)
             .options(joinedload(Payment.proposal), joinedload(Payment.tranche)).order_by(BatchRow.seq))
    return [(row, leg) for row, leg in db.session.execute(asked)]


def author(actor: str) -> str:
    """The name behind an actor."""
    return _names({actor}).get(actor, actor)


def payees(*, organisation_id: int | None, after: int | None, before: int | None) -> Page[PayeeAccount]:
    """Payees' accounts, the newest first; of one organisation, or all."""
    asked = select(PayeeAccount)
    asked = asked if organisation_id is None else asked.where(PayeeAccount.organisation_id == organisation_id)
    return page_of(asked, PayeeAccount.id, after=after, before=before)


def unchecked(actor: str) -> tuple[int, int]:
    """How many payees' accounts this person could check, and since when the first of them waits (UTC microseconds)."""
    asked = select(func.count(), func.min(PayeeAccount.recorded_us)).where(PayeeAccount.verified_us.is_(None), PayeeAccount.retired_us.is_(None),
                                                                           PayeeAccount.recorded_by != actor)
    count, since = db.session.execute(asked).one()
    return int(count), int(since or 0)


@dataclass(frozen=True, slots=True)
class OpenLines:
    """An account's lines that nobody explained: how many, and since when the first of them is known."""

    account_id: int
    title: str
    count: int
    since_us: int


def open_lines(desks: Collection[str]) -> list[OpenLines]:
    """The accounts of these desks that have such lines; one statement."""
    used = func.coalesce(select(func.sum(BankMatch.amount_fen)).where(BankMatch.line_id == BankLine.id, BankMatch.undone_us.is_(None)).scalar_subquery(), 0)
    asked = (select(BankAccount.id, BankAccount.title, func.count(), func.min(BankStatement.at_us)).select_from(BankLine)
             .join(BankStatement, BankStatement.id == BankLine.statement_id).join(BankAccount, BankAccount.id == BankLine.account_id)
             .where(BankAccount.desk.in_(tuple(desks)), BankLine.amount_fen > used).group_by(BankAccount.id, BankAccount.title).order_by(BankAccount.id))
    return [OpenLines(key, title, int(count), int(since)) for key, title, count, since in db.session.execute(asked)]


def receivers() -> list[Organisation]:
    """Organisations that may receive money in another's place: registered ones."""
    return list(db.session.scalars(select(Organisation).where(Organisation.registered == 1).order_by(Organisation.name)))
