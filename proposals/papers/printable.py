"""What people wrote, as it can be printed: what no font has becomes a visible 〓, what cannot be seen is left out.

A family of four joined into one picture is one character to whoever wrote it, so it becomes one 〓.
"""
from __future__ import annotations

import re
import unicodedata
from typing import Any

GETA = "〓"
KEPT = "\n\t"
PICTURE = re.compile("(.)((?:[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff\u20e3]|\u200d.)*)", re.DOTALL)
BESIDE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff\u20e3\u200d]")
UNSEEN = frozenset({"Cc", "Cf"})


def text(written: str, *, printable: bytes) -> str:
    """A text with 〓 for each character that cannot be printed, without controls and direction marks."""
    if written.isascii() and written.isprintable():
        return written
    return PICTURE.sub(lambda found: _sign(found[1], beside=found[2], printable=printable), written)


def _sign(sign: str, *, beside: str, printable: bytes) -> str:
    if sign in KEPT:
        return sign + text(BESIDE.sub("", beside), printable=printable)
    if unicodedata.category(sign) in UNSEEN:
        return text(beside, printable=printable)
    return sign + text(BESIDE.sub("", beside), printable=printable) if printable[ord(sign)] else GETA


def data(given: Any, *, printable: bytes) -> Any:
    """The data of a paper with every text in it made printable."""
    if isinstance(given, str):
        return text(given, printable=printable)
    if isinstance(given, dict):
        return {key: data(value, printable=printable) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [data(value, printable=printable) for value in given]
    return given


def lost(given: Any, made: Any) -> bool:
    """Whether a 〓 stands in ``made`` that ``given`` did not have: the paper then says so."""
    if isinstance(given, str):
        return bool(made.count(GETA) > given.count(GETA))
    if isinstance(given, dict):
        return any(lost(value, made[key]) for key, value in given.items())
    if isinstance(given, list | tuple):
        return any(lost(value, printed) for value, printed in zip(given, made, strict=True))
    return False
