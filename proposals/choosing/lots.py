"""The order of equals drawn by lot, so that anybody can draw it again from the published seed and the project's number."""
from __future__ import annotations

import hashlib


def tie_of(seed: str, number: int | str) -> str:
    """The lot of one project: SHA-256 of seed, colon and number, as 64 hexadecimal digits; the smaller one goes first."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
