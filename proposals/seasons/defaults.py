"""What a new season starts with (domain.md §E3, §B4, §B6); all of it may be changed for a season before its phases open."""
from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from workflow.definition import titled


class Span(NamedTuple):
    """One phase's first and last day; spans of a season may overlap."""

    name: str
    first: date
    last: date


LENGTHS = (("collection", 60), ("optimisation", 60), ("approval", 30), ("implementation", 243), ("closeout", 45))
CATEGORIES = (("disabled", titled("残疾人服务")), ("elderly", titled("老年人服务")), ("youth", titled("青少年服务")), ("special", titled("特定人群服务")),
              ("general", titled("综合人群服务")))
CRITERIA = (("need", titled("需求真实与受益面"), 25), ("feasibility", titled("方案可行与安全"), 20), ("participation", titled("居民参与与在地性"), 20),
            ("budget", titled("预算合理"), 15), ("sustainability", titled("可持续与可推广"), 10), ("innovation", titled("创新"), 10))
PARTIES = (("bureau", titled("甲方：区民政局")), ("foundation", titled("乙方：社区发展基金会")), ("street", titled("丙方：街道办事处")), ("organisation", titled("丁方：承接组织")),
           ("support", titled("戊方：支持机构")))
# tier, up to (fen), parts in percent with the condition on which each is due
TRANCHES = (("A", 500_000, ((70, "signing"), (30, "settlement"))),
            ("B", 2_000_000, ((50, "signing"), (40, "midterm"), (10, "settlement"))),
            ("C", None, ((40, "signing"), (30, "midterm"), (30, "settlement"))))


def usual_spans(first: date) -> tuple[Span, ...]:
    """The phases one after another from the first day of collection, in their usual lengths."""
    spans = []
    for name, length in LENGTHS:
        last = first + timedelta(days=length - 1)
        spans.append(Span(name, first, last))
        first = last + timedelta(days=1)
    return tuple(spans)
