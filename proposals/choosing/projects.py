"""What is chosen among, within which limits, and what came of it. Money and scores are whole numbers, so that nothing hangs on a rounding."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Completion = Literal["none", "add1"]
"""What happens with money nobody's share could spend: nothing, or every share grows by one unit as long as the whole stays within the budget."""


@dataclass(frozen=True)
class Project:
    """One project: what it costs (whole fen, or whole units of a file) and what it scored (hundredths of a point, or votes).

    ``tie`` decides among equal scores, ascending; it is fixed before scores are opened. Where ties are equal too, the id decides.
    """

    id: str
    cost: int
    score: int
    street: str = ""
    category: str = ""
    tie: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        """A cost below nothing or a broken number is a bug of who made the project."""
        if type(self.cost) is not int or type(self.score) is not int or self.cost < 0:
            raise ValueError(f"project {self.id}: cost {self.cost!r} and score {self.score!r} must be whole numbers, the cost not below 0")


@dataclass(frozen=True)
class Caps:
    """What may be spent and how many may be chosen; a street or a category that is not named has no cap.

    ``line`` is the lowest score that may be chosen at all.
    """

    total: int | None = None
    streets: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    street_places: Mapping[str, int] = field(default_factory=dict)
    category_places: Mapping[str, int] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class Reason:
    """Why a project is in or out: a code and its facts, free of language.

    fits · total-cap · street-cap · category-cap · street-places · category-places · after-stop · below-line (``ranked``);
    optimum-in · optimum-out, and the caps where a project fits none even alone (``optimum``);
    supporters · supporters-short · no-supporters (``shares``).
    """

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What became of one project; ``rank`` counts from 1 by score and tie."""

    id: str
    chosen: bool
    rank: int
    reason: Reason


@dataclass(frozen=True)
class Outcome:
    """Every project's choice by rank, and what the chosen ones cost together."""

    choices: tuple[Choice, ...]
    spent: int

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen projects, by rank."""
        return tuple(choice.id for choice in self.choices if choice.chosen)


def ranking(projects: Iterable[Project]) -> list[Project]:
    """The projects by score, the highest first; equal scores by tie, equal ties by id. A doubled id is a bug of who made the list."""
    ordered = sorted(projects, key=lambda one: (-one.score, one.tie, one.id))
    if len({one.id for one in ordered}) < len(ordered):
        raise ValueError("two projects have the same id")
    return ordered
