"""Whether two names or account numbers are the same, as banks shorten, star and space them."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .facts import Leg, Owed, Seen


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A name as it is compared: full-width signs, blanks and kinds of brackets make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(str.maketrans("【】[]〔〕", "()()()")).casefold()


def digits(number: str) -> str:
    """An account number as it is compared: digits and the stars that hide some."""
    return re.sub("[^0-9*]", "", unicodedata.normalize("NFKC", number))


def same_number(one: str, other: str) -> bool | None:
    """Whether two account numbers may be one; None where a number is missing. A starred one agrees with what shows the same ends."""
    first, second = digits(one), digits(other)
    if not first.strip("*") or not second.strip("*"):
        return None
    starred, whole = (first, second) if "*" in first else (second, first)
    if "*" not in starred:
        return first == second
    head, tail = starred.partition("*")[0], starred.rpartition("*")[2]
    return whole.startswith(head) and whole.endswith(tail)


def same_payee(*, name: str, number: str, holder: str, own: str) -> bool:
    """Whether a line's other side is this account holder: the number decides, the name alone where a number is missing."""
    agree = same_number(number, own)
    return agree if agree is not None else bool(bare(name)) and bare(name) == bare(holder)


def is_other_side(line: Seen, account: Leg | Owed) -> bool:
    """Whether the line's other side is the holder of this payment's, or this debt's, account."""
    return same_payee(name=line.counterparty, number=line.counterparty_account, holder=account.holder, own=account.number)
