"""What proves a phone: a digest that finds it without keeping it, and eight digits that only whoever answers this phone gets to know.

Both are made with this installation's own secret, so that neither a copy of the tables nor a list of phones opens a ballot.
"""
from __future__ import annotations

import hashlib
import hmac

from flask import current_app

from .models import Voter

DIGITS = 8
TRIES_AT_MOST = 5


def phone_digest(vote_id: int, *, phone: str) -> str:
    """The same phone in another vote has another digest."""
    return _sealed(f"voter:{vote_id}:{phone}")


def code_of(voter: Voter) -> str:
    """The voter's present code, in two groups of four."""
    number = int(_sealed(f"code:{voter.vote_id}:{voter.phone_digest}:{voter.issue}"), 16) % 10**DIGITS
    digits = f"{number:0{DIGITS}}"
    return f"{digits[:4]} {digits[4:]}"


def fits(voter: Voter, *, code: str) -> bool:
    """Whether these digits are the voter's code; compared in constant time."""
    return hmac.compare_digest(code_of(voter).replace(" ", "").encode(), code.encode())


def _sealed(content: str) -> str:
    return hmac.new(current_app.config["SECRET_KEY"].encode(), content.encode(), hashlib.sha256).hexdigest()
