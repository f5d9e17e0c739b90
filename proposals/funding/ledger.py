"""The books: one function posts, and what it posts is never changed.

An entry is one event (a receipt, a commitment, a payment …) of one or more transfers; a transfer moves fen from one stage to the
next within one fund, so that every fen of every source is in exactly one stage. Entries are numbered without gaps and chained:
each hash is SHA-256 of the hash before and of the entry's own canonical body. Balances, seals and the split are kept by the
database's triggers (``triggers``).
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select
from sqlalchemy.orm import Session

from workflow import Actor
from workflow.chain import canonical, link

from .. import clock
from ..errors import Refusal
from ..shell import money as yuan
from .models import STAGES, Account, ClosedPeriod, Entry, LedgerHead, Seal, Transfer
from .models.ledger import COMMITTED, KINDS, OVERDRAFT, PLACED
from .prepared import Addition, Question

OF_A_COMMITMENT = (*COMMITTED, "returned")

Leg = tuple[int, str, str, int]
Place = tuple[int | None, int | None]
Key = tuple[int, str]
ANYWHERE: Place = (None, None)
EVERYWHERE: Mapping[int, Place] = {}

_BALANCE = (Account.credits_fen - Account.debits_fen).label("balance")
_ACCOUNTS = select(Account.id, Account.fund_id, Account.stage, _BALANCE)
_OF_COMMITMENT = _ACCOUNTS.where(Account.commitment_id == bindparam("commitment"))
_OF_FUNDS = _ACCOUNTS.where(Account.commitment_id.is_(None), Account.fund_id.in_(bindparam("funds", expanding=True)),
                            Account.street_id.is_(None), Account.category_id.is_(None))
_OF_PLACES = (select(Account.id, Account.fund_id, Account.stage, _BALANCE, Account.street_id, Account.category_id)
              .where(Account.stage.in_(PLACED), Account.fund_id.in_(bindparam("funds", expanding=True))))
_LOCK_HEAD = select(LedgerHead.id).with_for_update()
_THROUGH = select(func.max(ClosedPeriod.through)).where(ClosedPeriod.season_id == bindparam("season")).scalar_subquery()
_STANDING = Question(select(LedgerHead.entry_id, LedgerHead.hash, _THROUGH.label("through"), Entry.id.label("earlier_id"), Entry.hash.label("earlier_hash"),
                            Entry.amount_fen, Entry.body, Account.id.label("account_id"), Account.fund_id, Account.stage, _BALANCE)
                     .outerjoin_from(LedgerHead, Entry, Entry.idem_key == bindparam("key"))
                     .outerjoin(Account, Account.commitment_id == bindparam("commitment")))
_ADD_ENTRY = Addition(Entry, "id", "kind", "season_id", "commitment_id", "payment_id", "occurred_on", "document", "reverses_id", "idem_key", "actor",
                      "at_us", "amount_fen", "body", "prev_hash", "hash", "seal_id")
_ADD_TRANSFER = Addition(Transfer, "entry_id", "debit_id", "credit_id", "amount_fen")
_ADD_SEAL = Addition(Seal, "entry_id")
_ADD_ACCOUNT = insert(Account)
_TRANSFERS = select(Transfer.debit_id, Transfer.credit_id, Transfer.amount_fen).where(Transfer.entry_id == bindparam("entry")).order_by(Transfer.id)
_WHOSE = select(Account.id, Account.stage, _BALANCE).where(Account.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry in the books: its number, the hash that the next one builds on, and its amount in fen."""

    id: int
    hash: str
    amount_fen: int


@dataclass(slots=True)
class _Account:
    id: int
    stage: str
    balance: int


@dataclass(frozen=True, slots=True)
class _Event:
    """What the caller says of an entry, apart from the accounts it moves between."""

    kind: str
    season_id: int
    commitment_id: int | None
    payment_id: int | None
    occurred_on: str
    document: str
    reverses_id: int | None
    idem_key: str
    actor: str
    at: int


def post(session: Session, *, kind: str, season_id: int, commitment_id: int | None, legs: Sequence[Leg], idem_key: str, actor: Actor, at: int,
         occurred_on: date | None = None, document: str = "", payment_id: int | None = None, places: Mapping[int, Place] = EVERYWHERE) -> Posted:
    """Write one entry with its transfers and its seal, all or none, in the caller's transaction; return its number and hash.

    ``legs`` are (fund, from stage, to stage, fen); fen are whole numbers above zero (TypeError, ValueError). ``places`` names, by
    fund, street and category of the allotments among the stages. The same key with the same content gives the first entry again; with other content it is
    refused (``booked-otherwise``). Refused too: a stage that holds too little (``balance-short``), a day in a closed period
    (``period-closed``). ``at`` is UTC microseconds, ``occurred_on`` the local day it happened, that of ``at`` when not given.
    """
    _check(legs, kind=kind)
    event = _Event(kind, season_id, commitment_id, payment_id, (occurred_on or clock.today(at)).isoformat(), document, None, idem_key, actor.id, at)
    content = {"legs": [list(leg) for leg in legs]} | ({"places": [[fund, *places[fund]] for fund in sorted(places)]} if places else {})
    connection = session.connection()
    standing, *others = _take_turn(connection, event=event)
    earlier = _earlier(standing, event=event, content=content)
    if earlier is not None:
        return earlier
    accounts = _accounts(connection, event=event, legs=legs, places=places, own=[standing, *others] if standing.account_id is not None else [])
    moves = [(accounts[fund_id, source], accounts[fund_id, target], fen) for fund_id, source, target, fen in legs]
    return _write(connection, event=event, content=content, moves=moves, head=(standing.entry_id, standing.hash))


def reverse(session: Session, *, entry_id: int, idem_key: str, actor: Actor, at: int, occurred_on: date | None = None, document: str = "") -> Posted:
    """Undo one entry by its exact mirror: each account gets back what it gave. Once per entry (``reversed-already``), never a reversal itself.

    What the mirror takes must still be there (``balance-short``). The mirror is the one act that may leave a source off its weight until
    the next payment levels it.
    """
    connection = session.connection()
    original = connection.execute(select(Entry.kind, Entry.season_id, Entry.commitment_id, Entry.payment_id).where(Entry.id == entry_id)).one()
    event = _Event("reverse", original.season_id, original.commitment_id, original.payment_id, (occurred_on or clock.today(at)).isoformat(), document,
                   entry_id, idem_key, actor.id, at)
    content = {"reverses": entry_id}
    standing = _take_turn(connection, event=event)[0]
    earlier = _earlier(standing, event=event, content=content)
    if earlier is not None:
        return earlier
    if original.kind == "reverse" or connection.execute(select(Entry.id).where(Entry.reverses_id == entry_id)).first() is not None:
        raise Refusal("reversed-already", entry=entry_id)
    rows = connection.execute(_TRANSFERS, {"entry": entry_id}).all()
    found = connection.execute(_WHOSE, {"ids": sorted({row[0] for row in rows} | {row[1] for row in rows})})
    accounts = {row.id: _Account(row.id, row.stage, row.balance) for row in found}
    moves = [(accounts[credit], accounts[debit], fen) for debit, credit, fen in reversed(rows)]
    return _write(connection, event=event, content=content, moves=moves, head=(standing.entry_id, standing.hash))


def balances(session: Session, *, commitment_id: int) -> dict[Key, int]:
    """What lies in each (fund, stage) of one commitment, in fen."""
    rows = session.connection().execute(_OF_COMMITMENT, {"commitment": commitment_id})
    return {(row.fund_id, row.stage): row.balance for row in rows}


def by_stage(session: Session, *, commitment_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """What lies in each stage of several commitments, over all funds, in fen; one query."""
    asked = (select(Account.commitment_id, Account.stage, func.sum(_BALANCE.element)).where(Account.commitment_id.in_(commitment_ids))
             .group_by(Account.commitment_id, Account.stage))
    found: dict[int, dict[str, int]] = {}
    for commitment_id, stage, fen in session.connection().execute(asked):
        found.setdefault(commitment_id, {})[stage] = int(fen)
    return found


def pool(session: Session, *, fund_ids: Sequence[int]) -> dict[int, int]:
    """What each fund has received and not yet committed, in fen."""
    rows = session.connection().execute(_OF_FUNDS, {"funds": fund_ids})
    return dict.fromkeys(fund_ids, 0) | {row.fund_id: row.balance for row in rows if row.stage == "pool"}


def count(session: Session, *, commitment_id: int, kind: str) -> int:
    """How many entries of one kind a commitment has."""
    return int(session.connection().execute(select(func.count()).where(Entry.commitment_id == commitment_id, Entry.kind == kind)).scalar_one())


def _take_turn(connection: Connection, *, event: _Event) -> list[Any]:
    """The last entry, what is closed, what came under this key before, and the commitment's accounts, one a row; whoever has read it posts next.

    SQLite has one writer. PostgreSQL locks the head by a statement of its own: one that waited would still see the rest as it was before.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(_LOCK_HEAD)
    return _STANDING.rows(connection, {"key": event.idem_key, "season": event.season_id, "commitment": event.commitment_id})


def _write(connection: Connection, *, event: _Event, content: dict[str, object], moves: Sequence[tuple[_Account, _Account, int]],
           head: tuple[int, str]) -> Posted:
    """Entry, transfers, seal: in this order, because the seal's guard checks what stands before it."""
    number = head[0] + 1
    transfers = [_move(giving, taking, fen=fen, entry_id=number) for giving, taking, fen in moves]
    columns = {"id": number, "kind": event.kind, "season_id": event.season_id, "commitment_id": event.commitment_id, "payment_id": event.payment_id,
               "occurred_on": event.occurred_on, "document": event.document, "reverses_id": event.reverses_id, "idem_key": event.idem_key,
               "actor": event.actor, "at_us": event.at, "amount_fen": sum(fen for _giving, _taking, fen in moves)}
    body = canonical(content | columns | {"transfers": [[t["debit_id"], t["credit_id"], t["amount_fen"]] for t in transfers]})
    digest = link(head[1], body=body)
    _ADD_ENTRY.one(connection, {**columns, "body": body, "prev_hash": head[1], "hash": digest, "seal_id": number})
    _ADD_TRANSFER.many(connection, transfers)
    _ADD_SEAL.one(connection, {"entry_id": number})
    return Posted(number, digest, columns["amount_fen"])


def _check(legs: Sequence[Leg], *, kind: str) -> None:
    if kind not in KINDS or kind == "reverse" or not legs:
        raise ValueError(f"an entry is one of {KINDS} and moves something, not {kind!r} of {legs!r}")
    for fund_id, source, target, fen in legs:
        if type(fen) is not int:
            raise TypeError(f"the books hold whole fen, not {type(fen).__name__}: {fen!r}")
        if fen <= 0 or source == target or source not in STAGES or target not in STAGES:
            raise ValueError(f"fund {fund_id}: {fen} fen cannot go from {source} to {target}")


def _earlier(standing: Any, *, event: _Event, content: dict[str, object]) -> Posted | None:
    """The entry that came first under this key, if it says the same; and no entry at all into a closed period."""
    if standing.earlier_id is not None:
        asked = content | {"kind": event.kind, "season_id": event.season_id, "commitment_id": event.commitment_id, "payment_id": event.payment_id}
        booked = json.loads(standing.body)
        if {name: booked.get(name) for name in asked} != asked:
            raise Refusal("booked-otherwise", entry=standing.earlier_id)
        return Posted(standing.earlier_id, standing.earlier_hash, standing.amount_fen)
    if standing.through is not None and event.occurred_on <= standing.through:
        raise Refusal("period-closed", day=event.occurred_on, through=standing.through)
    return None


def _accounts(connection: Connection, *, event: _Event, legs: Sequence[Leg], places: Mapping[int, Place], own: Sequence[Any]) -> dict[Key, _Account]:
    """The accounts that the legs touch, by fund and stage, beside the commitment's ``own``; what is missing is opened, empty: a commitment's all at once."""
    wanted = {(fund_id, stage) for fund_id, *ends, _fen in legs for stage in ends}
    found = {(row.fund_id, row.stage): _Account(row.account_id, row.stage, row.balance) for row in own}
    found |= _read(connection, commitment_id=event.commitment_id, wanted=wanted, places=places)
    missing = wanted - found.keys()
    if not missing:
        return found
    opened = {(fund, stage) for fund, of in missing
              for stage in (OF_A_COMMITMENT if _of_commitment(of, commitment_id=event.commitment_id) else (of,))} - found.keys()
    rows = [_new_account(fund, stage, commitment_id=event.commitment_id, place=places.get(fund, ANYWHERE)) for fund, stage in sorted(opened)]
    connection.execute(_ADD_ACCOUNT, rows)
    fresh = connection.execute(_OF_COMMITMENT, {"commitment": event.commitment_id}) if event.commitment_id is not None else ()
    return _by_key(fresh) | _read(connection, commitment_id=event.commitment_id, wanted=wanted, places=places)


def _new_account(fund_id: int, stage: str, *, commitment_id: int | None, place: Place) -> dict[str, object]:
    street_id, category_id = place if stage in PLACED else ANYWHERE
    return {"fund_id": fund_id, "stage": stage, "commitment_id": commitment_id if _of_commitment(stage, commitment_id=commitment_id) else None,
            "street_id": street_id, "category_id": category_id, "debits_fen": 0, "credits_fen": 0, "last_transfer_id": 0}


def _of_commitment(stage: str, *, commitment_id: int | None) -> bool:
    """Whether a stage is the commitment's own: all from ``commit`` on; ``returned`` also exists for the fund's unused pool."""
    return stage in COMMITTED or (stage == "returned" and commitment_id is not None)


def _read(connection: Connection, *, commitment_id: int | None, wanted: set[Key], places: Mapping[int, Place]) -> dict[Key, _Account]:
    """The funds' own accounts and their allotments, as far as they are wanted."""
    others = [(fund, stage) for fund, stage in wanted if not _of_commitment(stage, commitment_id=commitment_id)]
    funds, rows = sorted({fund for fund, _stage in wanted}), list[Row[Any]]()
    if any(stage not in PLACED for _fund, stage in others):
        rows += [row for row in connection.execute(_OF_FUNDS, {"funds": funds}) if not _of_commitment(row.stage, commitment_id=commitment_id)]
    if any(stage in PLACED for _fund, stage in others):
        rows += [row for row in connection.execute(_OF_PLACES, {"funds": funds}) if (row.street_id, row.category_id) == places.get(row.fund_id)]
    return _by_key(rows)


def _by_key(rows: Iterable[Row[Any]]) -> dict[Key, _Account]:
    return {(row.fund_id, row.stage): _Account(row.id, row.stage, row.balance) for row in rows}


def _move(giving: _Account, taking: _Account, *, fen: int, entry_id: int) -> dict[str, int]:
    """One transfer, checked against the balance so far; the database checks again."""
    if giving.stage not in OVERDRAFT and giving.balance < fen:
        raise Refusal("balance-short", stage=giving.stage, balance=yuan(giving.balance), amount=yuan(fen), short=yuan(fen - giving.balance))
    giving.balance -= fen
    taking.balance += fen
    return {"entry_id": entry_id, "debit_id": giving.id, "credit_id": taking.id, "amount_fen": fen}
