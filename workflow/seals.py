"""One order over all histories, fixed afterwards: every step gets a leaf number, and each seal is a Merkle root over all leaves.

Hashing as in RFC 6962 (0x00 before a leaf, 0x01 before a pair). A chain cannot notice that a whole case or the end of one
was cut off; a root that was published elsewhere can. A receipt proves to a resident that one step is under such a root.
"""
from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from .chain import GENESIS, link
from .tables import leaf, seal, step

LEFT, RIGHT = "L", "R"


def leaf_hash(step_hash: str) -> bytes:
    """A step's hash as a leaf of the tree."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(step_hash)).digest()


def pair_hash(left: bytes, *, right: bytes) -> bytes:
    """The node above two nodes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Peaks:
    """A Merkle tree that grows by one leaf at a time and remembers only its complete subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, step_hash: str) -> None:
        """Put one more leaf at the end."""
        width, node = 1, leaf_hash(step_hash)
        while self._peaks and self._peaks[-1][0] == width:
            node = pair_hash(self._peaks.pop()[1], right=node)
            width *= 2
        self._peaks.append((width, node))
        self.size += 1

    def root(self) -> str:
        """The root over all leaves so far, in hex."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        node = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            node = pair_hash(left, right=node)
        return node.hex()


def seal_new(session: Session, *, at: int) -> str | None:
    """Number all steps that have no leaf yet, and seal the whole; None when there was nothing new. Writes one seal."""
    connection = session.connection()
    last = connection.execute(select(seal).order_by(seal.c.n.desc()).limit(1)).first()
    size, n, prev = (last.size, last.n, last.root) if last else (0, 0, GENESIS)
    unsealed = ~select(leaf.c.no).where(leaf.c.step_id == step.c.id).exists()
    fresh = connection.execute(select(step.c.id, step.c.hash).where(unsealed).order_by(step.c.id)).all()
    if not fresh:
        return None
    connection.execute(insert(leaf), [{"no": size + k, "step_id": row.id, "hash": row.hash} for k, row in enumerate(fresh)])
    peaks = Peaks()
    for step_hash in connection.execute(select(leaf.c.hash).order_by(leaf.c.no)).scalars():
        peaks.add(step_hash)
    root = peaks.root()
    connection.execute(insert(seal).values(n=n + 1, size=peaks.size, root=root, prev=prev, at_us=at))
    return root


def audit_path(hashes: list[str], *, index: int) -> list[tuple[str, str]]:
    """The nodes beside the way from a leaf up to the root, each with the side on which it stands."""
    path: list[tuple[str, str]] = []
    low, high = 0, len(hashes)
    while high - low > 1:
        middle = low + (1 << ((high - low - 1).bit_length() - 1))
        if index < middle:
            path.append((RIGHT, _root_of(hashes[middle:high])))
            high = middle
        else:
            path.append((LEFT, _root_of(hashes[low:middle])))
            low = middle
    return path[::-1]


def _root_of(hashes: list[str]) -> str:
    peaks = Peaks()
    for each in hashes:
        peaks.add(each)
    return peaks.root()


def receipt(session: Session, *, step_id: int) -> dict[str, Any] | None:
    """What a resident keeps: the step's text and its way up to the first root that covers it; None before it is sealed."""
    connection = session.connection()
    found = connection.execute(select(leaf.c.no, step.c.prev, step.c.body).join_from(leaf, step).where(step.c.id == step_id)).first()
    if found is None:
        return None
    over = connection.execute(select(seal).where(seal.c.size > found.no).order_by(seal.c.n).limit(1)).one()
    hashes = list(connection.execute(select(leaf.c.hash).where(leaf.c.no < over.size).order_by(leaf.c.no)).scalars())
    return {"prev": found.prev, "body": found.body, "leaf": found.no, "size": over.size,
            "path": audit_path(hashes, index=found.no), "seal": over.n, "root": over.root, "sealed_at": over.at_us}


def check_receipt(receipt: dict[str, Any]) -> bool:
    """Whether the step's text really is under the root; anyone can do this sum without the program."""
    node = leaf_hash(link(receipt["prev"], body=receipt["body"]))
    for side, other in receipt["path"]:
        beside = bytes.fromhex(other)
        node = pair_hash(node, right=beside) if side == RIGHT else pair_hash(beside, right=node)
    return bool(node.hex() == receipt["root"])


def unsealed(session: Session) -> int:
    """How many steps wait for the next seal."""
    connection = session.connection()
    steps = connection.execute(select(func.count()).select_from(step)).scalar_one()
    return int(steps - connection.execute(select(func.count()).select_from(leaf)).scalar_one())
