"""The cross-classified model of scores: proposals and judges both random.

score = level of the season + merit of the proposal + leniency of the judge + rest. The variances are found by EM-REML, merits and leniencies are the
best linear unbiased predictions (Henderson's equations). Proposals are absorbed, so that the work grows with the judges alone.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .severity import Given

ROUNDS = 200
CLOSE_ENOUGH = 1e-5
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Equations:
    """Henderson's equations without the ridge: the scores, and what the absorption needs again in every round."""

    scores: Floats
    counts: Floats
    """Scores of each proposal."""
    sums: Floats
    """Of each proposal's scores."""
    crossed: Floats
    """Proposals × (1, judges): how often; the first column counts all."""
    squares: Floats
    """``crossed`` squared, (1, judges) × (1, judges), apart for proposals of as many scores: the absorption weighs them alike."""
    group: npt.NDArray[np.intp]
    """Which of these a proposal belongs to."""
    plain: Floats
    """(1, judges) × (1, judges)."""
    right: Floats
    """Sums over all, and of each judge."""


def fitted(given: Sequence[Given], *, proposals: list[int], judges: list[int]) -> tuple[tuple[float, float, float], float, Floats, Floats]:
    """Variances (proposals, judges, rest), the level, the judges' leniencies and the proposals' merits, in the order of these numbers."""
    return _fit(_equations(given, proposals=proposals, judges=judges))


def _equations(given: Sequence[Given], *, proposals: list[int], judges: list[int]) -> _Equations:
    place_of, seat_of = ({each: place for place, each in enumerate(known)} for known in (proposals, judges))
    places = np.array([place_of[one.proposal] for one in given])
    seats = np.array([seat_of[one.judge] for one in given])
    scores = np.array([one.score for one in given], dtype=np.float64)
    crossed = np.zeros((len(proposals), 1 + len(judges)))
    np.add.at(crossed, (places, seats + 1), 1.0)
    crossed[:, 0] = crossed[:, 1:].sum(axis=1)
    plain = np.diag(np.concatenate(([len(given)], crossed[:, 1:].sum(axis=0)))).astype(np.float64)
    plain[0, 1:] = plain[1:, 0] = crossed[:, 1:].sum(axis=0)
    right = np.concatenate(([scores.sum()], np.bincount(seats, weights=scores, minlength=len(judges))))
    kinds, group = np.unique(crossed[:, 0], return_inverse=True)
    squares = np.stack([crossed[group == kind].T @ crossed[group == kind] for kind in range(len(kinds))])
    sums = np.bincount(places, weights=scores, minlength=len(proposals))
    return _Equations(scores, crossed[:, 0], sums, crossed, squares, group, plain, right)


def _fit(equations: _Equations) -> tuple[tuple[float, float, float], float, Floats, Floats]:
    """Variances (proposals, judges, rest), level, leniencies and merits, found by going round until the variances stay."""
    start = float(equations.scores.var()) or 0.0
    variances = (start / 3, start / 3, start / 3)
    if start == 0.0:
        return (0.0, 0.0, 0.0), float(equations.scores[0]), np.zeros(len(equations.right) - 1), np.zeros(len(equations.counts))
    for _round in range(ROUNDS):
        fixed, merits, inverse, weights = _solve(equations, variances=variances)
        new = _expected(equations, variances=variances, fixed=fixed, merits=merits, inverse=inverse, weights=weights)
        moved = max(abs(one - other) for one, other in zip(new, variances, strict=True))
        variances = new
        if moved <= CLOSE_ENOUGH * start:
            break
    fixed, merits, _inverse, _weights = _solve(equations, variances=variances)
    return variances, float(fixed[0]), fixed[1:], merits


def _solve(equations: _Equations, *, variances: tuple[float, float, float]) -> tuple[Floats, Floats, Floats, Floats]:
    """Level with leniencies, merits, the inverse of the equations left after absorbing the proposals, and each proposal's weight there."""
    of_proposals, of_judges, rest = (max(each, 1e-9) for each in variances)
    weights = 1 / (equations.counts + rest / of_proposals)
    left = equations.plain - np.tensordot(_of_groups(equations, weights), equations.squares, axes=1)
    left[np.arange(1, len(left)), np.arange(1, len(left))] += rest / of_judges
    inverse = np.linalg.inv(left)
    fixed = inverse @ (equations.right - equations.crossed.T @ (weights * equations.sums))
    return fixed, weights * (equations.sums - equations.crossed @ fixed), inverse, weights


def _of_groups(equations: _Equations, weights: Floats) -> Floats:
    """The weight that all proposals of a group have."""
    found = np.empty(len(equations.squares))
    found[equations.group] = weights
    return found


def _expected(equations: _Equations, *, variances: tuple[float, float, float], fixed: Floats, merits: Floats, inverse: Floats,
              weights: Floats) -> tuple[float, float, float]:
    """The variances that these solutions suggest (one round of EM-REML)."""
    rest, many = variances[2], len(equations.scores)
    doubt = float(weights.sum() + np.tensordot(_of_groups(equations, weights) ** 2, equations.squares, axes=1).ravel() @ inverse.ravel())
    lenient = fixed[1:]
    told = float(fixed @ equations.right + merits @ equations.sums)
    left = float(equations.scores @ equations.scores) - told
    return ((float(merits @ merits) + rest * doubt) / len(merits), (float(lenient @ lenient) + rest * float(np.trace(inverse[1:, 1:]))) / len(lenient),
            max(left, 0.0) / max(many - 1, 1))
