"""The template of the agreement: clauses as data, with places that are filled in from the project; what an own template must not leave out.

A clause without a heading is a preamble; those with one are numbered as articles. A season without a template of its own uses ``USUAL``.
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow import Problem

PLACE = re.compile(r"\{(\w+)\}")
NUMERALS = "零一二三四五六七八九十"
MUST = ("project", "starts", "ends", "amount", "capitals", "shares", "budget", "tranches")
PLACES = ("number", "season", "project", "idea_number", "parties", "summary", "objectives", "activities", "beneficiaries", "starts", "ends",
          "amount", "capitals", "shares", "budget", "tranches")
ALONE = ("budget", "tranches")
"""Tables: a place that stands on a line of its own."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a template: heading (empty: preamble) and body, line by line a paragraph."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a season's agreements say: version 0 is the usual one."""

    version: int
    title: str
    ordered: bool
    clauses: tuple[Clause, ...]


USUAL = Template(0, "{parties}方合作协议", False, (
    Clause("", "为办好{season}立项的居民金点子项目“{project}”（编号{idea_number}），各方自愿订立本协议，共同遵守。"),
    Clause("项目内容", "{summary}\n目标：{objectives}\n计划开展活动{activities}场，受益{beneficiaries}人次。"),
    Clause("项目期限", "自{starts}起至{ends}止。"),
    Clause("协议金额", "协议金额为{amount}元（人民币{capitals}）。{shares}"),
    Clause("预算", "{budget}"),
    Clause("拨付与决算", "资金按下列期次和条件分期拨付，每一期由各资金来源同时承担：\n{tranches}\n实施方专账核算、专款专用；未支出的资金在决算后按原比例退回各来源。"),
    Clause("各方责任", "主管部门负责指导监督；出资方按期足额拨付；街道办事处负责日常督促与验收；实施方按方案实施、如实记录活动与支出、按时报送材料；支持机构负责辅导与监测。"),
    Clause("公开与变更", "项目的进展、资金和成果依法公开，个人信息受保护。内容、金额、期限的变更须经各方书面同意，重新签订新版本；旧版本同时作废，留存备查。"),
    Clause("违约与终止", "实施方未按方案实施或违规使用资金的，应限期整改；逾期不改的，终止本协议并退回未使用和违规使用的资金。争议由各方协商解决，协商不成的依法处理。"),
    Clause("签署", "各方以实名登录并输入动态码的电子确认，或者在纸面上签字盖章并存交扫描件的方式签署本协议；签署时确认所见文本的校验值与本文本一致。全部签约方签署完成之日起生效。"),
))


def faults(title: str, clauses: Sequence[Clause]) -> Problem | None:
    """What is wrong with a template: a place that there is not, a table inside a sentence, something that an agreement cannot do without."""
    whole = "\n".join((title, *(f"{one.heading}\n{one.body}" for one in clauses)))
    used = PLACE.findall(whole)
    unknown = sorted(set(used) - set(PLACES))
    if unknown:
        return Problem.of("template-unknown-place", place="{" + unknown[0] + "}")
    missing = [name for name in MUST if name not in used]
    if missing:
        return Problem.of("template-lacks-place", places="、".join("{" + name + "}" for name in missing))
    lines = whole.split("\n")
    inside = [name for name in ALONE if any("{" + name + "}" in line and line.strip() != "{" + name + "}" for line in lines)]
    return Problem.of("template-table-alone", place="{" + inside[0] + "}") if inside else None


def kept(clauses: Sequence[Clause]) -> str:
    """Clauses as the table keeps them."""
    return json.dumps([[one.heading, one.body] for one in clauses], ensure_ascii=False)


def read(text: str) -> tuple[Clause, ...]:
    """Clauses as they were kept."""
    return tuple(Clause(heading, body) for heading, body in json.loads(text))


def filled(template: Template, *, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Title and lines: an article begins with an empty line and its number. What is filled in is never read as a place or an article."""
    lines: list[str] = []
    article = 0
    for clause in template.clauses:
        lines.append("")
        if clause.heading:
            article += 1
            lines.append(f"第{numeral(article)}条 {_fill(clause.heading, values=values)}")
        lines += [_fill(line, values=values) for line in clause.body.split("\n") if line.strip()]
    return _fill(template.title, values=values), [line for joined in lines for line in joined.split("\n")]


def _fill(text: str, *, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: values[found[1]], text)


def numeral(number: int) -> str:
    """一 … 十 … 二十一, as articles are counted (to ninety-nine)."""
    if number <= 10:
        return NUMERALS[number]
    tens, ones = divmod(number, 10)
    return (NUMERALS[tens] if tens > 1 else "") + "十" + (NUMERALS[ones] if ones else "")
