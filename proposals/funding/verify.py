"""Do the books add up? Everything is read once and compared with everything else; an empty list is good news.

Two independent ways to each figure: the chain of entries against their transfers, balances against transfers, and what the
cases say (agreed, planned, paid) against what the books say. The database's own guards are compared elsewhere (``fingerprint``).
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from workflow.chain import link
from workflow.history import Finding

from ..collection.models import Proposal
from . import split, triggers
from .models import Account, Commitment, CommitmentBand, CommitmentShare, Entry, LedgerHead, Payment, Seal, Tranche, Transfer
from .models.ledger import OVERDRAFT

AT_A_TIME = 1000
_NAMED = ("id", "idem_key", "kind", "season_id", "commitment_id", "payment_id", "amount_fen", "actor", "occurred_on", "at_us", "document", "reverses_id")
_ENTRIES = (select(*(Entry.__table__.c[name] for name in (*_NAMED, "body", "prev_hash", "hash")), Seal.entry_id.label("sealed"))
            .outerjoin(Seal, Seal.entry_id == Entry.id).order_by(Entry.id))


def findings(session: Session) -> list[Finding]:
    """Everything in the books that does not add up: kind, where (entry, account, commitment or payment), and the two figures."""
    checks = (_chain, _balances, _zero_sums, _commitments, _tranches, _payments, _orders, _splits)
    return [finding for check in checks for finding in check(session)]


def _chain(session: Session) -> Iterator[Finding]:
    """Entries follow one another without gaps, each hash covers the one before, and columns and transfers say what the body says."""
    transfers = _transfers_by_entry(session)
    last, before = triggers.GENESIS, 0
    for row in session.connection().execute(_ENTRIES.execution_options(yield_per=AT_A_TIME)):
        if row.id != before + 1 or row.prev_hash != last:
            yield Finding("ledger-chain", (row.id,), f"does not follow entry {before}")
        if link(row.prev_hash, body=row.body) != row.hash:
            yield Finding("ledger-chain", (row.id,), "the hash is not that of the body")
        yield from _told_otherwise(row, transfers=transfers.pop(row.id, []))
        last, before = row.hash, row.id
    yield from (Finding("ledger-entry", (entry_id,), "transfers without an entry") for entry_id in transfers)
    head = session.execute(select(LedgerHead.entry_id, LedgerHead.hash)).one_or_none()
    if head is None or (head.entry_id, head.hash) != (before, last):
        yield Finding("ledger-chain", (before,), "the head is not the last entry: entries are missing at the end")


def _transfers_by_entry(session: Session) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = defaultdict(list)
    for row in session.execute(select(Transfer.entry_id, Transfer.debit_id, Transfer.credit_id, Transfer.amount_fen).order_by(Transfer.id)):
        found[row.entry_id].append([row.debit_id, row.credit_id, row.amount_fen])
    return found


def _told_otherwise(row: Row[Any], *, transfers: list[list[int]]) -> Iterator[Finding]:
    body = _read(row.body)
    for name in _NAMED:
        if body.get(name) != getattr(row, name):
            yield Finding("ledger-entry", (row.id,), f"{name} is {getattr(row, name)!r}, the body says {body.get(name)!r}")
    if not _is_day(row.occurred_on):
        yield Finding("ledger-entry", (row.id,), f"{row.occurred_on!r} is not a day")
    if row.sealed is None:
        yield Finding("ledger-seal", (row.id,), "the entry has no seal")
    if body.get("transfers") != transfers:
        yield Finding("ledger-entry", (row.id,), f"transfers are {transfers}, the body says {body.get('transfers')}")
    if sum(fen for _debit, _credit, fen in transfers) != row.amount_fen:
        yield Finding("ledger-entry", (row.id,), f"transfers add up to {sum(fen for _d, _c, fen in transfers)} fen, not {row.amount_fen}")


def _read(body: str) -> dict[str, Any]:
    """What the body says; nothing when it is not what the program writes."""
    try:
        said = json.loads(body)
    except json.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _balances(session: Session) -> Iterator[Finding]:
    """Each account's debits and credits are the sums of its transfers, and only an origin, and what is owed for an advance, is below zero."""
    out, into = _sums(session, Transfer.debit_id), _sums(session, Transfer.credit_id)
    for row in session.execute(select(Account.id, Account.stage, Account.debits_fen, Account.credits_fen)):
        told, booked = (row.debits_fen, row.credits_fen), (out.get(row.id, 0), into.get(row.id, 0))
        if told != booked:
            yield Finding("ledger-balance", (row.id,), f"debits and credits are {told}, the transfers say {booked}")
        if row.stage not in OVERDRAFT and row.credits_fen < row.debits_fen:
            yield Finding("ledger-overdrawn", (row.id,), f"{row.stage} holds {row.credits_fen - row.debits_fen} fen")


def _sums(session: Session, account: Any) -> dict[int, int]:
    return {key: int(fen) for key, fen in session.execute(select(account, func.sum(Transfer.amount_fen)).group_by(account))}


def _zero_sums(session: Session) -> Iterator[Finding]:
    """What a fund holds in all its stages, its origin included, is nothing."""
    for fund_id, fen in session.execute(select(Account.fund_id, func.sum(Account.credits_fen - Account.debits_fen)).group_by(Account.fund_id)):
        if fen:
            yield Finding("ledger-fund", (fund_id,), f"the stages of the fund add up to {fen} fen")


def _commitments(session: Session) -> Iterator[Finding]:
    """A commitment is what was agreed, its shares are its split, and the books committed exactly that."""
    committed, schemes, changes = _committed(session), _schemes(session), _changes(session)
    shares: dict[tuple[int, int], list[Row[Any]]] = defaultdict(list)
    for share in session.execute(select(CommitmentShare.commitment_id, CommitmentShare.version, CommitmentShare.fund_id, CommitmentShare.amount_fen)
                                 .order_by(CommitmentShare.commitment_id, CommitmentShare.version, CommitmentShare.position)):
        shares[share.commitment_id, share.version].append(share)
    for row in session.execute(select(Commitment.id, Commitment.version, Commitment.amount_fen, Proposal.agreed_fen).join(Proposal)):
        if row.agreed_fen != row.amount_fen:
            yield Finding("commitment", (row.id,), f"{row.amount_fen} fen committed, {row.agreed_fen} agreed")
        if row.version != 1 + changes.get(row.id, 0) or (row.id, row.version + 1) in shares:
            yield Finding("commitment", (row.id,), f"version {row.version} after {changes.get(row.id, 0)} changes in the books")
        yield from _off_their_terms(row, shares=shares[row.id, row.version], scheme=schemes.get((row.id, row.version)), committed=committed)


def _off_their_terms(row: Row[Any], *, shares: list[Row[Any]], scheme: split.Scheme | None, committed: dict[tuple[int, int], int]) -> Iterator[Finding]:
    """What the sources signed is the split of the whole, and the books bound each to exactly that."""
    parts = tuple(share.amount_fen for share in shares)
    if scheme is None or parts != scheme.shares(row.amount_fen):
        yield Finding("commitment", (row.id,), f"shares {parts} are not the split of {row.amount_fen}")
    for share in shares:
        booked = committed.get((row.id, share.fund_id), 0)
        if booked != share.amount_fen:
            yield Finding("commitment", (row.id,), f"fund {share.fund_id}: {share.amount_fen} fen signed, {booked} booked")


def _changes(session: Session) -> dict[int | None, int]:
    """How many amended agreements the books put into force, by commitment."""
    asked = select(Entry.commitment_id, func.count()).where(Entry.kind == "amend").group_by(Entry.commitment_id)
    return {commitment_id: count for commitment_id, count in session.execute(asked)}


def _committed(session: Session) -> dict[tuple[int, int], int]:
    """What was bound at signing, and more or less of it by amended agreements: by commitment and fund."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for end, sign in ((Transfer.credit_id, 1), (Transfer.debit_id, -1)):
        asked = (select(Account.commitment_id, Account.fund_id, func.sum(Transfer.amount_fen)).join(Transfer, end == Account.id)
                 .join(Entry, Entry.id == Transfer.entry_id).where(Entry.kind.in_(("commit", "amend")), Account.stage == "commit")
                 .group_by(Account.commitment_id, Account.fund_id))
        for commitment_id, fund_id, fen in session.execute(asked):
            found[commitment_id, fund_id] += sign * int(fen)
    return found


def _tranches(session: Session) -> Iterator[Finding]:
    """Tranches that hold add up to the commitment, the planned legs to their tranche, and nothing of a replaced tranche lives."""
    whole = (select(Commitment.id, Commitment.amount_fen, func.sum(case((Tranche.voided_us.is_(None), Tranche.amount_fen), else_=0))).join(Tranche)
             .group_by(Commitment.id, Commitment.amount_fen))
    legs = select(Tranche.id, Tranche.amount_fen, func.sum(Payment.planned_fen)).join(Payment).group_by(Tranche.id, Tranche.amount_fen)
    yield from _unequal(session, asked=whole, kind="tranches")
    yield from _unequal(session, asked=legs, kind="legs")
    living = select(Payment.id).join(Tranche, Tranche.id == Payment.tranche_id).where(Tranche.voided_us.is_not(None), Payment.state != "cancelled")
    yield from (Finding("tranches", (payment_id,), "a payment of a replaced tranche is not cancelled") for payment_id in session.scalars(living))


def _unequal(session: Session, *, asked: Select[Any], kind: str) -> Iterator[Finding]:
    for key, wanted, found in session.execute(asked):
        if wanted != found:
            yield Finding(kind, (key,), f"{found} fen in parts, {wanted} in all")


def _payments(session: Session) -> Iterator[Finding]:
    """A payment is paid exactly when the books hold its entry and no mirror of it, in the same amount and out of its own fund."""
    undone = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    asked = (select(Entry.payment_id, Account.fund_id, Transfer.amount_fen).join(Transfer, Transfer.entry_id == Entry.id)
             .join(Account, Account.id == Transfer.debit_id).where(Entry.kind == "pay", Entry.id.not_in(undone)))
    booked: dict[tuple[int | None, int], int] = defaultdict(int)
    for payment_id, fund_id, fen in session.execute(asked):
        booked[payment_id, fund_id] += fen
    paid: ColumnElement[bool] = Payment.state == "paid"
    for payment_id, fund_id, fen in session.execute(select(Payment.id, Payment.fund_id, Payment.amount_fen).where(paid).order_by(Payment.id)):
        found = booked.pop((payment_id, fund_id), None)
        if found != fen:
            yield Finding("payment", (payment_id,), f"{fen} fen paid, {found} booked")
    yield from (Finding("payment", () if key is None else (key,), f"{fen} fen booked and not paid") for (key, _fund), fen in booked.items())


def _orders(session: Session) -> Iterator[Finding]:
    """What lies ordered and unpaid is what the living legs say: each with its order, none paid."""
    lying = {key: int(fen) for key, fen in session.execute(select(Account.commitment_id, func.sum(Account.credits_fen - Account.debits_fen))
                                                           .where(Account.stage == "order").group_by(Account.commitment_id)) if fen}
    asked = (select(Tranche.commitment_id, func.sum(Payment.amount_fen)).join(Tranche, Tranche.id == Payment.tranche_id)
             .where(Payment.order_id.is_not(None), Payment.state != "paid").group_by(Tranche.commitment_id))
    told = {key: int(fen) for key, fen in session.execute(asked)}
    for key in lying.keys() | told.keys():
        if lying.get(key, 0) != told.get(key, 0):
            yield Finding("order", (key,), f"{lying.get(key, 0)} fen ordered in the books, {told.get(key, 0)} by the payments")


def _schemes(session: Session) -> dict[tuple[int, int], split.Scheme]:
    """How each version of a commitment was signed to fall on its sources."""
    rows: dict[tuple[int, int], list[split.Portion]] = defaultdict(list)
    for row in session.execute(select(CommitmentBand.commitment_id, CommitmentBand.version, CommitmentBand.band, CommitmentBand.start_fen,
                                      CommitmentBand.position, CommitmentBand.weight, CommitmentBand.amount_fen)):
        rows[row.commitment_id, row.version].append(split.Portion(row.band, row.start_fen, row.position - 1, row.weight, row.amount_fen))
    return {key: split.Scheme.of_rows(found) for key, found in rows.items()}


def _splits(session: Session) -> Iterator[Finding]:
    """Over the tranches that are wholly paid, each source bore its weight to less than one fen."""
    asked = (select(Commitment.id, Commitment.version, func.coalesce(func.sum(Payment.amount_fen), 0)).select_from(Commitment)
             .join(CommitmentShare, (CommitmentShare.commitment_id == Commitment.id) & (CommitmentShare.version == Commitment.version))
             .join(Tranche, (Tranche.commitment_id == CommitmentShare.commitment_id) & Tranche.paid_us.is_not(None))
             .outerjoin(Payment, (Payment.tranche_id == Tranche.id) & (Payment.fund_id == CommitmentShare.fund_id) & (Payment.state == "paid"))
             .group_by(Commitment.id, Commitment.version, CommitmentShare.position).order_by(Commitment.id, CommitmentShare.position))
    schemes, borne = _schemes(session), defaultdict[tuple[int, int], list[int]](list)
    for commitment_id, version, fen in session.execute(asked):
        borne[commitment_id, version].append(int(fen))
    for key, parts in borne.items():
        if key not in schemes or schemes[key].drifts(parts):
            yield Finding("split", key[:1], f"sources bore {parts}, off their weights")
