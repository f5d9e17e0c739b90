"""The text of a step, and the hashes that tie it to the step before: nothing here touches the database.

A body is canonical JSON: sorted keys, whole numbers, no blanks, and it contains every column of the step. Each hash is
SHA-256 of the previous hash (64 hex characters) followed by the body. Form and reason may name people, so they stay outside:
the body holds only SHA-256 of salt and payload, and both can be erased without breaking the chain.
"""
from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
COVERED = ("instance_id", "seq", "name", "source", "target", "actor", "role", "at_us", "due_us", "cause_id", "batch", "key")

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_WHOLE = frozenset({str, int, bool, type(None)})


def canonical(value: Any) -> str:
    """The one JSON text for a value; a float anywhere is refused, because two machines may print it differently."""
    _refuse_floats(value)
    return _ENCODER.encode(value)


def _refuse_floats(value: Any) -> None:
    if type(value) in _WHOLE:
        return
    if isinstance(value, float):
        raise TypeError(f"{value!r}: history holds whole numbers only (fen, microseconds, hundredths)")
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)


def link(prev: str, *, body: str) -> str:
    """The hash of a step, given the hash before it."""
    return hashlib.sha256((prev + body).encode()).hexdigest()


def sealed_payload(salt: str, *, payload: str) -> str:
    """What the body keeps of the form and the reason."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def step_row(columns: dict[str, Any], *, prev: str, data: dict[str, Any], note: str, case: dict[str, Any] | None) -> dict[str, Any]:
    """A complete row of ``wf_step``. ``columns`` are those of COVERED; ``case`` is what start and migration add to the body."""
    payload = canonical({"data": data, "note": note}) if data or note else None
    salt = secrets.token_hex(16) if payload is not None else None
    covered = {name: columns.get(name) for name in COVERED}
    extra = {"case": case, "payload": sealed_payload(salt, payload=payload) if salt and payload else None}
    body = canonical({name: value for name, value in (covered | extra).items() if value is not None})
    return covered | {"body": body, "payload": payload, "salt": salt, "prev": prev, "hash": link(prev, body=body)}
