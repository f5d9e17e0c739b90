"""One figure from a proposal's scores. Fractions, so that nothing hangs on a rounding; ``hundredths`` rounds for people."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

TRIMMED_FROM = 5
FAR = 2_000
"""A score so many hundredths of a point from the mean is worth a second look."""
Scores = Sequence[int]


def mean(scores: Scores) -> Fraction:
    """The plain mean: in simulations nothing simpler finds the better proposals more often."""
    return Fraction(sum(scores), len(scores))


def trimmed(scores: Scores) -> Fraction:
    """The mean without one highest and one lowest score (去掉一个最高分、一个最低分); with fewer than five scores the plain mean."""
    return mean(sorted(scores)[1:-1] if len(scores) >= TRIMMED_FROM else scores)


def median(scores: Scores) -> Fraction:
    """The middle score, or the mean of the two in the middle."""
    ordered, half = sorted(scores), len(scores) // 2
    return mean(ordered[half:half + 1] if len(ordered) % 2 else ordered[half - 1:half + 1])


METHODS: dict[str, Callable[[Scores], Fraction]] = {"mean": mean, "trimmed": trimmed, "median": median}
"""What needs no other proposal's scores; the adjusted figure does (``severity``)."""


def figure(scores: Scores, *, method: str) -> Fraction:
    """The figure by one of METHODS."""
    return METHODS[method](scores)


def hundredths(value: Fraction) -> int:
    """A figure as people read it, halves rounded up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def outliers(scores: Scores) -> list[int]:
    """Which of the scores (by place) lie more than 20 points from their mean."""
    middle = mean(scores) if scores else Fraction(0)
    return [place for place, score in enumerate(scores) if abs(score - middle) > FAR]
