"""The receipt: number, what was received when, what happens next and by when, and the digest by which it can be checked that nothing was altered."""
from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from ... import masking, papers, words
from ...shell import day, moment
from ...words.collection import CHANNELS, WHO_NEXT
from .. import queries
from ..models import Proposal
from ..queries.receipts import received

GROUP = 8


def receipt(idea: Proposal, *, track: str, proof: str, at: int) -> bytes:
    """One page for whoever handed in the idea. ``track`` and ``proof``: the addresses where it is followed and checked."""
    digest = received(idea.id)
    data = {
        "heading": _("金点子回执"), "season": idea.season.title, "code_label": _("编号") if idea.number else _("回执码"), "number": idea.display_number,
        "receipt": _("回执码 %(code)s", code=idea.receipt) if idea.number else "", "title": idea.title, "facts": _facts(idea, at=at),
        "next_heading": _("接下来"), "next": _next(idea), "track": track, "code": papers.qr(track), "track_spoken": _("扫二维码看进度：%(address)s", address=track),
        "track_words": _("扫二维码，或在“查进度”里填%(code)s和电话后四位，就能看到走到了哪一步。", code=idea.number or idea.receipt),
        "proof_heading": _("没有被改动的证明"), "digest": [digest[start:start + GROUP] for start in range(0, len(digest), GROUP)], "proof": proof,
        "proof_words": _("这是您提交那一刻的记录的校验值。打开下面的网址，校验值应当完全一样；不一样就说明记录被改动过，请告诉我们。"),
        "foot": _("请保存这张回执。") + (_("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else ""), "issued_us": idea.submitted_us or at,
    }
    return papers.pdf("receipt", data, kind="letter")


def _facts(idea: Proposal, *, at: int) -> list[tuple[str, str]]:
    """What was received, from whom, when; and where it stands on the day of printing."""
    place = " ".join(area.name for area in (idea.street, idea.community) if area is not None)
    facts = [(_("提案人"), idea.contact_name), (_("电话"), masking.phone(idea.proposer.phone or "") if idea.proposer else ""), (_("社区"), place),
             (_("提交时间"), moment(idea.submitted_us) if idea.submitted_us else ""), (_("提交方式"), str(CHANNELS[idea.channel])),
             (_("代填人"), idea.assisted_by.name if idea.assisted_by else ""),
             (_("%(day)s的进度", day=day(at)), words.public_title("proposal", idea.state))]
    return [fact for fact in facts if fact[1]]


def _next(idea: Proposal) -> list[tuple[str, str]]:
    """When and what: the promise to whoever has just sent an idea; afterwards who acts next, and by when."""
    due = queries.due_us(idea.id)
    by = _("%(day)s前", day=day(due)) if due else ""
    if idea.state != "submitted":
        return [(by or _("现在"), str(WHO_NEXT.get(idea.state) or _("已经办结")))]
    street = idea.street.name if idea.street else ""
    return [(_("现在"), _("“%(street)s”的工作人员收到了您的点子。", street=street)),
            (by or _("10 个工作日内"), _("给您答复：受理、请您补充，或说明为什么不能受理。")),
            (_("受理之后"), _("工作人员上门调研，和您一起把点子完善成方案。"))]
