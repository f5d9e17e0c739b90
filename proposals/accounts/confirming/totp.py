"""Time-based one-time codes, RFC 6238 over RFC 4226: SHA-1, half a minute, six digits, as every authenticator app reads them."""
from __future__ import annotations

import base64
import hmac
import struct
from urllib.parse import quote, urlencode

STEP_US = 30_000_000
DIGITS = 6
DRIFT = 1
"""Steps that a phone's clock may be off, to either side."""


def step_of(at: int) -> int:
    """The half minute that a moment (UTC microseconds) lies in."""
    return at // STEP_US


def code_at(secret: bytes, *, step: int) -> str:
    """The code of one half minute."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    place = digest[-1] & 15
    number: int = struct.unpack_from(">I", digest, place)[0] & 0x7FFFFFFF
    return f"{number % 10 ** DIGITS:0{DIGITS}d}"


def step_shown(secret: bytes, *, code: str, at: int) -> int | None:
    """Whose half minute this code is, of those around ``at``; None for a wrong one. Takes the same time either way."""
    around = range(step_of(at) - DRIFT, step_of(at) + DRIFT + 1)
    fitting = [step for step in around if hmac.compare_digest(code_at(secret, step=step), code)]
    return max(fitting, default=None)


def spoken(secret: bytes) -> str:
    """The secret as it is typed in by hand: base32, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start:start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, *, issuer: str, account: str) -> str:
    """What the square code says (otpauth), so that the phone knows whose and where from."""
    asked = {"secret": base64.b32encode(secret).decode(), "issuer": issuer, "digits": DIGITS, "period": STEP_US // 1_000_000}
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{urlencode(asked, quote_via=quote)}"
