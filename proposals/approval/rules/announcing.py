"""The words of a public notice (公示): a Chinese document whatever language its reader's pages are in; its digest is taken over exactly these words.

What it names follows domain.md B3: number, name, street, implementer, amount, the judges, from when to when, where to ask and to complain, how to object.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.calendar import day_of

from ... import masking
from ..capitals import capitals
from .clauses import numeral
from .wording import chinese_day, yuan

OBJECTING = ("公示期内对以上内容有异议的，请以实名提出，写明具体事实和联系方式：可以登录本网站在线提出，也可以书面交街道办事处或区民政局。"
             "{acknowledge}个工作日内告知收到，{answer}个工作日内答复；异议人的身份予以保密。匿名线索可以提供，但不影响公示。")
LEFT = {"uphold": "因异议成立取消", "renounce": "放弃签约", "lapse_signing": "逾期未签约", "withdraw": "由提案人撤回"}


@dataclass(frozen=True, slots=True)
class MovedUp:
    """How a reserve came in: for which project (None: because money was left) and why that one left; its place among those who waited."""

    after: str | None
    cause: str
    place: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """Everything a notice states beside the project's own facts. ``mean`` in hundredths of a point, times in UTC microseconds.

    ``against``: why it passed though the ranking leaves it out; empty where the ranking was followed.
    ``residents`` where their vote counts: the share of ballots in support (hundredths of a percent), its weight (percent), the figure with it (hundredths).
    """

    year: int
    season: str
    serial: int
    mean: int | None
    residents: tuple[int, int, int] | None
    judges: Sequence[str]
    moved_up: MovedUp | None
    against: str
    enquiry: str
    supervision: str
    since: int
    until: int
    workdays: int
    clocks: tuple[int, int]
    """Within how many working days an objection is acknowledged, and answered."""


def notice_text(facts: Any, *, told: Announcement) -> str:
    """A notice of the panel's result, plain text, one fact a line. Numbers of phones and cards that somebody wrote into a title are starred for good."""
    amount = f"核定金额：{yuan(facts.planned_fen)}元（人民币{capitals(facts.planned_fen)}）" if facts.planned_fen else "核定金额：—"
    lines = [f"红金公示〔{told.year}〕{told.serial}号", "评审结果公示", "", f"届次：{told.season}", f"编号：{facts.number or '—'}",
             f"名称：{masking.text(facts.title)}", f"街道：{facts.street or '—'}", f"实施单位：{facts.organisation or '待公开征集确定'}", amount]
    if told.mean is not None:
        lines.append(f"评审平均分：{told.mean // 100}.{told.mean % 100:02d}（满分100分）")
    if told.residents is not None:
        support, weight, figure = told.residents
        lines.append(f"居民支持率：{support // 100}.{support % 100:02d}%（占总分{weight}%）")
        lines.append(f"总分：{figure // 100}.{figure % 100:02d}（满分100分）")
    lines.append(f"入选方式：{_way_in(told.moved_up)}")
    if told.against:
        lines.append(f"排名未列入而通过的理由：{masking.text(' '.join(told.against.split()))}")
    if told.judges:
        lines.append(f"评委（排名不分先后）：{'、'.join(told.judges)}")
    lines += [f"公示期：{chinese_day(day_of(told.since))}至{chinese_day(day_of(told.until))}（{told.workdays}个工作日）", "",
              OBJECTING.format(acknowledge=numeral(told.clocks[0]), answer=numeral(told.clocks[1]))]
    lines += [f"咨询：{told.enquiry}"] if told.enquiry else []
    lines += [f"监督：{told.supervision}"] if told.supervision else []
    return "\n".join([*lines, f"发布：{facts.street or ''}办事处　{chinese_day(day_of(told.since))}"])


def _way_in(moved_up: MovedUp | None) -> str:
    if moved_up is None:
        return "评审通过"
    place = f"候补共{moved_up.waiting}个，按评审平均分排第{moved_up.place}"
    if moved_up.after is None:
        return f"候补递补（资金尚有余额；{place}）"
    return f"候补递补（原入选项目“{masking.text(moved_up.after)}”{LEFT[moved_up.cause]}；{place}）"


@dataclass(frozen=True, slots=True)
class Parts:
    """A notice's text as a page or a paper sets it; the words are the same."""

    number: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]


def parts_of(text: str) -> Parts:
    """Number and heading, then the facts (a word, a colon, what it is), then what is said to everybody."""
    number, heading, *rest = [*text.split("\n"), ""]
    facts, _blank, after = "\n".join(rest).strip("\n").partition("\n\n")
    told = tuple((term, value) for term, _colon, value in (line.partition("：") for line in facts.split("\n")))
    return Parts(number, heading, told, tuple(line for line in after.split("\n") if line))
