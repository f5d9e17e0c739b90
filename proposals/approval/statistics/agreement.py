"""How far judges agree who did not all judge the same proposals."""
from __future__ import annotations

from collections.abc import Iterable, Sequence


def interval_alpha(units: Iterable[Sequence[int]]) -> float | None:
    """Krippendorff's alpha for interval data: 1 is full agreement, 0 what chance would give, below 0 less than that.

    ``units`` are the scores of each proposal; one with a single score says nothing. None where there is nothing to compare or all scores are equal.
    Within a unit of m values each ordered pair weighs 1/(m-1); the sum of squared differences of all pairs is 2(m·Σx² − (Σx)²).
    """
    paired = [scores for scores in units if len(scores) > 1]
    every = [score for scores in paired for score in scores]
    expected = _differences(every) / (len(every) - 1) if paired else 0
    if not expected:
        return None
    return 1 - sum(_differences(scores) / (len(scores) - 1) for scores in paired) / expected


def _differences(scores: Sequence[int]) -> int:
    """The squared differences of all ordered pairs, added up."""
    return 2 * (len(scores) * sum(score * score for score in scores) - sum(scores) ** 2)
