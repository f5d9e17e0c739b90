"""Does the record add up? ``verify`` reads everything once, in order, and says what does not.

The hashes stand in ``chain``, seals and receipts in ``seals``; this is the one place to import them from.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.orm import Session

from .chain import COVERED, GENESIS, canonical, link, sealed_payload
from .seals import Peaks, check_receipt, receipt, seal_new
from .tables import instance, leaf, seal, step

__all__ = ["Finding", "canonical", "check_receipt", "erase_payload", "link", "receipt", "seal_new", "verify"]

AT_A_TIME = 1000
STEPS = select(*(step.c[name] for name in COVERED), step.c.body, step.c.payload, step.c.salt, step.c.prev, step.c.hash,
               step.c.id).order_by(step.c.instance_id, step.c.seq)
INSTANCES = select(instance).order_by(instance.c.id)
LEAVES = select(leaf.c.no, leaf.c.hash, step.c.hash.label("now")).join_from(leaf, step, isouter=True).order_by(leaf.c.no)
SEALS = select(seal).order_by(seal.c.n)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not add up: the kind, where (case and step number, leaf or seal), and what was found."""

    kind: str
    where: tuple[int, ...]
    detail: str


@dataclass(slots=True)
class _Tail:
    """What a case's steps say about where it stands."""

    seq: int = 0
    head: str = GENESIS
    state: str = ""
    born: dict[str, Any] | None = None


def verify(session: Session, *, subjects: Mapping[str, type[Any]] | None = None, root: str | None = None) -> list[Finding]:
    """Everything wrong with chains, columns, payloads, present positions, leaves and seals; an empty list is good news.

    ``subjects`` (workflow name to ORM class) also compares each case's own row; ``root`` must be one of the seals, for a root
    that was published elsewhere.
    """
    session.flush()
    findings = [*_cases(session), *_tree(session, root=root)]
    for workflow, model in (subjects or {}).items():
        findings += _subjects(session, workflow=workflow, model=model)
    return findings


def erase_payload(session: Session, *, step_id: int) -> None:
    """Forget what the form and the reason of one step said (personal data, on request); its chain still verifies."""
    session.connection().execute(update(step).where(step.c.id == step_id).values(payload=None, salt=None))


def _stream(session: Session, *, query: Select[Any]) -> Iterator[Row[Any]]:
    with session.connection().execute(query, execution_options={"yield_per": AT_A_TIME}) as rows:
        yield from rows


def _cases(session: Session) -> Iterator[Finding]:
    """Walk through all steps and all instances side by side, both in the order of the case's id."""
    cases = _stream(session, query=INSTANCES)
    case, tail = next(cases, None), _Tail()
    for row in _stream(session, query=STEPS):
        while case is not None and case.id < row.instance_id:
            yield from _position(case, tail=tail)
            case, tail = next(cases, None), _Tail()
        yield from _step(row, tail=tail)
    while case is not None:
        yield from _position(case, tail=tail)
        case, tail = next(cases, None), _Tail()


def _step(row: Row[Any], *, tail: _Tail) -> Iterator[Finding]:
    where = (row.instance_id, row.seq)
    if row.seq != tail.seq + 1:
        yield Finding("gap", where, f"follows step {tail.seq}")
    if row.prev != tail.head:
        yield Finding("link", where, "does not continue the step before")
    if link(row.prev, body=row.body) != row.hash:
        yield Finding("hash", where, "body and hash disagree")
    body = json.loads(row.body)
    case, payload = body.pop("case", None), body.pop("payload", None)
    if body != {name: value for name, value in zip(COVERED, row, strict=False) if value is not None}:
        yield Finding("columns", where, "columns and body disagree")
    if not _payload_fits(row, digest=payload):
        yield Finding("payload", where, "form or reason is not what was written")
    tail.seq, tail.head, tail.state = row.seq, row.hash, row.target
    tail.born = (tail.born or {}) | (case or {})


def _payload_fits(row: Row[Any], *, digest: str | None) -> bool:
    if row.payload is None:  # never there, or erased together with its salt
        return row.salt is None
    return bool(digest == sealed_payload(row.salt or "", payload=row.payload))


def _position(case: Row[Any], *, tail: _Tail) -> Iterator[Finding]:
    if (case.seq, case.head, case.state) != (tail.seq, tail.head, tail.state):
        yield Finding("head", (case.id, case.seq), f"stands in {case.state}, its last step {tail.seq} led to {tail.state}")
    born = {name: getattr(case, name) for name in ("workflow", "version", "season_id", "parent_id")}
    if tail.born is not None and tail.born != born:
        yield Finding("columns", (case.id, case.seq), "workflow, version, season or parent is not what it began with")


def _tree(session: Session, *, root: str | None) -> Iterator[Finding]:
    seals = session.connection().execute(SEALS).all()
    if root is not None and root not in {each.root for each in seals}:
        yield Finding("root", (), f"no seal has the root {root}")
    waiting, prev, peaks = iter(seals), GENESIS, Peaks()
    due = next(waiting, None)
    for row in _stream(session, query=LEAVES):
        if row.no != peaks.size or row.hash != row.now:
            yield Finding("leaf", (row.no,), "is missing, moved, or no longer its step's hash")
        peaks.add(row.hash)
        while due is not None and due.size == peaks.size:
            yield from _seal(due, root=peaks.root(), prev=prev)
            prev, due = due.root, next(waiting, None)
    if due is not None:
        yield Finding("seal", (due.n,), f"covers {due.size} leaves, there are {peaks.size}")


def _seal(row: Row[Any], *, root: str, prev: str) -> Iterator[Finding]:
    if (row.root, row.prev) != (root, prev):
        yield Finding("seal", (row.n,), "is not the root of its leaves, or does not continue the seal before")


def _subjects(session: Session, *, workflow: str, model: type[Any]) -> Iterator[Finding]:
    table: Any = model
    pairs = (select(instance.c.id, instance.c.state, table.state.label("own")).select_from(instance).outerjoin(table, table.id == instance.c.id)
             .where(instance.c.workflow == workflow, func.coalesce(table.state, "") != instance.c.state).order_by(instance.c.id))
    for row in session.connection().execute(pairs):
        yield Finding("subject", (row.id,), f"stands in {row.state}, its own row says {row.own}")
