"""A picture of what was paid up to each month by source, beside what the agreements plan; every figure paid is the ledger's and leads to its entries."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from flask_babel import format_date
from flask_babel import gettext as _

from .. import charts, shell, words
from . import queries
from .queries import Entries, Projects, Source

Fen = Mapping[tuple[str, int], int]
LINES = 5
"""Grid lines at most."""
WAN = 1_000_000
"""Ten thousand yuan in fen."""


@dataclass(frozen=True, slots=True)
class _Months:
    """What a chart's months are drawn from: their names, what each source paid in them, what was planned for them, and the month it is now."""

    names: list[str]
    paid: Fen
    planned: Mapping[str, int]
    sources: list[Source]
    now: str


def of_projects(asked: Projects, *, sources: list[Source], today: date, entries: charts.Lead) -> charts.Chart | None:
    """Columns of what was paid until the end of each month, stacked by source, and the plan as a line; None before anything is signed. Two statements.

    With a source asked for, its money and plan alone. ``entries`` gives the books' address for ``fund``, ``stage`` and days.
    """
    shown = [source for source in sources if asked.fund_id in (None, source.id)]
    crossed = queries.by_month(Entries(asked.season_id, fund_id=asked.fund_id, stage="paid", projects=asked))
    paid: Fen = {(row.month, row.fund_id): int(row.fen) for row in crossed}
    plan = queries.planned(asked)
    known = sorted({*plan, *(month for month, _fund in paid)})
    if not known:
        return None
    return _draw(_Months(between(known[0], last=known[-1]), paid, plan, shown, today.isoformat()[:7]), entries=entries)


def between(first: str, *, last: str) -> list[str]:
    """Every month from the first to the last."""
    found = [first]
    while found[-1] < last:
        found.append((_end(found[-1]) + timedelta(days=1)).isoformat()[:7])
    return found


def _end(month: str) -> date:
    """The last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _draw(months: _Months, *, entries: charts.Lead) -> charts.Chart:
    plans = list(accumulate(months.planned.get(month, 0) for month in months.names))
    sums: dict[int, int] = defaultdict(int)
    drawn = []
    for month, plan in zip(months.names, plans):
        for source in months.sources:
            sums[source.id] += months.paid.get((month, source.id), 0)
        drawn.append(_month(month, sums=[sums[source.id] for source in months.sources], plan=plan, months=months, entries=entries))
    titles = [words.term(source.title) for source in months.sources]
    most = max(*plans, *(sum(month.parts or ()) for month in drawn))
    return charts.stacked(drawn, tones=[source.tone for source in months.sources], name="monthly", title=_("累计拨付"), step=step_of(most), show=_wan,
                          head=(_("月份"), _("本月实付"), *(_("%(fund)s累计", fund=title) for title in titles), _("累计实付"), _("计划累计")))


def _month(month: str, *, sums: list[int], plan: int, months: _Months, entries: charts.Lead) -> charts.Month:
    """One column: until its end, in it alone, and what was planned; a month to come has a plan only."""
    end, in_it = _end(month).isoformat(), sum(months.paid.get((month, source.id), 0) for source in months.sources)
    only = months.sources[0].id if len(months.sources) == 1 else None
    own = entries(fund=only, stage="paid", **{"from": f"{month}-01", "to": end})
    figures = [(in_it, own), *((fen, entries(fund=source.id, stage="paid", to=end)) for source, fen in zip(months.sources, sums)),
               (sum(sums), entries(fund=only, stage="paid", to=end))]
    came = month <= months.now
    cells = [charts.led(shell.money(fen), href=href if fen else None) if came else "–" for fen, href in figures]
    return charts.Month(format_date(date.fromisoformat(f"{month}-01"), "MMM"), tuple(sums) if came else None, plan, (month, *cells, shell.money(plan)),
                        own if in_it else None)


def step_of(most: int) -> int:
    """The distance between grid lines: 1, 2 or 5 times a power of ten fen, so that there are five of them at most above nought."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if most <= LINES * factor * power:
                return factor * power
        power *= 10


def _wan(fen: int) -> str:
    """In ten thousand yuan."""
    return f"{fen / WAN:.10g}"
