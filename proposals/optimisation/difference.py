"""What is different between two versions of a plan, in the words people see: kept, taken out, put in. Pure; no database."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .models import BudgetLine, Plan

TOKEN = re.compile(r"[A-Za-z]+|[0-9][0-9,.]*|\s+|.", re.DOTALL)
"""A Latin word or a number is read as one, a Chinese character by itself."""
SHORT = 2
"""Kept runs this short between two changes are shown as changed too: single characters in between read like confetti."""


@dataclass(frozen=True)
class Piece:
    """A run of text: ``same``, ``gone`` (in the old version only) or ``new``."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """How ``new`` came from ``old``: same and gone pieces together are the old text, same and new pieces the new one."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    blocks = _blocks(before, after)
    out: list[Piece] = []
    was = now = 0
    for start, begin, length in blocks:
        out += [Piece("gone", "".join(before[was:start])), Piece("new", "".join(after[now:begin])), Piece("same", "".join(before[start:start + length]))]
        was, now = start + length, begin + length
    return [piece for piece in out if piece.text]


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """What both have in common, without the short runs in the middle; ends with an empty block behind both."""
    found = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    ends = (len(before), len(after))
    kept = [(a, b, size) for a, b, size in found[:-1] if size > SHORT or (a == 0 and b == 0) or (a + size, b + size) == ends]
    return [*kept, (*ends, 0)]


@dataclass(frozen=True)
class LineChange:
    """A budget line that is in one version only, or in both with another amount (fen; None where it is not)."""

    head: str
    title: str
    old_fen: int | None
    new_fen: int | None


def line_changes(old: Sequence[BudgetLine], new: Sequence[BudgetLine]) -> list[LineChange]:
    """The budget lines that differ, in the new version's order, those taken out last. Lines are known by head and title; equal ones are added up."""
    before, after = _sums(old), _sums(new)
    changed = [LineChange(*key, before.get(key), fen) for key, fen in after.items() if before.get(key) != fen]
    return changed + [LineChange(*key, fen, None) for key, fen in before.items() if key not in after]


def _sums(lines: Sequence[BudgetLine]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        sums[line.head, line.title] = sums.get((line.head, line.title), 0) + line.amount_fen
    return sums


@dataclass(frozen=True)
class Difference:
    """Everything that two versions say differently: texts by field, facts as (field, old, new), budget lines."""

    texts: dict[str, list[Piece]]
    facts: list[tuple[str, object, object]]
    lines: list[LineChange]

    @property
    def nothing(self) -> bool:
        """Whether both say the same."""
        return not (self.texts or self.facts or self.lines)


TEXTS = ("summary", "objectives", "risks")
FACTS = ("starts_on", "ends_on", "activities_planned", "beneficiaries_planned", "organisation_id", "by_call")


def between(old: Plan, new: Plan) -> Difference:
    """What ``new`` says otherwise than ``old``."""
    texts = {name: pieces(getattr(old, name), getattr(new, name)) for name in TEXTS if getattr(old, name) != getattr(new, name)}
    facts = [(name, getattr(old, name), getattr(new, name)) for name in FACTS if getattr(old, name) != getattr(new, name)]
    return Difference(texts, facts, line_changes(old.lines, new.lines))
