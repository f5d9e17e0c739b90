"""The set of projects with the greatest worth within the caps, proved by a solver: a what-if beside the ranking, never the official choice.

Summing scores pays for each project, so that many cheap weak ones beat few strong ones; score times cost pays for each yuan instead. Say which was used.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from .projects import Caps, Choice, Outcome, Project, Reason, ranking
from .ranked import Purse

Worth = Literal["score", "score-times-cost"]
TALLEST = 1e6
"""The greatest worth as the solver sees it: its fixed gap of 1e-6 is then a millionth of a millionth of one project."""


class Unsolved(RuntimeError):
    """The solver gave up; what it said stands in the message."""


def choose(projects: Iterable[Project], *, caps: Caps, worth: Worth) -> Outcome:
    """The best set; facts name the project's worth and the worth of the whole set, and whatever cap it breaks even alone."""
    listed = ranking(projects)
    possible = [project for project in listed if _alone(project, caps=caps) is None]
    best = _best(possible, caps=caps, worth=worth)
    total = sum(_worth(project, worth=worth) for project in possible if project.id in best)
    choices = []
    for rank, project in enumerate(listed, 1):
        code = _alone(project, caps=caps) or ("optimum-in" if project.id in best else "optimum-out")
        facts = {"worth": _worth(project, worth=worth), "best": total, "needs": project.cost, "by": worth}
        choices.append(Choice(project.id, project.id in best, rank, Reason(code, facts)))
    return Outcome(tuple(choices), sum(project.cost for project in listed if project.id in best))


def _worth(project: Project, *, worth: Worth) -> int:
    return project.score * project.cost if worth == "score-times-cost" else project.score


def _alone(project: Project, *, caps: Caps) -> str | None:
    """What keeps it out of every set: the line, or a cap it breaks by itself."""
    if caps.line is not None and project.score < caps.line:
        return "below-line"
    return next((code for code, _name in Purse(caps).hindrances(project)), None)


def _best(projects: list[Project], *, caps: Caps, worth: Worth) -> set[str]:
    """The ids of the best set. The solver computes in floats; its answer is checked in whole numbers and, where it breaks a cap by a hair, forbidden."""
    if not projects:
        return set()
    value = np.array([_worth(project, worth=worth) for project in projects], dtype=np.float64)
    rows, limits = _limits(projects, caps=caps)
    while True:
        answer = milp(-value * (TALLEST / max(value.max(), 1.0)), integrality=np.ones(len(projects)), bounds=Bounds(0, 1), options={"mip_rel_gap": 0.0},
                      constraints=[LinearConstraint(np.array(rows), ub=np.array(limits))] if rows else [])
        if answer.x is None:
            raise Unsolved(answer.message)
        taken = [project for project, part in zip(projects, answer.x, strict=True) if part > 0.5]
        if _keeps(taken, caps=caps):
            return {project.id for project in taken}
        rows.append([1.0 if project in taken else 0.0 for project in projects])
        limits.append(len(taken) - 1.0)


def _limits(projects: list[Project], *, caps: Caps) -> tuple[list[list[float]], list[float]]:
    """One row for each cap, in parts of the cap, so that fen and places are of one size."""
    purse = Purse(caps)
    rows: dict[Any, list[float]] = {}
    for column, project in enumerate(projects):
        for room, needs in purse.asked(project).items():
            rows.setdefault(room, [0.0] * len(projects))[column] = needs / max(purse.left[room], 1)
    return list(rows.values()), [min(float(purse.left[room]), 1.0) for room in rows]


def _keeps(taken: list[Project], *, caps: Caps) -> bool:
    purse = Purse(caps)
    for project in taken:
        purse.take(project)
    return all(left >= 0 for left in purse.left.values())
