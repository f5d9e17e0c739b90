"""How an amount falls on the sources by their weights alone: to the fen, without drift, however often it is paid and paid back.

``shares(T)`` is what each source has borne once T fen have been paid in all. It depends on T alone, so that what a payment
costs each source is a difference of two such answers: exact per payment, less than one fen off in sum, never falling, never
above what was signed. Two sources: the nearest fen, half a fen to the first. Three and four: first between the two halves of
the list, then within each half. Five and more: Tijdeman's rule, one fen at a time, whose table repeats after Σ weights fen.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from math import gcd
from typing import Any

LONGEST_TABLE = 100_000
"""Up to this sum of their reduced weights five and more sources can be split: their table has so many rows."""

Parts = tuple[int, ...]


def shares(total: int, *, weights: Sequence[int]) -> Parts:
    """What each source has borne of ``total`` fen, in the order of the positive whole ``weights`` (60, 40)."""
    demand_whole(total)
    return _cumulative(total, weights=reduced(tuple(weights)))


def demand_whole(total: object) -> None:
    """Raises ``ValueError`` for everything that is not a whole number of fen from 0 up."""
    if type(total) is not int or total < 0:
        raise ValueError(f"a sum of money is a whole number of fen from 0 up, not {total!r}")


def of_payment(amount: int, *, paid: Sequence[int], weights: Sequence[int]) -> Parts:
    """What each source gives to a payment of ``amount`` fen (a refund is negative), after the sources bore ``paid`` so far.

    As long as ``paid`` lies on the rule this is ``shares(T + amount) - shares(T)``; off it (one leg of a tranche was never
    called, or came back alone) the payment leads back as far as it reaches, but no source is given the opposite sign.
    """
    return leading(paid, to=shares(sum(paid) + amount, weights=weights))


def leading(paid: Sequence[int], *, to: Sequence[int]) -> Parts:
    """The payment (or refund) that leads the sources from ``paid`` to where they should stand; Σ of it is Σ to - Σ paid.

    A source that stands beyond its place gives nothing, neither gets anything back; the others then give as much less, those
    furthest behind first. So nobody is ever led past the place that is its own.
    """
    lags = [should - did for should, did in zip(to, paid, strict=True)]
    amount = sum(lags)
    sign = 1 if amount >= 0 else -1
    behind = [max(0, sign * lag) for lag in lags]
    if sum(behind) == abs(amount):
        return tuple(lags)
    return tuple(sign * part for part in _furthest_first(behind, amount=abs(amount)))


def _furthest_first(behind: list[int], *, amount: int) -> list[int]:
    """Divide an amount, Σ behind at most, so that the greatest lag left over is least; what does not divide falls on the first listed."""
    levels = range(max(behind) + 1)
    level = bisect_left(levels, -amount, key=lambda left: -sum(max(0, lag - left) for lag in behind))
    parts = [max(0, lag - level) for lag in behind]
    odd = amount - sum(parts)
    for i in [i for i, lag in enumerate(behind) if lag >= level][:odd]:
        parts[i] += 1
    return parts


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


def remainders(paid: Sequence[int], *, weights: Sequence[int]) -> Parts:
    """How many fen each source bore above (+) or below (-) its place by the rule; all 0 unless legs came back alone. Σ is 0."""
    return tuple(did - should for did, should in zip(paid, shares(sum(paid), weights=weights), strict=True))


def spread(total: int, *, weights: Sequence[int]) -> Parts:
    """As ``shares``, where a source of weight 0 bears nothing."""
    giving = [i for i, weight in enumerate(weights) if weight]
    parts = [0] * len(weights)
    for i, part in zip(giving, shares(total, weights=[weights[i] for i in giving]), strict=True):
        parts[i] = part
    return tuple(parts)


def reaching(need: int, *, source: int, weights: Sequence[int]) -> int:
    """The least total (fen) of which this source, whose weight is above 0, bears ``need`` fen.

    A source is never a whole fen off, so that the answer lies between (need - 1) and (need + 1) fen by its weight.
    """
    if need <= 0:
        return 0
    whole, weight = sum(weights), weights[source]
    totals = range((need - 1) * whole // weight, (need + 1) * whole // weight + 2)
    return totals[bisect_left(totals, need, key=lambda total: spread(total, weights=weights)[source])]


def fits(weights: Sequence[int]) -> bool:
    """Whether the sources of weight above 0 can be split: one to four always, more while their table is not too long."""
    giving = tuple(weight for weight in weights if weight)
    return bool(giving) and (len(giving) < 5 or sum(reduced(giving)) <= LONGEST_TABLE)


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


@lru_cache(maxsize=16)
def _period(weights: Parts) -> tuple[Parts, ...]:
    """One period of Tijdeman's chairman assignment: row t says what each has borne of t fen, at most 1 - 1/(2N-2) off."""
    whole = sum(weights)
    if not fits(weights):
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
