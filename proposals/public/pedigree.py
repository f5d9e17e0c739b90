"""The picture of how ideas hang together: each idea a line of its own, brackets for what was merged, split and carried on. No script.

Sources stand above what they went into, parts below what they came from, one step further in. Lengths are rem, so that it grows with large type
and fits a phone; the same is said again by the list beside it.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

PITCH, TOP, STEP, DOT = 3.4, 0.9, 1.5, 0.42
"""Distance of lines, of the first from the edge, of generations, and the half-width of a dot, in rem."""
DEEPEST = 5
LONGEST = 19
"""Signs of a title that fit a phone; the list has the whole."""
DOWNWARD = ("split", "carried")


@dataclass(frozen=True, slots=True)
class Node:
    """One idea: its key in the lines, its number, its title, and a remark (how it belongs here, and where it stands)."""

    key: int
    number: str
    title: str
    remark: str
    here: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What leads from one idea to another, and whether it was undone."""

    source: int
    target: int
    kind: str
    undone: bool


def draw(nodes: Sequence[Node], lines: Sequence[Line], *, title: str, told: str) -> Markup:
    """The picture; ``told`` is what a screen reader says of it."""
    ordered = arranged(nodes, lines)
    depth = _depths(ordered, lines)
    spots = {node.key: (DOT + 0.2 + STEP * depth[node.key], TOP + PITCH * place) for place, node in enumerate(ordered)}
    edge = DOT * 2 + 0.6 + STEP * max(depth.values(), default=0)
    drawn = "".join(_bracket(line, spots=spots) for line in lines) + "".join(_idea(node, spot=spots[node.key], edge=edge) for node in ordered)
    height = PITCH * len(ordered) - 0.6
    return Markup(f'<svg class="chart pedigree" width="100%" height="{height:.2f}rem" role="img" aria-labelledby="pedigree-title pedigree-text">'
                  f'<title id="pedigree-title">{escape(title)}</title><desc id="pedigree-text">{escape(told)}</desc>{drawn}</svg>')


def arranged(nodes: Sequence[Node], lines: Sequence[Line]) -> list[Node]:
    """From above to below: what went into an idea just above it, what came out of it just below."""
    known = {node.key: node for node in nodes}
    before = {node.key: [line.source for line in lines if line.target == node.key] for node in nodes}
    leaving = {line.source for line in lines if not line.undone}
    placed: dict[int, Node] = {}

    def place(key: int, trail: frozenset[int]) -> None:
        if key in placed or key in trail:
            return
        for source in before[key]:
            place(source, trail | {key})
        placed[key] = known[key]

    for node in sorted(nodes, key=lambda node: (node.key in leaving, node.key)):
        place(node.key, frozenset())
    return list(placed.values())


def _depths(nodes: Sequence[Node], lines: Sequence[Line]) -> dict[int, int]:
    """How many generations lie before each idea; a circle of undone merges ends at the deepest."""
    depth = {node.key: 0 for node in nodes}
    for _round in range(DEEPEST):
        for line in lines:
            depth[line.target] = min(DEEPEST, max(depth[line.target], depth[line.source] + 1))
    return depth


def _bracket(line: Line, *, spots: dict[int, tuple[float, float]]) -> str:
    """A merge goes across and then down into its target; a part and a next season go down and then across."""
    (left, top), (right, foot) = spots[line.source], spots[line.target]
    corner = (left, foot) if line.kind in DOWNWARD else (right, top)
    kind = "kin-line is-undone" if line.undone else "kin-line"
    return _stroke((left, top), corner, kind=kind) + _stroke(corner, (right, foot), kind=kind)


def _stroke(begin: tuple[float, float], end: tuple[float, float], *, kind: str) -> str:
    if begin == end:
        return ""
    return f'<line class="{kind}" x1="{begin[0]:.2f}rem" y1="{begin[1]:.2f}rem" x2="{end[0]:.2f}rem" y2="{end[1]:.2f}rem"/>'


def _idea(node: Node, *, spot: tuple[float, float], edge: float) -> str:
    """The dot, the number with the remark, and under it the title."""
    across, down = spot
    short = node.title if len(node.title) <= LONGEST else f"{node.title[:LONGEST]}…"
    here, kind = " is-here" if node.here else "", (" is-here" if node.here else "") + (" is-undone" if node.undone else "")
    return (f'<circle class="kin-dot{kind}" cx="{across:.2f}rem" cy="{down:.2f}rem" r="{DOT}rem"/>'
            f'<text class="small{here}" x="{edge:.2f}rem" y="{down + 0.1:.2f}rem">{escape(node.number)}<tspan dx=".6em">{escape(node.remark)}</tspan></text>'
            f'<text class="label{kind}" x="{edge:.2f}rem" y="{down + 1.4:.2f}rem">{escape(short)}</text>')
