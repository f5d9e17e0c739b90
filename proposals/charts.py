"""Charts as SVG text for pages: no script, colours by class (app.css), the same numbers again as rows of a table.

Widths are percentages and heights are rem, so that a chart fills a phone as well as a desk and its words grow with large type.
Values are whole numbers (people, ideas, fen); how they read is the caller's matter (``show``).
"""
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

Show = Callable[[int], str]
Lead = Callable[..., str | None]
"""Where a figure leads to, by what it stands for: ``lead(node)`` or ``lead(node, node)`` of a flow; None: nowhere."""


def nowhere(*_what: str) -> None:
    """No figure of the chart leads anywhere."""


def led(words: str, *, href: str | None) -> str:
    """Words of a table, as a link where they lead somewhere."""
    return Markup('<a href="{}">{}</a>').format(href, words) if href else words


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawn chart and its twin: ``head`` and ``rows`` say the same as the picture; a ``wide`` one may scroll on a phone. ``name`` is unique on a page."""

    name: str
    title: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its value, a short remark and the class of its colour (``pine``, ``gold``, ``c1`` … ``c5``)."""

    label: str
    value: int
    remark: str
    tone: str


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a flow: its key in the links, its words and the class of its colour."""

    key: str
    label: str
    tone: str


def _svg(body: str, *, name: str, title: str, description: str, height: float) -> Markup:
    """Wrap a drawing of that height (rem) with the title and description that a screen reader says; one with links is a group of them."""
    return Markup(
        f'<svg class="chart" width="100%" height="{height:.2f}rem" role="{"group" if "<a " in body else "img"}" aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(description)}</desc>{body}</svg>')


def _text(words: str, *, x: str, y: float, kind: str) -> str:
    """One line of words; ``y`` in rem; ``kind`` holds the classes (``end`` and ``middle`` place it)."""
    return f'<text class="{kind}" x="{x}" y="{y:.2f}rem">{escape(words)}</text>'


def _rect(*, x: float, y: float, width: float, height: float, tone: str) -> str:
    """One rectangle; across in percent, down in rem."""
    return f'<rect class="{tone}" x="{x:.2f}%" y="{y:.2f}rem" width="{width:.2f}%" height="{height:.2f}rem" rx="3"/>'


def _stretched(body: str, *, y: float, height: float, down: int) -> str:
    """A drawing on a grid of 1000 × ``down`` that is stretched over the whole width; for shapes, never for words."""
    return (f'<svg x="0" y="{y:.2f}rem" width="100%" height="{height:.2f}rem" viewBox="0 0 1000 {down}" '
            f'preserveAspectRatio="none">{body}</svg>')


def _told(bars: Sequence[Bar], *, show: Show) -> str:
    """The description: every label with its value."""
    return "; ".join(f"{bar.label} {show(bar.value)}" for bar in bars)


def _twin(bars: Sequence[Bar], *, show: Show) -> tuple[tuple[str, ...], ...]:
    """The rows of the data table."""
    return tuple((bar.label, show(bar.value), bar.remark) for bar in bars)


def funnel(steps: Sequence[Bar], *, name: str, title: str, head: tuple[str, ...], show: Show) -> Chart:
    """Draw what was left after each step: honest bars from one common edge, a pale slope for what flowed on.

    ``name`` must be unique on the page. The scale is linear from nought, so a small step looks small."""
    most = max((step.value for step in steps), default=0) or 1
    shares = [max(100 * step.value / most, 0.8) if step.value else 0 for step in steps]
    pitch, drawn = 4.75, []
    for place, (step, share) in enumerate(zip(steps, shares)):
        top = place * pitch
        if place + 1 < len(steps):
            slope = f'<path class="slope" d="M0 0H{share * 10:.0f}L{shares[place + 1] * 10:.0f} 100H0z"/>'
            drawn.append(_stretched(slope, y=top + 3.35, height=pitch - 1.75, down=100))
        drawn.append(_rect(x=0, y=top + 1.6, width=share, height=1.75, tone=step.tone))
        drawn.append(f'<text class="label" x="0" y="{top + 1.1:.2f}rem">{escape(step.label)}'
                     f'<tspan class="value" dx=".6em">{escape(show(step.value))}</tspan></text>')
        drawn.append(_text(step.remark, x="100%", y=top + 1.1, kind="small end"))
    svg = _svg("".join(drawn), name=name, title=title, description=_told(steps, show=show), height=len(steps) * pitch - 1.35)
    return Chart(name=name, title=title, svg=svg, head=head, rows=_twin(steps, show=show), wide=False)


def bars(rows: Sequence[Bar], *, name: str, title: str, head: tuple[str, ...], show: Show) -> Chart:
    """Draw amounts side by side, each on a pale rail as long as the largest."""
    most = max((row.value for row in rows), default=0) or 1
    pitch, drawn = 3.4, []
    for place, row in enumerate(rows):
        top = place * pitch
        drawn.append(_rect(x=0, y=top + 1.55, width=100, height=0.9, tone="rail"))
        drawn.append(_rect(x=0, y=top + 1.55, width=100 * row.value / most, height=0.9, tone=row.tone))
        drawn.append(_text(row.label, x="0", y=top + 1.1, kind="label"))
        drawn.append(f'<text class="value end" x="100%" y="{top + 1.1:.2f}rem">{escape(show(row.value))}'
                     f'<tspan class="small" dx=".7em">{escape(row.remark)}</tspan></text>')
    svg = _svg("".join(drawn), name=name, title=title, description=_told(rows, show=show), height=len(rows) * pitch - 0.8)
    return Chart(name=name, title=title, svg=svg, head=head, rows=_twin(rows, show=show), wide=False)


def _heights(nodes: Sequence[Node], totals: dict[str, int], *, height: float, gap: float) -> dict[str, tuple[float, float]]:
    """Place one column of a flow: node key → (top, height) in rem; the gaps are the same between all nodes."""
    scale = (height - gap * (len(nodes) - 1)) / (sum(totals.values()) or 1)
    placed, top = {}, 0.0
    for node in nodes:
        placed[node.key] = (top, totals.get(node.key, 0) * scale)
        top += totals.get(node.key, 0) * scale + gap
    return placed


HEIGHT = 20.0
"""Of a flow, in rem: its words stay within it, however thin a post is."""
Spot = dict[str, tuple[float, float]]
Link = tuple[str, str, int]


def _ribbons(links: Sequence[Link], *, left: Spot, right: Spot, start: float, end: float, tones: dict[str, str], colour: int) -> str:
    """The bands between two columns on the stretched grid (1000 wide, 100 to the rem); ``colour`` 0 follows the left node, 1 the right."""
    out_of = {key: top for key, (top, _) in left.items()}
    into = {key: top for key, (top, _) in right.items()}
    sums = [sum(link[2] for link in links) or 1]
    unit = sum(height for _, height in left.values()) / sums[0], sum(height for _, height in right.values()) / sums[0]
    middle, drawn = (start + end) / 2, []
    for source, target, value in links:
        a, b, high, low = out_of[source], into[target], value * unit[0], value * unit[1]
        path = (f"M{start:.0f} {a * 100:.0f}C{middle:.0f} {a * 100:.0f} {middle:.0f} {b * 100:.0f} {end:.0f} {b * 100:.0f}V{(b + low) * 100:.0f}"
                f"C{middle:.0f} {(b + low) * 100:.0f} {middle:.0f} {(a + high) * 100:.0f} {start:.0f} {(a + high) * 100:.0f}z")
        drawn.append(f'<path class="ribbon {tones[(source, target)[colour]]}" d="{path}"/>')
        out_of[source], into[target] = a + high, b + low
    return "".join(drawn)


def _column(nodes: Sequence[Node], spots: Spot, totals: dict[str, int], *, x: float, kind: str, show: Show, lead: Lead) -> str:
    """The posts of one column with their words: beside the post, on the inner side, in one or two lines."""
    shift = {"end": ' transform="translate(-12)"'}.get(kind, "")
    nudge = "-1.4em" if kind == "end" else "1.4em"
    drawn = []
    for node in nodes:
        top, height = spots[node.key]
        drawn.append(f'<rect class="{node.tone}" x="{x}%" y="{top:.2f}rem" width="12" height="{max(height, .12):.2f}rem" rx="2"{shift}/>')
        one_line = height < 2.4
        middle = min(max(top + height / 2 + .32, .95), HEIGHT - .15) if one_line else top + height / 2 - .25
        figure = escape(show(totals.get(node.key, 0)))
        tail = (f'<tspan class="value" dx=".4em">{figure}</tspan>' if one_line
                else f'</text><text class="halo value {kind}" x="{x}%" dx="{nudge}" y="{middle + 1.25:.2f}rem">{figure}')
        words = f'<text class="halo {kind}" x="{x}%" dx="{nudge}" y="{middle:.2f}rem">{escape(node.label)}{tail}</text>'
        drawn.append(_linked(words, href=lead(node.key), name=f"{node.label} {show(totals.get(node.key, 0))}"))
    return "".join(drawn)


def _linked(drawn: str, *, href: str | None, name: str) -> str:
    """A part of a drawing, as a link of that name where it leads somewhere."""
    return f'<a href="{escape(href)}" aria-label="{escape(name)}">{drawn}</a>' if href else drawn


def _totals(links: Sequence[Link], *, side: int) -> dict[str, int]:
    """What passes through each node on one side of the links."""
    sums: dict[str, int] = {}
    for link in links:
        sums[link[side]] = sums.get(link[side], 0) + link[2]
    return sums


def sankey(columns: tuple[Sequence[Node], Sequence[Node], Sequence[Node]], *, first: Sequence[Link], second: Sequence[Link],
           name: str, title: str, head: tuple[str, ...], show: Show, lead: Lead) -> Chart:
    """Draw where an amount comes from, through what, and where it stands: three columns joined by bands.

    ``first`` links the left to the middle column, ``second`` the middle to the right; both must add up to the same whole."""
    totals = (_totals(first, side=0), _totals(first, side=1), _totals(second, side=1))
    spots = tuple(_heights(nodes, total, height=HEIGHT, gap=1.1) for nodes, total in zip(columns, totals))
    tones = {node.key: node.tone for nodes in columns for node in nodes}
    bands = (_ribbons(first, left=spots[0], right=spots[1], start=5, end=450, tones=tones, colour=0)
             + _ribbons(second, left=spots[1], right=spots[2], start=455, end=995, tones=tones, colour=1))
    drawn = _stretched(bands, y=0, height=HEIGHT, down=2000)
    for nodes, spot, total, x, kind in zip(columns, spots, totals, (0, 45, 100), ("", "", "end")):
        drawn += _column(nodes, spot, total, x=x, kind=kind, show=show, lead=lead)
    words = {node.key: node.label for nodes in columns for node in nodes}
    rows = tuple((f"{words[a]} → {words[b]}", led(show(value), href=lead(a, b))) for a, b, value in (*first, *second))
    told = "; ".join(f"{words[a]} → {words[b]} {show(value)}" for a, b, value in (*first, *second))
    return Chart(name=name, title=title, svg=_svg(drawn, name=name, title=title, description=told, height=HEIGHT), head=head, rows=rows, wide=True)


@dataclass(frozen=True, slots=True)
class Month:
    """One column: its words, the parts stacked in it (fen; None for a month to come), the planned height, and the rest of its row in the table."""

    label: str
    parts: tuple[int, ...] | None
    plan: int
    row: tuple[str, ...]
    href: str | None


def _grid(*, most: int, step: int, top: float, height: float, show: Show) -> str:
    """The horizontal lines, each with its figure above its left end."""
    drawn = []
    for value in range(0, most + 1, step):
        y = top + height * (1 - value / most)
        drawn.append(f'<line class="axis" x1="0" x2="100%" y1="{y:.2f}rem" y2="{y:.2f}rem"/>' + _text(show(value), x="0", y=y - 0.25, kind="small"))
    return "".join(drawn)


TOP, TALL, EDGE = 1.2, 14.0, 8.0
"""Of a stacked chart: above the highest line and the height of the whole (rem), and the room for the figures (percent)."""


def _pile(month: Month, *, place: int, wide: float, most: int, tones: Sequence[str]) -> str:
    """One column of a stacked chart with its words below."""
    left, foot, drawn = EDGE + wide * (place + 0.18), TOP + TALL, ""
    for part, tone in zip(month.parts or (), tones):
        tall = TALL * part / most
        foot -= tall
        drawn += _rect(x=left, y=foot, width=wide * 0.64, height=tall, tone=f"{tone} part")
    words = _text(month.label, x=f"{left + wide * 0.32:.2f}%", y=TOP + TALL + 1.15, kind="small middle" + " every-other" * (place % 2))
    return _linked(drawn + words, href=month.href, name=month.row[0])


def stacked(months: Sequence[Month], *, tones: Sequence[str], name: str, title: str, head: tuple[str, ...], step: int, show: Show) -> Chart:
    """Draw parts stacked month by month, the first below, and the plan as a dashed line.

    ``step`` is the distance between two grid lines, in the unit of the values; ``tones`` are the colours of the parts."""
    largest = max((max(sum(month.parts or ()), month.plan) for month in months), default=step)
    most = -(-max(largest, 1) // step) * step
    wide = (100 - EDGE) / max(len(months), 1)
    drawn = [_grid(most=most, step=step, top=TOP, height=TALL, show=show)]
    drawn += [_pile(month, place=place, wide=wide, most=most, tones=tones) for place, month in enumerate(months)]
    points = " ".join(f"{(EDGE + wide * (place + 0.5)) * 10:.0f},{1000 * (1 - month.plan / most):.0f}" for place, month in enumerate(months))
    line = f'<polyline class="plan-under" points="{points}"/><polyline class="plan" points="{points}"/>'
    drawn.append(_stretched(line, y=TOP, height=TALL, down=1000))
    told = "; ".join(" ".join((month.label, *(show(part) for part in month.parts or ()), show(month.plan))) for month in months)
    svg = _svg("".join(drawn), name=name, title=title, description=told, height=TOP + TALL + 1.6)
    return Chart(name=name, title=title, svg=svg, head=head, rows=tuple(month.row for month in months), wide=False)
