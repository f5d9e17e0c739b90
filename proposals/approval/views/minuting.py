"""The minutes as a paper and as a page: both are filled from the same sayings."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from ... import papers, words
from ...shell import day, moment, money
from ...words.ranking import DECISIONS, METHODS, TIES
from ..forms import SEATS, SIDES
from ..models import Minutes
from ..queries.minutes import facts_of
from . import reasons
from .screen import points

GROUP = 8


def sayings(one: Minutes) -> dict[str, Any]:
    """What minutes say, in the reader's language: heads and rows of text."""
    facts = facts_of(one)
    rule, when = facts["rule"], {signature.person_id: signature.at_us for signature in one.signatures}
    seats, sides = dict(SEATS), dict(SIDES)
    return {
        "number": one.number, "season": facts["season"], "facts": _facts(facts),
        "judges_head": [_("评委"), _("席位"), _("代表"), _("已评分"), _("已回避")],
        "judges": [[each["name"], str(seats.get(each["seat"], "")), str(sides.get(each["side"], "")), str(each["scored"]), str(each["recused"])]
                   for each in facts["judges"]],
        "rows_head": [_("名次"), _("项目"), _("得分"), _("金额"), _("决定"), _("原因")],
        "rows": [_row(row, rule=rule, names=facts["names"]) for row in facts["rows"]],
        "rule_words": _rule(rule, criteria=facts["criteria"]), "digest": [one.digest[start:start + GROUP] for start in range(0, len(one.digest), GROUP)],
        "signatures": [{"name": each["name"], "seat": str(seats.get(each["seat"], "")),
                        "signed": _("%(when)s 已确认", when=moment(when[each["id"]])) if each["id"] in when else ""} for each in facts["judges"]],
    }


def _facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    decided = {name: sum(row["decision"] == name for row in facts["rows"]) for name in DECISIONS if name}
    counts = _("、").join(f"{DECISIONS[name]} {many}" for name, many in decided.items() if many)
    sum_in = sum(row["cost"] for row in facts["rows"] if row["decision"] == "passed")
    told = [(_("日期"), day(facts["at_us"])), (_("组长"), facts["chair"]), (_("计分办法"), _method(facts["rule"])),
            (_("通过线"), _("%(line)s 分，每个项目至少 %(needed)s 份评分", line=facts["rule"]["line"], needed=facts["needed"])),
            (_("决定"), _("共 %(count)s 项：%(counts)s", count=len(facts["rows"]), counts=counts)), (_("通过金额"), money(sum_in))]
    return told + ([(_("评委一致程度"), _("%(alpha)s（1 为完全一致）", alpha=facts["agreement"]))] if facts["agreement"] else [])


def _method(rule: Mapping[str, Any]) -> str:
    """How scores become one figure, and what the residents' vote weighs in it."""
    method = str(METHODS[rule["method"]])
    return _("%(method)s；居民支持率占总分的 %(percent)s%%", method=method, percent=rule["residents"]) if "residents" in rule else method


def _row(row: Mapping[str, Any], *, rule: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    why = reasons.sentence(row["code"], rank=row["rank"], facts=row["facts"], line=rule["line"], names=names) if row["code"] else _("由评审组逐项决定。")
    if row["aside"]:
        why = " ".join((why, _("组长另行决定。")))
    if row.get("reason"):
        why = " ".join((why, _("理由：%(reason)s", reason=row["reason"])))
    again = [_("（第 %(round)s 轮）", round=row["round"])] if row["round"] > 1 else []
    name = " ".join([row["title"], row["number"], *again])
    return [str(row["rank"] or "–"), name, points(row["figure"]), money(row["cost"]), str(DECISIONS[row["decision"]]), why]


def _rule(rule: Mapping[str, Any], *, criteria: Mapping[str, str]) -> str:
    steps = [_("“%(title)s”得分高的在前", title=words.term(criteria[name])) if name in criteria else str(TIES[name]) for name in rule["ties"].split()]
    return _("同分时依次比较：%(ties)s；仍相同的抽签，签由公布的种子 %(seed)s 和项目编号算出，谁都可以复算。", ties=_("；").join(steps), seed=rule["seed"])


def paper(one: Minutes, *, address: str) -> bytes:
    """The minutes as PDF/UA; ``address`` is where they can be checked."""
    said = sayings(one)
    data = said | {
        "heading": _("评审会议纪要"), "judges_heading": _("参加评审"), "rows_heading": _("评审决定"), "sign_heading": _("评委确认"), "code": papers.qr(address),
        "proof": address, "proof_spoken": _("二维码：%(address)s", address=address), "issued_us": max([one.at_us, *(each.at_us for each in one.signatures)]),
        "proof_words": _("这份纪要的校验值如下，按编号可以核对。校验值不同就说明被改动过。"),
        "foot": one.number + ("　" + _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else ""),
        "signatures": [each | {"signed": each["signed"] or _("签名：")} for each in said["signatures"]],
    }
    return papers.pdf("minutes", data, kind="letter")
