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
# code, title, weight, and what each level from 1 to 5 means
CRITERIA = (
    ("need", titled("需求真实与受益面"), 25, (
        titled("看不出居民需要，也没有问过居民"), titled("少数人提出，受益的人很少"), titled("有一定需求，受益人群大致清楚"),
        titled("走访过居民，受益人群和人数有依据"), titled("需求迫切，走访充分，受益面广或者照顾到困难群体"))),
    ("feasibility", titled("方案可行与安全"), 20, (
        titled("做法说不清，或者有明显的安全问题"), titled("场地、人员、时间多处没有落实"), titled("大体做得成，安全安排比较笼统"),
        titled("场地、人员、时间都已落实，安全有安排"), titled("步骤具体，风险想得周到，马上可以动手"))),
    ("participation", titled("居民参与与在地性"), 20, (
        titled("居民只是旁观"), titled("只请居民到场"), titled("居民参加活动，也能提意见"),
        titled("居民参与设计或者出力，用到本地的人和场地"), titled("居民自己组织，做完以后能自己管下去"))),
    ("budget", titled("预算合理"), 15, (
        titled("预算与做法对不上"), titled("多处单价偏高或者没有依据"), titled("大体合理，个别支出说明不够"),
        titled("每项都有单价、数量和依据"), titled("精打细算，用到志愿者和现有资源"))),
    ("sustainability", titled("可持续与可推广"), 10, (
        titled("钱用完就停了"), titled("主要靠继续拨款"), titled("有后续打算，办法还不具体"),
        titled("有人接手，维护办法具体"), titled("能长期做下去，别的社区也学得来"))),
    ("innovation", titled("创新"), 10, (
        titled("照搬别处，没有针对本社区"), titled("常见做法，改动很小"), titled("有一点新做法"),
        titled("办法新，针对本社区的问题"), titled("办法很新，能给别处启发"))))
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
