"""Which papers are real: every kind of paper is looked up by the number printed on it; the rooms that make papers enter how.

``@known_by`` takes a function from a number, as ``plain`` leaves it, to what is known of that paper, or None.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..forms import clean_code

BRACKETS = str.maketrans("[(【（{［｛", "〔〔〔〔〔〔〔") | str.maketrans("])】）}］｝", "〕〕〕〕〕〕〕")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Known:
    """A paper that was issued: what anybody may know of it."""

    kind: str
    number: str
    issued_us: int
    valid: bool
    standing: str
    """A sentence: in force, replaced by which, taken back when."""
    digest: str | None
    """The SHA-256 printed on it, where there is one."""
    facts: tuple[tuple[str, str], ...]
    href: str | None
    """Where more about it can be read."""


Find = Callable[[str], Known | None]
_finders: list[Find] = []


def known_by(find: Find) -> Find:
    """Enter how one kind of paper is found by its number."""
    if find not in _finders:
        _finders.append(find)
    return find


def plain(number: str) -> str:
    """A number however it was typed: without blanks, full-width signs as narrow ones, any bracket as 〔 〕, Latin letters large."""
    return clean_code(number)[:LONGEST].translate(BRACKETS).upper()


def look_up(number: str) -> Known | None:
    """What is known of the paper with this number; None where no room issued one."""
    asked = plain(number)
    return next((known for known in (find(asked) for find in _finders) if known is not None), None) if asked else None
