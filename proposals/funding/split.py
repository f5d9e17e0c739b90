"""How an amount falls on the sources: to the fen, without drift, however often it is paid and paid back.

``shares(T)`` is what each source has borne once T fen have been paid in all. It depends on T alone, so that what a payment
costs each source is a difference of two such answers: exact per payment, less than one fen off in sum, never falling, never
above what was signed. Two sources: the nearest fen, half a fen to the first. Three and four: first between the two halves of
the list, then within each half. Five and more: Tijdeman's rule, one fen at a time, whose table repeats after Σ weights fen.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import gcd
from typing import Any

LONGEST_TABLE = 100_000

Parts = tuple[int, ...]


def shares(total: int, *, weights: Sequence[int]) -> Parts:
    """What each source has borne of ``total`` fen, in the order of the positive whole ``weights`` (60, 40)."""
    if type(total) is not int or total < 0:
        raise ValueError(f"a total is a whole number of fen from 0 up, not {total!r}")
    return _cumulative(total, weights=reduced(tuple(weights)))


def of_payment(amount: int, *, paid: Sequence[int], weights: Sequence[int]) -> Parts:
    """What each source gives to a payment of ``amount`` fen (a refund is negative), after the sources bore ``paid`` so far.

    As long as ``paid`` lies on the rule this is ``shares(T + amount) - shares(T)``; off it (one leg of a tranche was never
    called) the payment leads back, but no source is given the opposite sign.
    """
    target = shares(sum(paid) + amount, weights=weights)
    parts = [should - did for should, did in zip(target, paid, strict=True)]
    sign = 1 if amount >= 0 else -1
    astray = sum(min(0, sign * part) for part in parts)
    parts = [part if sign * part > 0 else 0 for part in parts]
    for _fen in range(-astray):
        parts[max(range(len(parts)), key=lambda i: sign * parts[i])] -= sign
    return tuple(parts)


def expressions(total: Any, *, weights: Sequence[int]) -> list[Any]:
    """The same rule for a column of totals (SQL integer arithmetic), one expression per source.

    Five and more sources have no closed form; there each expression is at most one fen too large.
    """
    proportion = reduced(tuple(weights))
    if len(proportion) >= 5:
        return [total * weight // sum(proportion) + 1 for weight in proportion]
    return list(_cumulative(total, weights=proportion))


def drifts(paid: Sequence[int], *, weights: Sequence[int]) -> bool:
    """Whether a source is one whole fen or more away from its weight in what was paid."""
    whole, total = sum(weights), sum(paid)
    return any(abs(part * whole - weight * total) >= whole for part, weight in zip(paid, weights, strict=True))


@lru_cache(maxsize=256)
def reduced(weights: Parts) -> Parts:
    """The same proportion in the smallest whole numbers: 60, 40 is 3, 2."""
    if not weights or any(type(weight) is not int or weight <= 0 for weight in weights):
        raise ValueError(f"weights are positive whole numbers, not {weights!r}")
    divisor = gcd(*weights)
    return tuple(weight // divisor for weight in weights)


def _cumulative(total: Any, *, weights: Parts) -> tuple[Any, ...]:
    count = len(weights)
    if count == 1:
        return (total,)
    if count >= 5:
        whole, rest = divmod(total, sum(weights))
        return tuple(whole * weight + step for weight, step in zip(weights, _period(weights)[rest], strict=True))
    half = (count + 1) // 2
    first = _nearest(sum(weights[:half]) * total, whole=sum(weights))
    if count == 2:
        return first, total - first
    return _cumulative(first, weights=weights[:half]) + _cumulative(total - first, weights=weights[half:])


def _nearest(numerator: Any, *, whole: int) -> Any:
    """The nearest whole number to a fraction, halves up: never falls when the numerator grows."""
    return (2 * numerator + whole) // (2 * whole)


@lru_cache(maxsize=64)
def _period(weights: Parts) -> tuple[Parts, ...]:
    """One period of Tijdeman's chairman assignment: row t says what each has borne of t fen, at most 1 - 1/(2N-2) off."""
    whole = sum(weights)
    if whole > LONGEST_TABLE:
        raise ValueError(f"the weights of five or more sources must add up to {LONGEST_TABLE} at most, reduced: {weights}")
    borne = [0] * len(weights)
    rows = [tuple(borne)]
    for fen in range(1, whole + 1):
        borne[_next(borne, fen=fen, weights=weights, whole=whole)] += 1
        rows.append(tuple(borne))
    return tuple(rows)


def _next(borne: list[int], *, fen: int, weights: Parts, whole: int) -> int:
    """Who bears the next fen: of those far enough behind, the one who would be too late first; in whole numbers throughout."""
    scale = 2 * len(weights) - 2
    best, soonest = -1, 0
    for i, weight in enumerate(weights):
        behind = weight * fen - borne[i] * whole
        time_left = (scale - 1) * whole - scale * behind
        if scale * behind >= whole and (best < 0 or time_left * weights[best] < soonest * weight):
            best, soonest = i, time_left
    return best
