"""Passwords: argon2id, and no rule about letters and digits – length, and not one of those everybody tries first.

Hashing takes about a tenth of a second and 19 MiB, so it happens outside write transactions and at most twice at once.
"""
from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from workflow import Problem

SHORTEST, LONGEST = 10, 128
AT_ONCE = 2
QUEUE_SECONDS = 20.0
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = threading.BoundedSemaphore(AT_ONCE)

FAVOURITES = frozenset("""
1234567890 0123456789 0987654321 9876543210 12345678910 123456789a a123456789 a1234567890 123456789abc abc123456789 1234567890a
1111111111 0000000000 8888888888 6666666666 9999999999 1212121212 1122334455 1234512345 123123123123 123321123321 111222333444
1qaz2wsx3edc qazwsxedcrfv qwertyuiop qwertyuiop123 qwerty123456 qweasdzxc123 asdfghjkl123 zxcvbnm123 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5
password12 password123 password1234 passw0rd123 p@ssw0rd123 p@ssword123 admin12345 admin123456 admin888888 administrator root123456
welcome123 welcome1234 iloveyou123 letmein1234 changeme123 test123456 guest12345 user123456 abcd123456 abc1234567 abcdefghij aa12345678
aa123456789 woaini1314 woaini520 woaini1314520 woaini123456 5201314520 52013145201314 1314520520 5201314woaini wo123456789 nihao123456
qq123456789 wang123456 zhang123456 li123456789 chen123456 liu12345678 a5201314520 asd123456789 zxc123456789 qwe123456789 woaini521521
""".split())
CONTEXT_WORDS = ("jindianzi", "goldenidea", "golden-idea", "hongshan", "minzhengju", "shequ", "金点子", "红山区", "民政局")


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=QUEUE_SECONDS):
        raise TimeoutError("too many passwords are being checked at once")
    try:
        yield
    finally:
        _turns.release()


def _folded(password: str) -> str:
    """The same password whatever keyboard wrote it: NFKC, as RFC 8265 has it."""
    return unicodedata.normalize("NFKC", password)


def digest(password: str) -> str:
    """The argon2id hash to keep; slow on purpose, so never call it inside a write transaction."""
    with _turn():
        return _hasher.hash(_folded(password))


@cache
def _nobody() -> str:
    """A hash that fits no password: an unknown name takes as long to refuse as a wrong password."""
    return _hasher.hash("\x00 nobody")


def fits(kept: str | None, *, password: str) -> bool:
    """Whether the password is the one behind the kept hash; a person without a hash has no password that fits."""
    with _turn():
        try:
            _hasher.verify(kept or _nobody(), _folded(password))
        except VerifyMismatchError:
            return False
    return kept is not None


def weakness(password: str, *, about: tuple[str, ...]) -> Problem | None:
    """What is wrong with a new password, or None.

    ``about`` are the person's own words – name, phone, sign-in name – that it must not merely repeat.
    """
    folded = _folded(password)
    if not SHORTEST <= len(folded) <= LONGEST:
        return Problem.of("password-length", shortest=SHORTEST, longest=LONGEST)
    plain = folded.casefold()
    if plain in FAVOURITES or len(set(plain)) < 4:
        return Problem.of("password-common")
    rest = plain
    for word in sorted((*CONTEXT_WORDS, *(w.casefold() for w in about if len(w) > 1)), key=len, reverse=True):
        rest = rest.replace(word, "")
    return Problem.of("password-context") if len(rest) < SHORTEST // 2 else None
