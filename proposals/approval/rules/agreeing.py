"""The words of an agreement: the season's template filled in from plan, parties, sources and tranches.

They are Chinese whatever language the reader's pages are in; the digest is taken over exactly these words, and every page and PDF is
made of them alone. A line is a paragraph; a line with tabs is a row of a table, the first of them its head; an empty line comes before an article.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...optimisation.models import Plan
from ..capitals import capitals
from .clauses import Template, filled, numeral
from .sources import Instalment, Source
from .wording import HEADS, PartyName, chinese_day, yuan

CONDITIONS = {"signing": "协议生效", "midterm": "中期检查通过", "settlement": "决算确认"}


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
    instalments: Sequence[Instalment]
    """What is paid when and by whom, in the order of ``shares``."""
    bearing: str = ""
    """Who bears what, in words, where the weights alone do not say it: in an amended agreement."""


def agreement_text(terms: Terms, *, plan: Plan, template: Template) -> str:
    """The whole agreement, plain text: number, title, parties, clauses."""
    title, clauses = filled(template, values=_values(terms, plan=plan))
    parties = [f"{one.mark}（{one.title}）：{one.name}" for one in terms.parties]
    return "\n".join((terms.number, title, "", *parties, *clauses))


def _values(terms: Terms, *, plan: Plan) -> dict[str, str]:
    said = {"number": terms.number, "season": terms.season, "project": terms.project, "idea_number": terms.idea_number, "summary": plan.summary,
            "objectives": plan.objectives, "activities": str(plan.activities_planned), "beneficiaries": str(plan.beneficiaries_planned),
            "starts": chinese_day(plan.starts_on), "ends": chinese_day(plan.ends_on), "parties": numeral(len(terms.parties)),
            "amount": yuan(terms.amount_fen), "capitals": capitals(terms.amount_fen), "shares": terms.bearing or borne(terms.shares)}
    return {name: plain(value) for name, value in said.items()} | {"budget": budget_table(plan), "tranches": tranche_table(terms)}


def plain(written: str) -> str:
    """What somebody wrote, so that it makes neither a row of a table nor an article: no tabs, no empty lines."""
    return re.sub(r"\s*\n\s*", "\n", written.replace("\t", " ").strip())


def budget_table(plan: Plan) -> str:
    """The plan's budget, row by row, with its sum."""
    rows = [(str(one.position), f"{HEADS[one.head]}·{plain(one.title)}", yuan(one.unit_price_fen), str(one.quantity), yuan(one.amount_fen))
            for one in plan.lines]
    return _rows(("序号", "项目", "单价（元）", "数量", "金额（元）"), *rows, ("合计", "", "", "", yuan(sum(one.amount_fen for one in plan.lines))))


def tranche_table(terms: Terms) -> str:
    """What is paid when and by which source, as the books will have it; a sentence where the season has not settled it."""
    if not terms.instalments or not terms.shares:
        return "按本届确定的期次和条件拨付。"
    titles = [one.title for one in terms.shares]
    rows = [(f"第{numeral(one.seq)}期", CONDITIONS[one.condition], *(yuan(part) for part in one.parts), yuan(one.amount_fen)) for one in terms.instalments]
    sums = [sum(one.parts[place] for one in terms.instalments) for place in range(len(titles))]
    return _rows(("期次", "拨付条件", *(f"{title}（元）" for title in titles), "小计（元）"), *rows,
                 ("合计", "", *(yuan(fen) for fen in sums), yuan(sum(sums))))


def _rows(*rows: Sequence[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def borne(sources: Sequence[Source]) -> str:
    """Who bears it: by weights; where one of them gives only so much, also what that comes to for each."""
    whole = sum(one.weight for one in sources)
    shares = "，".join(f"{one.title}承担{one.weight}/{whole}" if one.weight * 100 % whole else f"{one.title}承担{one.weight * 100 // whole}%" for one in sources)
    capped = "；".join(f"{one.title}对本项目最多承担{yuan(one.cap_fen)}元" for one in sources if one.cap_fen is not None)
    if not sources:
        return "由各资金来源按本届确定的比例承担。"
    amounts = "、".join(f"{one.title}{yuan(one.amount_fen)}元" for one in sources)
    if not capped:
        return f"其中{shares}，即{amounts}，以分计的尾差由末位资金来源承担。"
    return f"其中{shares}；{capped}，达到限额以后的部分由其余来源按各自的权重承担。按此计算：{amounts}。"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an agreement as pages and papers draw it: ``heading``, ``paragraph`` or ``table`` (rows of cells, the first the head)."""

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def passages(text: str) -> tuple[str, str, list[Passage]]:
    """Number, title and the parts of an agreement's text, in order; the same for every way of showing it."""
    number, title, *lines = text.split("\n")
    found: list[Passage] = []
    article = 1
    for place, line in enumerate(lines):
        if "\t" in line:
            rows = found.pop().rows if found and found[-1].kind == "table" else ()
            found.append(Passage("table", "", (*rows, tuple(line.split("\t")))))
        elif place and not lines[place - 1] and line.startswith(f"第{numeral(article)}条 "):
            found.append(Passage("heading", line))
            article += 1
        elif line:
            found.append(Passage("paragraph", line))
    return number, title, found
