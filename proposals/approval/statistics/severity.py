"""Who scores harder than others, and the figures without that: proposals crossed with judges, both random (``mixed``)."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from ...late import late

machinery = late("proposals.approval.statistics.mixed")
"""The model itself, which computes with arrays."""


@dataclass(frozen=True, slots=True)
class Given:
    """One locked score: whose, of which proposal, in hundredths of a point."""

    proposal: int
    judge: int
    score: int
    aside: bool = False
    """Given only so that the scales of panels can be compared: the model learns from it, no figure counts it."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What the model makes of all scores. Hundredths of a point; variances in their squares."""

    figures: dict[int, int]
    """Of each proposal the mean of its scores, each less its judge's leniency. Not drawn towards the middle, so that it can be held against the line."""
    merits: dict[int, float]
    """The prediction itself (level + merit): drawn towards the middle, the more the fewer scores there are. Same order where all have as many."""
    leniencies: dict[int, float]
    """Of each judge: above 0 gives more than the others, below 0 less."""
    variances: tuple[float, float, float]
    """Between proposals, between judges, the rest."""

    @property
    def reliability(self) -> float | None:
        """How much of a single score's variance is the proposal's own (ICC); None where all scores are equal."""
        return self.variances[0] / sum(self.variances) if sum(self.variances) > 0 else None


def adjust(given: Sequence[Given]) -> Adjusted:
    """Adjust all scores of a season together; judges and proposals are known by their numbers."""
    if not given:
        return Adjusted({}, {}, {}, (0.0, 0.0, 0.0))
    proposals, judges = sorted({one.proposal for one in given}), sorted({one.judge for one in given})
    variances, level, lenient, merits = machinery().fitted(given, proposals=proposals, judges=judges)
    leniencies = dict(zip(judges, lenient.tolist(), strict=True))
    return Adjusted(_figures(given, leniencies=leniencies), dict(zip(proposals, (level + merits).tolist(), strict=True)), leniencies, variances)


def _figures(given: Sequence[Given], *, leniencies: dict[int, float]) -> dict[int, int]:
    """Of each proposal the mean of what counts, each score less its judge's leniency."""
    counted: dict[int, list[float]] = {}
    for one in given:
        if not one.aside:
            counted.setdefault(one.proposal, []).append(one.score - leniencies[one.judge])
    return {proposal: floor(sum(scores) / len(scores) + 0.5) for proposal, scores in counted.items()}
