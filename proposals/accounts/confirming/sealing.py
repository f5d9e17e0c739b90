"""A phone's secret as the table keeps it: covered by a keystream of the program's own key, so that a copy of the table shows no codes."""
from __future__ import annotations

import hmac
import secrets

LENGTH = 20
"""Of a phone's secret, in bytes: that of the hash it feeds (RFC 4226)."""
NONCE = 16


def seal(secret: bytes, *, key: str) -> str:
    """Cover a secret; never twice the same."""
    nonce = secrets.token_bytes(NONCE)
    return (nonce + _covered(secret, nonce=nonce, key=key)).hex()


def unseal(sealed: str, *, key: str) -> bytes:
    """The secret again, by the same key; another key gives other bytes, whose codes fit no phone."""
    kept = bytes.fromhex(sealed)
    return _covered(kept[NONCE:], nonce=kept[:NONCE], key=key)


def _covered(content: bytes, *, nonce: bytes, key: str) -> bytes:
    """Each nonce is used once and its stream (HMAC-SHA-256) is longer than a secret: a one-time pad made of the key."""
    stream = hmac.digest(key.encode(), b"second factor" + nonce, "sha256")
    return bytes(one ^ other for one, other in zip(content, stream, strict=False))
