"""The books: one function posts, and what it posts is never changed.

An entry is one event (a receipt, a commitment, a payment …) of one or more transfers; a transfer moves fen from one stage to the
next within one fund, so that every fen of every source is in exactly one stage. Entries are numbered without gaps and chained:
each hash is SHA-256 of the hash before and of the entry's own canonical body. Balances are kept by the database's triggers.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from workflow import Actor
from workflow.chain import canonical, link

from ..errors import Refusal
from ..shell import money as yuan
from .models import STAGES, Account, Entry, LedgerHead, Transfer

KINDS = ("receipt", "commit", "order", "pay", "spend", "refund", "release", "reverse")
SHARED = ("origin", "pool")
OF_A_COMMITMENT = tuple(stage for stage in STAGES if stage not in SHARED)

Leg = tuple[int, str, str, int]
Key = tuple[int, str]

_BALANCE = (Account.credits_fen - Account.debits_fen).label("balance")
_ACCOUNTS = select(Account.id, Account.fund_id, Account.stage, _BALANCE)
_OF_COMMITMENT = _ACCOUNTS.where(Account.commitment_id == bindparam("commitment"))
_OF_FUNDS = _ACCOUNTS.where(Account.commitment_id.is_(None), Account.fund_id.in_(bindparam("funds", expanding=True)))
_EARLIER = select(Entry.id, Entry.hash, Entry.body).where(Entry.idem_key == bindparam("key"))
_HEAD = select(LedgerHead.entry_id, LedgerHead.hash)
_LOCK_HEAD = _HEAD.with_for_update()
_ADD_ENTRY = insert(Entry)
_ADD_TRANSFER = insert(Transfer)
_ADD_ACCOUNT = insert(Account)


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry in the books: its number, and the hash that the next one builds on."""

    id: int
    hash: str


@dataclass(slots=True)
class _Account:
    id: int
    balance: int


def post(session: Session, *, kind: str, season_id: int, commitment_id: int | None, legs: Sequence[Leg], idem_key: str, actor: Actor, at: int) -> Posted:
    """Write one entry with its transfers, all or none, in the caller's transaction; return its number and hash.

    ``legs`` are (fund, from stage, to stage, fen); fen are whole numbers above zero (TypeError, ValueError). The same key with the
    same content gives the first entry again; with other content it is refused (``booked-otherwise``). A stage that holds too little
    refuses (``balance-short``: stage, balance and amount in fen). ``at`` is UTC microseconds.
    """
    _check(legs, kind=kind)
    connection = session.connection()
    content = _content(legs, kind=kind, season_id=season_id, commitment_id=commitment_id, idem_key=idem_key)
    head = connection.execute(_HEAD if connection.dialect.name == "sqlite" else _LOCK_HEAD).one()
    earlier = connection.execute(_EARLIER, {"key": idem_key}).first()
    if earlier is not None:
        return _again(earlier.id, digest=earlier.hash, body=earlier.body, content=content)
    accounts = _accounts(session, commitment_id=commitment_id, legs=legs)
    amount = sum(fen for _fund, _from, _to, fen in legs)
    transfers = [_move(accounts, leg=leg, entry_id=head.entry_id + 1) for leg in legs]
    numbered = {"id": head.entry_id + 1, "actor": actor.id, "at_us": at, "amount_fen": amount}
    body = canonical(content | numbered | {"transfers": [[t["debit_id"], t["credit_id"], t["amount_fen"]] for t in transfers]})
    digest = link(head.hash, body=body)
    connection.execute(_ADD_ENTRY, {**numbered, "idem_key": idem_key, "kind": kind, "season_id": season_id, "commitment_id": commitment_id,
                                    "body": body, "prev_hash": head.hash, "hash": digest})
    connection.execute(_ADD_TRANSFER, transfers)
    return Posted(head.entry_id + 1, digest)


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


def _check(legs: Sequence[Leg], *, kind: str) -> None:
    if kind not in KINDS or not legs:
        raise ValueError(f"an entry is one of {KINDS} and moves something, not {kind!r} of {legs!r}")
    for fund_id, source, target, fen in legs:
        if type(fen) is not int:
            raise TypeError(f"the books hold whole fen, not {type(fen).__name__}: {fen!r}")
        if fen <= 0 or source == target or source not in STAGES or target not in STAGES:
            raise ValueError(f"fund {fund_id}: {fen} fen cannot go from {source} to {target}")


def _content(legs: Sequence[Leg], *, kind: str, season_id: int, commitment_id: int | None, idem_key: str) -> dict[str, object]:
    """What the caller asks for; a repeat under the same key must ask for exactly this."""
    return {"kind": kind, "season": season_id, "commitment": commitment_id, "key": idem_key, "legs": [list(leg) for leg in legs]}


def _again(entry_id: int, *, digest: str, body: str, content: dict[str, object]) -> Posted:
    """The entry that came first under this key, if it says the same."""
    booked = json.loads(body)
    if {name: booked[name] for name in content} != content:
        raise Refusal("booked-otherwise", entry=entry_id)
    return Posted(entry_id, digest)


def _accounts(session: Session, *, commitment_id: int | None, legs: Sequence[Leg]) -> dict[Key, _Account]:
    """The accounts that the legs touch, by fund and stage; those that do not exist yet are opened, empty."""
    wanted = {(fund_id, stage) for fund_id, *ends, _fen in legs for stage in ends}
    found = _read(session, commitment_id=commitment_id, wanted=wanted)
    missing = wanted - found.keys()
    if not missing:
        return found
    opened = {(fund, stage) for fund, of in missing for stage in (SHARED if of in SHARED else OF_A_COMMITMENT)} - found.keys()
    session.connection().execute(_ADD_ACCOUNT, [
        {"fund_id": fund, "stage": stage, "commitment_id": None if stage in SHARED else commitment_id, "debits_fen": 0, "credits_fen": 0, "last_transfer_id": 0}
        for fund, stage in sorted(opened)])
    return _read(session, commitment_id=commitment_id, wanted=wanted)


def _read(session: Session, *, commitment_id: int | None, wanted: set[Key]) -> dict[Key, _Account]:
    connection = session.connection()
    rows = list(connection.execute(_OF_COMMITMENT, {"commitment": commitment_id})) if commitment_id is not None else []
    if any(stage in SHARED for _fund, stage in wanted):
        rows += connection.execute(_OF_FUNDS, {"funds": sorted({fund for fund, _stage in wanted})}).all()
    return {(row.fund_id, row.stage): _Account(row.id, row.balance) for row in rows}


def _move(accounts: dict[Key, _Account], *, leg: Leg, entry_id: int) -> dict[str, int]:
    """One transfer, checked against the balance so far; the database checks again."""
    fund_id, source, target, fen = leg
    giving, taking = accounts[fund_id, source], accounts[fund_id, target]
    if source != "origin" and giving.balance < fen:
        raise Refusal("balance-short", stage=source, balance=yuan(giving.balance), amount=yuan(fen), short=yuan(fen - giving.balance))
    giving.balance -= fen
    taking.balance += fen
    return {"entry_id": entry_id, "debit_id": giving.id, "credit_id": taking.id, "amount_fen": fen}
