"""An auditor who keeps the books by hand: dictionaries and fractions, written without looking at how the program splits or checks."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Movement = tuple[int, str, str, int]
BELOW_ZERO = {"origin", "due"}
OF_PROJECTS = {"commit", "order", "held", "spent"}
BORNE = ("order", "held", "spent")
MAY_JOIN = {
    "pledge": {("origin", "pledged")}, "receipt": {("origin", "pool"), ("pledged", "pool")}, "allot": {("pool", "allot")}, "recall": {("allot", "pool")},
    "commit": {("pool", "commit"), ("allot", "commit")}, "release": {("commit", "pool"), ("commit", "allot")}, "order": {("commit", "order")},
    "void": {("order", "commit")}, "pay": {("order", "held")}, "spend": {("held", "spent")}, "disallow": {("spent", "held")},
    "refund": {("held", "returned")}, "surplus": {("pool", "returned")}, "advance": {("pool", "lent"), ("due", "pool")},
    "repay": {("pool", "due"), ("lent", "pool")}, "carry": {("pool", "returned"), ("origin", "pool")},
    "amend": {("pool", "commit"), ("allot", "commit"), ("commit", "pool"), ("commit", "allot")},
}


@dataclass(frozen=True)
class Line:
    """A stretch of a project's total from ``start`` on: each fund's weight in it, and what each had borne when it began."""

    start: int
    weights: Mapping[int, int]
    before: Mapping[int, int]


@dataclass
class Auditor:
    """What has happened, by the auditor's own lights."""

    signed: Mapping[int, int]
    lines: Sequence[Line]
    fen: dict[tuple[int, str, int], int] = field(default_factory=lambda: defaultdict(int))
    told: dict[str, tuple[object, ...]] = field(default_factory=dict)
    entries: list[tuple[str, int, list[Movement]]] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    closed_through: str = ""

    def accepts(self, key: str, *, kind: str, project: int, moves: Sequence[Movement], day: str) -> bool:
        """Whether this may be booked; if so, it is."""
        said = (kind, project, tuple(moves))
        if key in self.told:
            return self.told[key] == said
        after = self._after(project, moves)
        if day <= self.closed_through or after is None or not self._is_right(kind, project, moves, after):
            return False
        self.fen, self.told[key] = after, said
        self.entries.append((kind, project, list(moves)))
        return True

    def reverses(self, place: int) -> bool:
        """Whether this entry may be taken back; if so, it is."""
        kind, project, moves = self.entries[place]
        mirror = [(fund, target, source, fen) for fund, source, target, fen in reversed(moves)]
        after = self._after(project, mirror)
        if kind == "reverse" or place in self.undone or after is None:
            return False
        self.fen = after
        self.undone.add(place)
        self.entries.append(("reverse", project, mirror))
        return True

    def borne(self, project: int) -> dict[int, int]:
        """What each fund bore of a project so far."""
        return _borne(self.fen, project, self.signed)

    def _after(self, project: int, moves: Sequence[Movement]) -> dict[tuple[int, str, int], int] | None:
        fen = self.fen.copy()
        for fund, source, target, amount in moves:
            giving, taking = (fund, source, _whose(source, project)), (fund, target, _whose(target, project))
            if source not in BELOW_ZERO and fen[giving] < amount or (source in OF_PROJECTS or target in OF_PROJECTS) and not project:
                return None
            fen[giving] -= amount
            fen[taking] += amount
        return fen

    def _is_right(self, kind: str, project: int, moves: Sequence[Movement], after: Mapping[tuple[int, str, int], int]) -> bool:
        if any((source, target) not in MAY_JOIN[kind] for _fund, source, target, _amount in moves):
            return False
        if kind in ("advance", "repay", "carry"):
            return sum(amount if source == "pool" else -amount for _fund, source, _target, amount in moves) == 0
        if kind == "commit":
            return all(after[fund, "commit", project] == part for fund, part in self.signed.items())
        return kind not in ("order", "refund") or not self._too_far_off(kind, project, moves, after)

    def _too_far_off(self, kind: str, project: int, moves: Sequence[Movement], after: Mapping[tuple[int, str, int], int]) -> bool:
        sign = -1 if kind == "refund" else 1
        now = _borne(after, project, self.signed)
        earlier = {fund: fen - sign * sum(move[3] for move in moves if move[0] == fund) for fund, fen in now.items()}
        line = [line for line in self.lines if line.start <= sum(now.values())][-1]
        return any(_off(now, fund, line) >= 1 and _off(now, fund, line) > _off(earlier, fund, line) for fund in line.weights)


def _whose(stage: str, project: int) -> int:
    return project if stage in OF_PROJECTS or stage == "returned" else 0


def _borne(fen: Mapping[tuple[int, str, int], int], project: int, funds: Mapping[int, int]) -> dict[int, int]:
    return {fund: sum(fen[fund, stage, project] for stage in BORNE) for fund in funds}


def _off(borne: Mapping[int, int], fund: int, line: Line) -> Fraction:
    """How far a fund is from its weight, in fen."""
    due = Fraction(line.weights[fund], sum(line.weights.values())) * (sum(borne.values()) - line.start)
    return abs(borne[fund] - line.before[fund] - due)
