"""The score sheet on paper: one page for each review, filled in by hand, signed, and entered by two people."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _

from .. import papers, words
from ..seasons.models import Criterion
from .models import Review
from .rules.rubrics import anchors_of


@dataclass(frozen=True, slots=True)
class Printed:
    """One sheet: the review, what its judge may read of the proposal (blind: without names), the rubric, and where the sheet is entered."""

    review: Review
    title: str
    organisation: str
    criteria: Sequence[Criterion]
    entry: str


def score_sheets(sheets: Sequence[Printed], *, levels: Sequence[str], at: int) -> bytes:
    """The sheets as one PDF, a page each; ``levels`` are the five usual words, for lines without anchors of their own."""
    data = {
        "heading": _("项目评分表"), "season": sheets[0].review.proposal.season.title if sheets else "",
        "lead": _("每一项在 1 到 5 里圈一个数字。填完请签名，由两名工作人员先后录入，两次一致才生效。"),
        "sheets": [_sheet(each, levels=levels) for each in sheets],
        "declare": _("我声明：我与这个项目的提案人、实施单位没有亲属、雇佣、会员或其他利害关系。"),
        "recuse": _("我有利害关系，申请回避。原因："), "total": _("折算总分由系统计算，不用填写。"), "comment": _("评语"),
        "sign": [_("评委签名"), _("日期")], "entered": [_("第一次录入"), _("第二次录入")], "staff": _("以下由工作人员填写"),
        "foot": _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else "", "issued_us": at,
    }
    return papers.pdf("score", data, kind="letter")


def _sheet(one: Printed, *, levels: Sequence[str]) -> dict[str, object]:
    proposal = one.review.proposal
    facts = [(_("编号"), proposal.number or ""), (_("实施单位"), one.organisation), (_("评委"), one.review.judge.name)]
    return {"title": one.title, "facts": [fact for fact in facts if fact[1]], "code": papers.qr(one.entry), "entry": one.entry,
            "spoken": _("扫二维码录入这张评分表：%(address)s", address=one.entry),
            "comment_hint": _("总分低于 %(line)s 分时必填。", line=proposal.season.pass_line),
            "lines": [{"title": words.term(each.title), "weight": _("%(weight)s 分", weight=each.weight),
                       "levels": [words.term(text) for text in anchors_of(each)] or [str(text) for text in levels]} for each in one.criteria]}
