"""A published answer as a letter: to whom, what was decided and why, from which office, and what to do if one does not agree."""
from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _

from ... import papers
from ...shell import day
from ...words.collection import REASONS
from ..models import Answer, Proposal


def words_of(answer: Answer, idea: Proposal) -> dict[str, Any]:
    """What the letter says, on its page and on paper."""
    if answer.publication is None:
        raise LookupError(f"answer {answer.id} was not published")
    street = idea.street.name if idea.street else ""
    outcome = str(REASONS[answer.reason]) if answer.reason else _("受理")
    facts = [(_("点子"), idea.title), (_("编号") if idea.number else _("回执码"), idea.display_number), (_("处理意见"), outcome), (_("承办单位"), answer.unit)]
    after = {"accept": _("接下来由工作人员联系您，一起把点子完善成方案。"), "ask": _("请在 10 天内补充；需要帮忙时请到社区服务台。"),
             "decline": _("不同意这个决定的，可以在 %(days)s 个工作日内申诉，由区民政局复核。", days=idea.season.appeal_days)}[answer.outcome]
    return {"heading": _("关于您的点子的答复"), "season": idea.season.title, "greeting": _("%(name)s，您好：", name=idea.contact_name),
            "facts": [fact for fact in facts if fact[1]], "body": [line for line in answer.letter.split("\n") if line.strip()], "after": after,
            "signed": street, "date": day(answer.publication.at_us)}


def letter(answer: Answer, idea: Proposal, *, track: str) -> bytes:
    """One page. ``track``: the address where the idea is followed."""
    issued = answer.publication.at_us if answer.publication else 0
    data = words_of(answer, idea) | {
        "track": track, "code": papers.qr(track), "track_spoken": _("扫二维码看进度：%(address)s", address=track),
        "track_words": _("扫二维码，或在“查进度”里填%(code)s和电话后四位，就能看到走到了哪一步。", code=idea.number or idea.receipt),
        "foot": _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else "", "issued_us": issued}
    return papers.pdf("letter", data, kind="letter")
