"""What was measured, as one plain table and one JSON file."""
from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

HEAD = ("part", "what", "floor", "ours", "unit", "ratio", "goal", "", "note")
WORDS = (0, 1, 4, 7, 8)  # columns that begin at the left


@dataclass(frozen=True)
class Row:
    """One measurement beside its floor. ``goal`` is the largest ratio that is well, or without a floor the largest value."""

    part: str
    what: str
    ours: float | None
    unit: str
    floor: float | None
    goal: float | None
    note: str

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.ours / self.floor if self.ours is not None and self.floor else None

    @property
    def verdict(self) -> str:
        """ok or OVER; nothing where there is no goal or no measurement."""
        judged = self.ratio if self.floor else self.ours
        if judged is None or self.goal is None:
            return ""
        return "ok" if judged <= self.goal else "OVER"


def absent(part: str, what: str, *, why: str) -> Row:
    """An operation that could not be measured, and why; it is never left out silently."""
    return Row(part, what, None, "", None, None, f"not measured: {why}")


def show(rows: list[Row]) -> str:
    """The table, aligned for a fixed-width face; Chinese signs count double."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(_width(line[place]) for line in cells) for place in range(len(HEAD))]
    return "\n".join(_line(line, widths=widths) for line in cells)


def keep(rows: list[Row], *, file: Path, facts: dict[str, object]) -> None:
    """The same as JSON, with the facts of the run."""
    content = {"facts": facts, "rows": [asdict(row) | {"ratio": row.ratio, "verdict": row.verdict} for row in rows]}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _cells(row: Row) -> tuple[str, ...]:
    goal = f"≤ {row.goal:g}{'×' if row.floor else ''}" if row.goal is not None else ""
    ratio = f"{row.ratio:.1f}×" if row.ratio is not None else ""
    return row.part, row.what, _number(row.floor), _number(row.ours), row.unit if row.ours is not None else "", ratio, goal, row.verdict, row.note


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def _line(cells: tuple[str, ...], *, widths: list[int]) -> str:
    return "  ".join(_padded(cell, width=width, left=place in WORDS) for place, (cell, width) in enumerate(zip(cells, widths, strict=True))).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, *, width: int, left: bool) -> str:
    blanks = " " * (width - _width(text))
    return text + blanks if left else blanks + text
