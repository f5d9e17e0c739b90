"""Where boxes and arrows of a diagram go: columns of boxes, and gutters between them with a lane for each arrow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

Pair = tuple[str, str]

WIDTH, HEIGHT, ROW = 120, 30, 48  # pixels of a box, and from one box to the next
TOP, MARGIN, LANE = 56, 18, 7
PORTS = (12, 18, 24)  # heights at which arrows leave and enter a box, clear of the badge at its upper corner


@dataclass(frozen=True, slots=True)
class Box:
    """A state's place: column and row counted from 0, and its upper left corner in pixels."""

    name: str
    column: int
    row: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was laid out: boxes by state, an SVG path for each pair, headings as (x, title), size in pixels."""

    boxes: dict[str, Box]
    paths: dict[Pair, str]
    headings: list[tuple[float, str]]
    width: float
    height: float

    def goes_back(self, pair: Pair) -> bool:
        """Whether the arrow points to an earlier column, or up."""
        source, target = (self.boxes[name] for name in pair)
        return (target.column, target.row) < (source.column, source.row)


def lay_out(columns: list[tuple[str, list[str]]], *, pairs: list[Pair]) -> Drawing:
    """Place the states of each (title, states) column from the top, and route an arrow for each pair."""
    cells = {name: (column, row) for column, (_, names) in enumerate(columns) for row, name in enumerate(names)}
    lanes, crowd = _lanes(cells, pairs=pairs)
    lefts = _lefts(len(columns), crowd=crowd)
    boxes = {name: Box(name, column, row, lefts[column], TOP + row * ROW) for name, (column, row) in cells.items()}
    return Drawing(
        boxes=boxes,
        paths={pair: _path(boxes[pair[0]], target=boxes[pair[1]], lane=lanes[pair]) for pair in pairs},
        headings=[(lefts[column], title) for column, (title, _) in enumerate(columns)],
        width=lefts[-1] + WIDTH + _gap(crowd[len(columns) - 1]),
        height=TOP + ROW * max(len(names) for _, names in columns) + MARGIN,
    )


def _gap(arrows: int) -> float:
    return 2 * MARGIN + LANE * arrows


def _lefts(count: int, *, crowd: Counter[int]) -> list[float]:
    """The left edge of each column: a gutter is as wide as the arrows in it need."""
    lefts, x = [], 0.0
    for column in range(count):
        x += _gap(crowd[column - 1])
        lefts.append(x)
        x += WIDTH
    return lefts


def _lanes(cells: dict[str, tuple[int, int]], *, pairs: list[Pair]) -> tuple[dict[Pair, int], Counter[int]]:
    """A lane for each arrow in its gutter, short arrows nearest to the boxes, and how many each gutter holds."""
    crowd: Counter[int] = Counter()
    lanes = {}
    for pair in sorted(pairs, key=lambda pair: abs(cells[pair[0]][1] - cells[pair[1]][1])):
        source, target = cells[pair[0]], cells[pair[1]]
        gutter = _gutter(source, target=target)
        lanes[pair] = crowd[gutter]
        crowd[gutter] += 0 if _is_next_below(source, target=target) else 1
    return lanes, crowd


def _gutter(source: tuple[int, int], *, target: tuple[int, int]) -> int:
    """The gutter right of a column has its number; the way back inside a column is on its left."""
    if source[0] == target[0]:
        return source[0] if source[1] < target[1] else source[0] - 1
    return min(source[0], target[0])


def _is_next_below(source: tuple[int, int], *, target: tuple[int, int]) -> bool:
    return source[0] == target[0] and target[1] == source[1] + 1


def _path(source: Box, *, target: Box, lane: int) -> str:
    if _is_next_below((source.column, source.row), target=(target.column, target.row)):
        middle = source.x + WIDTH / 2
        return f"M{middle:g},{source.y + HEIGHT:g}V{target.y:g}"
    port = PORTS[lane % len(PORTS)]
    start, end = source.y + port, target.y + port
    if source.column == target.column:
        return _around(source, start=start, end=end, lane=lane)
    return _across(source, target=target, start=start, end=end, lane=lane)


def _around(box: Box, *, start: float, end: float, lane: int) -> str:
    """Down on the right side of the column, back up on the left."""
    side = 1 if end > start else -1
    x = box.x + (WIDTH if side > 0 else 0)
    return f"M{x:g},{start:g}H{x + side * (MARGIN + LANE * lane):g}V{end:g}H{x:g}"


def _across(source: Box, *, target: Box, start: float, end: float, lane: int) -> str:
    """Through the gutter to the next column, or in a curve behind the boxes to one further off."""
    side = 1 if target.column > source.column else -1
    x0 = source.x + (WIDTH if side > 0 else 0)
    x1 = target.x + (0 if side > 0 else WIDTH)
    if abs(target.column - source.column) > 1:
        return f"M{x0:g},{start:g}C{x0 + side * 70:g},{start:g} {x1 - side * 70:g},{end:g} {x1:g},{end:g}"
    bend = (x0 if side > 0 else x1) + MARGIN + LANE * lane
    return f"M{x0:g},{start:g}H{bend:g}V{end:g}H{x1:g}"
