"""The words of the five-party agreement, kept for good.

It is a Chinese document whatever language the reader's pages are in, and its digest is taken over exactly these words.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...optimisation.models import Plan
from ..capitals import capitals
from .sources import Source

MARKS = "甲乙丙丁戊己庚辛壬癸子丑"
HEADS = {"activity": "业务活动费", "personnel": "人员与志愿者补贴", "management": "管理费", "tax": "税费"}


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party as the agreement names it: its mark is its place in the season's list."""

    mark: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything an agreement states. Money in fen."""

    number: str
    season: str
    project: str
    idea_number: str
    amount_fen: int
    parties: Sequence[PartyName]
    shares: Sequence[Source]
    """The sources that bear the project, with their weights: 60 and 40."""


def yuan(fen: int) -> str:
    """Fen as documents print them: 686,404.16."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def chinese_day(day: date) -> str:
    """2018年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def agreement_text(terms: Terms, *, plan: Plan) -> str:
    """The whole agreement, plain text: one line an article, a blank line before each heading."""
    parts = (_opening(terms), _work(terms, plan=plan), _money(terms, plan=plan), _duties(terms), _closing(terms))
    return "\n".join(line for part in parts for line in part)


def _opening(terms: Terms) -> list[str]:
    parties = [f"{one.mark}（{one.title}）：{one.name}" for one in terms.parties]
    return [terms.number, "五方合作协议" if len(terms.parties) == 5 else "合作协议", "", *parties, "",
            f"为办好{terms.season}立项的居民金点子项目“{terms.project}”（编号{terms.idea_number}），各方自愿订立本协议，共同遵守。"]


def _work(terms: Terms, *, plan: Plan) -> list[str]:
    return ["", "第一条 项目内容", plan.summary, f"目标：{plan.objectives}",
            f"计划开展活动{plan.activities_planned}场，受益{plan.beneficiaries_planned}人次。",
            "", "第二条 项目期限", f"自{chinese_day(plan.starts_on)}起至{chinese_day(plan.ends_on)}止。"]


def _money(terms: Terms, *, plan: Plan) -> list[str]:
    lines = [f"{one.position}. {HEADS[one.head]}·{one.title}：{yuan(one.unit_price_fen)}元×{one.quantity}={yuan(one.amount_fen)}元" for one in plan.lines]
    return ["", "第三条 协议金额", f"协议金额为{yuan(terms.amount_fen)}元（人民币{capitals(terms.amount_fen)}）。{_borne(terms.shares)}",
            "", "第四条 预算", *lines,
            "", "第五条 拨付与决算", "资金按约定的期次和条件分期拨付，每一期由各资金来源按上述比例同时承担。实施方专账核算、专款专用；未支出的资金在决算后按原比例退回各来源。"]


def _borne(sources: Sequence[Source]) -> str:
    """Who bears it: by weights; where one of them gives only so much, also what that comes to for each."""
    whole = sum(one.weight for one in sources)
    shares = "，".join(f"{one.title}承担{one.weight}/{whole}" if one.weight * 100 % whole else f"{one.title}承担{one.weight * 100 // whole}%" for one in sources)
    capped = "；".join(f"{one.title}对本项目最多承担{yuan(one.cap_fen)}元" for one in sources if one.cap_fen is not None)
    if not sources:
        return "由各资金来源按本届确定的比例承担。"
    if not capped:
        return f"其中{shares}，以分计的尾差由末位资金来源承担。"
    amounts = "、".join(f"{one.title}{yuan(one.amount_fen)}元" for one in sources)
    return f"其中{shares}；{capped}，达到限额以后的部分由其余来源按各自的权重承担。按此计算：{amounts}。"


def _duties(terms: Terms) -> list[str]:
    return ["", "第六条 各方责任",
            "主管部门负责指导监督；出资方按期足额拨付；街道办事处负责日常督促与验收；实施方按方案实施、如实记录活动与支出、按时报送材料；支持机构负责辅导与监测。",
            "", "第七条 公开与变更",
            "项目的进展、资金和成果依法公开，个人信息受保护。内容、金额、期限的变更须经各方书面同意，重新签订新版本；旧版本同时作废，留存备查。",
            "", "第八条 违约与终止",
            "实施方未按方案实施或违规使用资金的，应限期整改；逾期不改的，终止本协议并退回未使用和违规使用的资金。争议由各方协商解决，协商不成的依法处理。"]


def _closing(terms: Terms) -> list[str]:
    return ["", "第九条 签署", "各方以实名登录后的电子确认签署本协议，签署时确认所见文本的校验值与本文本一致。全部签约方签署完成之日起生效。"]
