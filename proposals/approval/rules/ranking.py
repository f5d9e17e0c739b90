"""The ranking of what a panel has scored: who is in, who is out and why, and what another rule, method or budget would make of it. Pure."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

from ...choosing import machinery, ranked
from ...choosing.projects import Caps, Choice, Outcome, Project
from ..statistics import Adjusted, hundredths, interval_alpha, mean, outliers
from ..voting.weights import Weights
from .caps import Left
from .figures import ADJUSTED, Equal, exact, figure_by, ties

WAYS = ("rank", "rank-stop", "best-sum", "best-weighted")
"""By rank passing over what does not fit (the official one), by rank stopping there, the most points, the most points for each yuan."""
OFFICIAL_WAY = "rank"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """How a season ranks: its method, what decides among equals, the seed of its lots, its pass line in points."""

    method: str
    order: str
    seed: str
    line: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal whose round is complete. Cost in fen, ``adjusted`` in hundredths of a point."""

    id: int
    number: str
    title: str
    street_id: int | None
    street: str
    category_id: int | None
    category: str
    equal: Equal
    adjusted: int
    residents: Weights

    @property
    def scores(self) -> tuple[int, ...]:
        """The sealed totals."""
        return self.equal.scores

    @property
    def cost(self) -> int:
        """In fen."""
        return self.equal.cost

    @property
    def mean(self) -> int:
        """The plain mean, in hundredths."""
        return hundredths(mean(self.scores))

    @property
    def spread(self) -> int:
        """Highest minus lowest total, in hundredths."""
        return max(self.scores) - min(self.scores)

    @property
    def far(self) -> int:
        """How many scores lie more than 20 points from the mean."""
        return len(outliers(self.scores))

    def figure(self, method: str) -> Fraction:
        """The figure by a method, in hundredths, not rounded; the residents' vote in it where it counts."""
        return self.residents.of(self.id, panel=figure_by(self.scores, method=method, adjusted=self.adjusted))

    @property
    def support(self) -> int | None:
        """The share of ballots that support it (hundredths of a percent); None where the vote does not count."""
        given = self.residents.support.get(self.id)
        return None if given is None else given.hundredths


@dataclass(frozen=True, slots=True)
class Asked:
    """What is tried out: a method, a way of choosing, and a budget in fen (None: what the sources have)."""

    method: str
    way: str
    budget: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a ranking: its place, its figure (hundredths), in or out and why; and whether the official ranking and the adjusted figures say the same."""

    candidate: Candidate
    figure: int
    choice: Choice
    official: bool
    flagged: bool
    """The figures adjusted for severity would decide otherwise."""


@dataclass(frozen=True)
class Field:
    """Everything a ranking is made of, read at one moment. Money in fen."""

    season_id: int
    rule: Rule
    candidates: Sequence[Candidate]
    incomplete: int
    """Proposals before the panel whose scores are not all in."""
    left: Left
    money: int | None
    model: Adjusted

    @property
    def official(self) -> Asked:
        """How the season itself ranks."""
        return Asked(self.rule.method, OFFICIAL_WAY, None)

    @cached_property
    def agreement(self) -> float | None:
        """Krippendorff's alpha over these candidates; None where nothing can be compared."""
        return interval_alpha([one.scores for one in self.candidates])

    def caps(self, asked: Asked) -> Caps:
        """The limits as they are left; a budget that is tried out stands in place of what there really is."""
        caps = self.left.caps(line=self.rule.line * HUNDRED, total=self.money)
        return caps if asked.budget is None else Caps(asked.budget, caps.streets, caps.categories, caps.street_places, caps.category_places, caps.line)

    def projects(self, method: str) -> list[Project]:
        """As the rule of choosing takes them. The score is rounded down, so that it reaches the line just when the figure does; the exact figure goes first
        among what decides between equals."""
        return [self._project(one, figure=one.figure(method)) for one in self.candidates]

    def _project(self, one: Candidate, *, figure: Fraction) -> Project:
        settled = self._settled[one.id]
        return Project(str(one.id), one.cost, floor(figure), street=str(one.street_id), category=str(one.category_id), tie=(-exact(figure), *settled))

    @cached_property
    def _settled(self) -> dict[int, tuple[Any, ...]]:
        """What decides among equals; the same whatever is tried out."""
        return {one.id: ties(one.equal, order=self.rule.order, seed=self.rule.seed) for one in self.candidates}

    @cached_property
    def _known(self) -> dict[Asked, Outcome]:
        """What was worked out already."""
        return {}

    def outcome(self, asked: Asked) -> Outcome:
        """Who is in and who is out."""
        if asked not in self._known:
            self._known[asked] = self._outcome(asked)
        return self._known[asked]

    def _outcome(self, asked: Asked) -> Outcome:
        projects, caps = self.projects(asked.method), self.caps(asked)
        if asked.way in ("best-sum", "best-weighted"):
            return machinery().optimum.choose(projects, caps=caps, worth="score" if asked.way == "best-sum" else "score-times-cost")
        return ranked.choose(projects, caps=caps, skip=asked.way == OFFICIAL_WAY)

    def rows(self, asked: Asked) -> list[Row]:
        """Every candidate by rank, beside what the official ranking and the adjusted figures make of it."""
        outcome, official = self.outcome(asked), self.outcome(self.official)
        other = self.outcome(Asked(ADJUSTED, OFFICIAL_WAY, None))
        known, chosen, adjusted = {str(one.id): one for one in self.candidates}, set(official.chosen), set(other.chosen)
        return [Row(known[each.id], hundredths(known[each.id].figure(asked.method)), each, each.id in chosen, (each.id in chosen) != (each.id in adjusted))
                for each in outcome.choices]

    def extra(self, case_id: int) -> int | None:
        """The least money on top (fen) that would bring this one in by the official rule; None where money alone does not."""
        return ranked.least_extra(self.projects(self.rule.method), caps=self.caps(self.official), id=str(case_id))


def spent(rows: Iterable[Row]) -> int:
    """What those that are in cost together, in fen."""
    return sum(row.candidate.cost for row in rows if row.choice.chosen)


def snapshot(field: Field) -> dict[str, Any]:
    """The official ranking as it is kept, free of language: the rule, what there was to give, a row for each candidate with its reason."""
    caps, rule = field.caps(field.official), field.rule
    limits = {"total": caps.total, "streets": dict(caps.streets), "categories": dict(caps.categories), "street_places": dict(caps.street_places),
              "category_places": dict(caps.category_places)}
    return {"rule": {"method": rule.method, "ties": rule.order, "seed": rule.seed, "line": rule.line}, "limits": limits,
            "rows": [_kept(row) for row in field.rows(field.official)]}


def _kept(row: Row) -> dict[str, Any]:
    one, choice = row.candidate, row.choice
    residents = {} if one.support is None else {"support": one.support, "weight": one.residents.percent}
    told = {"chosen": choice.chosen, "code": choice.reason.code, "facts": choice.reason.facts, "flagged": row.flagged}
    return {**residents, **told, "id": one.id, "number": one.number, "rank": choice.rank, "figure": row.figure, "mean": one.mean, "adjusted": one.adjusted,
            "count": len(one.scores), "spread": one.spread, "cost": one.cost}


def digest(facts: Mapping[str, Any]) -> str:
    """The digest of a ranking or of minutes as they are kept."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def canonical(facts: Mapping[str, Any]) -> str:
    """The one way to write them."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
