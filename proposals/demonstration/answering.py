"""Screening in the demonstration: answers prepared and published together, and what others answer, taken and rated."""
from __future__ import annotations

from sqlalchemy import select

from workflow import Actor

from ..collection.answering import acts as answers
from ..collection.answering.acts import Decision
from ..collection.models import Proposal, Referral
from ..collection.referring import acts as referrals
from ..storage import db
from .driving import DAY_US, Stuck

LAMP, COUNCIL, HOTLINE = "区城市管理局", "中心街社区居民议事会", "12345 政务服务便民热线"
DECLINED = {
    "37": Decision("decline", "personal-claim", "您提出的“{题目}”{理由}，不列入金点子征集。我们已替您转 12345 热线，办理情况会在这里告诉您。"),
    "36": Decision("decline", "transferred", "路灯维修属市政职责，已转{单位}处理，请其在 {期限} 个工作日内答复您。", unit=LAMP),
    "31": Decision("decline", "deliberation", "此事宜由大家商量定约，已转{单位}，请其在 {期限} 个工作日内安排协商。", unit=COUNCIL),
    "40": Decision("decline", "commercial", "您提出的“{题目}”{理由}，不属于征集范围。感谢关注，欢迎以志愿服务的方式参与。")}
"""Idea of ``ideas.tsv`` → what it is told."""


def publish(ids: dict[str, int], *, officer: Actor, lead: Actor, at: int) -> None:
    """The officer prepares what these ideas are told, the lead publishes it all at once; the private claim also goes to the 12345 line."""
    for number, decision in DECLINED.items():
        answers.prepare([ids[number]], decision=decision, by=officer, at=at)
    done = answers.publish([ids[number] for number in DECLINED], by=lead, at=at, key="demonstration-answers", dry_run=False)
    if done.refused:
        raise Stuck(f"answers refused: {done.refused}")
    referrals.hand_part(ids["37"], kind="hotline", matter="供暖温度与退费", units=[HOTLINE], days=None, urgent=False, case_number="CF2018012600371", by=officer, at=at)


def hear(*, officer: Actor, at: int) -> None:
    """The units take what they were handed; the lamp is mended, and who asked for it is satisfied."""
    for referral in db.session.scalars(select(Referral).where(Referral.received_us.is_(None)).order_by(Referral.id)).all():
        referrals.receive(referral.id, by=officer, at=at)
        if referral.handling_unit == LAMP:
            referrals.reply(referral.id, words="赤平路口三盏路灯已经修好，改为每月巡查一次。", by=officer, at=at + 2 * DAY_US)
            owner = db.session.get_one(Proposal, referral.proposal_id)
            referrals.rate(referral.id, rating="satisfied", note="亮了，孩子下晚自习放心了。", by=Actor(f"p{owner.proposer_id}", ""), at=at + 3 * DAY_US)
