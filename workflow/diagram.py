"""A workflow as a picture (SVG, Mermaid text) and as the table of the same edges, with the standard library only.

Stages are columns, states boxes in the order of the definition, parallel moves one arrow. Moves that many states share
(withdraw, lapse, escalate) would hide the rest: they stand in one badge at the corner of each box, and in the table.
The page's own stylesheet colours the ``wf-`` classes; only a file that stands alone carries ``STYLESHEET``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from .definition import SAME, State, Transition, Workflow, titled
from .layout import HEIGHT, WIDTH, Box, Drawing, Pair, lay_out

Translate = Callable[[str], str]

SHARED_FROM = 4  # a move that leaves so many states is a common exit
EARLIER, LATER = titled("前面的阶段"), titled("后面的阶段")
ALSO = titled("另可")
STYLESHEET = (
    ".wf-lane{fill:#f6f7f9}.wf-head{font-weight:600}.wf-svg text{font:13px 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "text-anchor:middle;fill:#223}.wf-state rect{fill:#fff;stroke:#557}.wf-end rect{fill:#eceef6}.wf-initial rect{stroke-width:2.4}"
    ".wf-outside rect{stroke-dasharray:3 3}.wf-seen rect{fill:#e2f3e5;stroke:#187a3c}.wf-now rect{fill:#ffd24d;stroke:#8a4b00}"
    ".wf-edge{fill:none;stroke:#5a6072;stroke-width:1.2}.wf-back{stroke:#a33;stroke-dasharray:4 2}"
    ".wf-done{stroke:#187a3c;stroke-width:2.4;stroke-dasharray:none}.wf-arrow{fill:#5a6072}.wf-arrow-done{fill:#187a3c}"
    ".wf-badge circle{fill:#5a6072}.wf-svg .wf-badge text{fill:#fff;font-size:10px}"
)


class EdgeRow(NamedTuple):
    """One line of the table beside the picture: from, by which move, to; ``shared`` moves are drawn only as a badge."""

    source: str
    move: str
    target: str
    shared: bool


def edge_rows(workflow: Workflow, *, stage: str | None = None, translate: Translate = str) -> list[EdgeRow]:
    """Every edge by its titles, those of one ``stage`` if given, in the order of the definition."""
    inside = _inside(workflow, stage=stage)
    return [EdgeRow(translate(workflow.state[source].title), translate(move.title), translate(workflow.state[target].title),
                    is_shared(workflow, move=move))
            for source, move, target in workflow.edges if source in inside or target in inside]


def is_shared(workflow: Workflow, *, move: Transition) -> bool:
    """Whether the move stands in the badge: it stays where it is, leaves many states, or ends several by date."""
    dated = {(state, timed.name) for state, timed in workflow.timed}
    ends_by_date = move.target in workflow.ends and sum((source, move.name) in dated for source in move.sources) > 1
    return move.target == SAME or len(move.sources) >= SHARED_FROM or ends_by_date


def mermaid(workflow: Workflow, *, translate: Translate = str) -> str:
    """The whole machine as Mermaid text, for documents that render it."""
    lines = ["stateDiagram-v2", "  direction LR"]
    for stage, title in workflow.stages:
        states = [f'    state "{translate(state.title)}" as {state.name}' for state in workflow.states if state.stage == stage]
        lines += [f'  state "{translate(title)}" as {stage}_stage {{', *states, "  }"]
    lines.append(f"  [*] --> {workflow.initial}")
    for (source, target), moves in _pairs(workflow, keep=lambda move: move.target != SAME).items():
        lines.append(f"  {source} --> {target} : {_titles(moves, translate=translate, between=' / ')}")
    lines += [f"  {state.name} --> [*]" for state in workflow.states if state.kind == "end"]
    return "\n".join(lines) + "\n"


def svg(workflow: Workflow, *, stage: str | None = None, current: str | None = None, way: Iterable[Pair] = (),
        standalone: bool = False, translate: Translate = str) -> str:
    """The picture of one ``stage`` with its neighbours, or of the whole machine.

    ``current`` and ``way`` (the (from, to) states travelled so far) colour one case's way. ``standalone`` adds the
    stylesheet, for a file; without it the picture has no style of its own.
    """
    pairs = _shown_pairs(workflow, stage=stage)
    drawing = lay_out(_columns(workflow, stage=stage, pairs=pairs), pairs=list(pairs))
    travelled = set(way)
    painter = _Painter(workflow, translate=translate, current=current, travelled=travelled,
                       inside=_inside(workflow, stage=stage))
    parts = [f"<style>{STYLESHEET}</style>" if standalone else "", _MARKERS]
    parts += [painter.lane(x, title=title, height=drawing.height) for x, title in drawing.headings]
    parts += [painter.edge(pair, moves=moves, path=drawing.paths[pair], back=drawing.goes_back(pair))
              for pair, moves in pairs.items()]
    parts += [painter.box(box) for box in drawing.boxes.values()]
    return _frame(workflow, drawing=drawing, parts=parts, label=_label(workflow, stage=stage, translate=translate))


@dataclass(frozen=True, slots=True)
class _Painter:
    """Turns what was laid out into SVG elements, with the colours of one case's way as class names."""

    workflow: Workflow
    translate: Translate
    current: str | None
    travelled: set[Pair]
    inside: frozenset[str]

    def lane(self, x: float, *, title: str, height: float) -> str:
        """A column's ground and heading."""
        return (f'<rect class="wf-lane" x="{x - 8:g}" y="8" width="{WIDTH + 16}" height="{height - 16:g}" rx="6"/>'
                f'<text class="wf-head" text-anchor="middle" x="{x + WIDTH / 2:g}" y="34">{escape(self.translate(title))}</text>')

    def edge(self, pair: Pair, *, moves: list[Transition], path: str, back: bool) -> str:
        """One arrow, whose tooltip names the moves that go this way."""
        done = pair in self.travelled
        classes = "wf-edge" + (" wf-back" if back else "") + (" wf-done" if done else "")
        source, target = (self.translate(self.workflow.state[name].title) for name in pair)
        title = escape(f"{source} → {target}：{_titles(moves, translate=self.translate, between='、')}")
        return (f'<path class="{classes}" fill="none" stroke="currentColor" d="{path}" '
                f'marker-end="url(#wf-arrow{"-done" if done else ""})"><title>{title}</title></path>')

    def box(self, box: Box) -> str:
        """One state, with the badge of its common exits; its tooltip is what outsiders read."""
        state = self.workflow.state[box.name]
        text = f'<text text-anchor="middle" x="{box.x + WIDTH / 2:g}" y="{box.y + 20:g}">{escape(self.translate(state.title))}</text>'
        return (f'<g class="{self._classes(state)}" data-state="{state.name}">'
                f'<title>{escape(self.translate(state.public or state.title))}</title>'
                f'<rect fill="none" stroke="currentColor" x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{HEIGHT}" '
                f'rx="{15 if state.kind == "end" else 5}"/>{text}{self._badge(box)}</g>')

    def _classes(self, state: State) -> str:
        seen = any(state.name in pair for pair in self.travelled)
        return " ".join(["wf-state", f"wf-{state.kind}", *(["wf-outside"] if state.name not in self.inside else []),
                         *(["wf-seen"] if seen else []), *(["wf-now"] if state.name == self.current else [])])

    def _badge(self, box: Box) -> str:
        moves = [move for move in self.workflow.leaving(box.name) if is_shared(self.workflow, move=move)]
        if not moves or box.name not in self.inside:
            return ""
        title = f"{self.translate(ALSO)}：{_titles(moves, translate=self.translate, between='、')}"
        x, y = box.x + WIDTH, box.y
        return (f'<g class="wf-badge"><title>{escape(title)}</title><circle cx="{x:g}" cy="{y:g}" r="8"/>'
                f'<text text-anchor="middle" x="{x:g}" y="{y + 4:g}">{len(moves)}</text></g>')


def _marker(name: str) -> str:
    return (f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path class="{name}" d="M0,0L8,4L0,8z"/></marker>')


_MARKERS = f'<defs>{_marker("wf-arrow")}{_marker("wf-arrow-done")}</defs>'


def _frame(workflow: Workflow, *, drawing: Drawing, parts: list[str], label: str) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" class="wf-svg" data-workflow="{workflow.name}" role="img" '
            f'aria-label="{escape(label)}" viewBox="0 0 {drawing.width:g} {drawing.height:g}">{"".join(parts)}</svg>')


def _label(workflow: Workflow, *, stage: str | None, translate: Translate) -> str:
    return "、".join(translate(title) for name, title in workflow.stages if stage in (None, name))


def _inside(workflow: Workflow, *, stage: str | None) -> frozenset[str]:
    return frozenset(state.name for state in workflow.states if stage in (None, state.stage))


def _pairs(workflow: Workflow, *, keep: Callable[[Transition], bool]) -> dict[Pair, list[Transition]]:
    pairs: dict[Pair, list[Transition]] = {}
    for source, move, target in workflow.edges:
        if keep(move):
            pairs.setdefault((source, target), []).append(move)
    return pairs


def _shown_pairs(workflow: Workflow, *, stage: str | None) -> dict[Pair, list[Transition]]:
    inside = _inside(workflow, stage=stage)
    pairs = _pairs(workflow, keep=lambda move: not is_shared(workflow, move=move))
    return {pair: moves for pair, moves in pairs.items() if inside & set(pair)}


def _columns(workflow: Workflow, *, stage: str | None, pairs: Iterable[Pair]) -> list[tuple[str, list[str]]]:
    """The columns from left to right: all stages; or one stage between its neighbours of earlier and later stages."""
    if stage is None:
        return [(title, _live_first(workflow, stages=(name,))) for name, title in workflow.stages]
    names = [name for name, _ in workflow.stages]
    at = names.index(stage)
    touched = {name for pair in pairs for name in pair}
    columns = [(EARLIER, _live_first(workflow, stages=names[:at])), (dict(workflow.stages)[stage], _live_first(workflow, stages=(stage,))),
               (LATER, _live_first(workflow, stages=names[at + 1:]))]
    kept = [(title, [name for name in column if name in touched or column is columns[1][1]]) for title, column in columns]
    return [(title, column) for title, column in kept if column]


def _live_first(workflow: Workflow, *, stages: Iterable[str]) -> list[str]:
    states = [state for state in workflow.states if state.stage in stages]
    return [state.name for state in sorted(states, key=lambda state: state.kind == "end")]


def _titles(moves: list[Transition], *, translate: Translate, between: str) -> str:
    return between.join(dict.fromkeys(translate(move.title) for move in moves))
