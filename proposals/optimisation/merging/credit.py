"""Who has what share of the credit, in whole percent. The only place where it is reckoned.

The shares of a package always add up to 100. Nobody has to say any of them: what nobody said is split evenly. An idea that only says again what
another says keeps its author's name, and a share only when somebody gives it one.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...errors import Refusal

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """A share as staff typed it: ``percent`` is None when left empty; ``repeats`` says that the idea is a mere repetition."""

    percent: int | None
    repeats: bool


def evenly(whole: int, *, among: int) -> list[int]:
    """Split a whole so that no part is more than one larger than another; the first ones get what is left over."""
    each, left = divmod(whole, among)
    return [each + (place < left) for place in range(among)]


def settled(wishes: Sequence[Wish]) -> list[int]:
    """The shares in the order of the wishes: what was said, the rest evenly among the empty ones; refuses ``shares-not-hundred``."""
    said = sum(wish.percent or 0 for wish in wishes)
    empty = sum(wish.percent is None and not wish.repeats for wish in wishes)
    if said > WHOLE or (said < WHOLE and not empty):
        raise Refusal("shares-not-hundred", sum=said)
    rest = iter(evenly(WHOLE - said, among=empty) if empty else ())
    return [wish.percent if wish.percent is not None else 0 if wish.repeats else next(rest) for wish in wishes]


def standing(shares: Sequence[int], *, has_author: bool) -> tuple[int, list[int]]:
    """What counts now of the shares of the ideas that are still in: (of the package's own author, of each idea). It adds up to 100.

    When an idea was taken out again, its share falls back: to the package's own author, or, where there is none, to the others in proportion."""
    if has_author and sum(shares) <= WHOLE:
        return WHOLE - sum(shares), list(shares)
    return 0, _in_proportion(shares)


def _in_proportion(shares: Sequence[int]) -> list[int]:
    """Whole percents in the proportion of ``shares``; the largest remainders get what rounding leaves, the earlier one first."""
    whole = sum(shares)
    if not whole:
        return evenly(WHOLE, among=len(shares)) if shares else []
    parts = [share * WHOLE // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (-(shares[place] * WHOLE % whole), place))
    for place in by_remainder[:WHOLE - sum(parts)]:
        parts[place] += 1
    return parts
