"""The words of the outcome notice (成果公示): a Chinese document whatever the reader's language, kept for good under its digest."""
from __future__ import annotations

from dataclasses import dataclass

from workflow.calendar import day_of

GRADES = {"excellent": "优", "good": "良", "passed": "合格", "failed": "不合格"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a project: points of 100, persons asked and content, money in fen."""

    number: str
    title: str
    organisation: str
    grade: str
    points: int
    answers: int
    satisfied: int
    signed_fen: int
    paid_fen: int
    spent_fen: int
    returned_fen: int


def outcome_text(outcome: Outcome, *, heading: str, since: int, until: int) -> str:
    """The notice as plain text, one fact a line; times in UTC microseconds."""
    content = f"{outcome.satisfied}人满意，共{outcome.answers}人回答" if outcome.answers else "没有调查"
    return "\n".join((
        heading, "项目成果公示", "", f"编号：{outcome.number}", f"名称：{outcome.title}", f"实施单位：{outcome.organisation}",
        f"结项等级：{GRADES[outcome.grade]}（{outcome.points}分，满分100分）", f"协议金额：{yuan(outcome.signed_fen)}元", f"实付金额：{yuan(outcome.paid_fen)}元",
        f"支出金额：{yuan(outcome.spent_fen)}元", f"退回金额：{yuan(outcome.returned_fen)}元", f"满意度：{content}",
        f"公示期：{_day(since)}至{_day(until)}", "",
        "公示期内对以上内容有异议的，请以实名和书面方式向街道办事处或区民政局提出，写明具体事实和联系方式。异议人的身份予以保密。"))


def yuan(fen: int) -> str:
    """Fen as documents print them: 686,404.16."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def _day(us: int) -> str:
    day = day_of(us)
    return f"{day.year}年{day.month}月{day.day}日"
