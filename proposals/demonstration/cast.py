"""The fixed cast: invented people and bodies. They exist in a demonstration database only."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One of the cast: name, sign-in name, post, and where it is held (a street's letters or an organisation's name)."""

    name: str
    login: str
    post: str | None
    street: str | None = None
    organisation: str | None = None


PASSWORD = "demonstration-only"
SUPPORT, FOUNDATION, BUREAU, TREASURY = "弘益社会工作中心（演示）", "弘善社区发展基金会（演示）", "区民政局（演示）", "区财政局（演示）"
IMPLEMENTER = "夕阳红老年服务中心（演示）"
HOME_STREET = "XT"

CAST = (
    Member("林秀梅", "lin", None),
    Member("周建国", "zhou", None),
    Member("张小雨", "clerk", "clerk", HOME_STREET),
    Member("王主任", "wang", "street_lead", HOME_STREET),
    Member("孙干事", "sun", "street", HOME_STREET),
    Member("何静", "he", "support", organisation=SUPPORT),
    Member("周敏", "min", "support_lead", organisation=SUPPORT),
    Member("郑国栋", "zheng", "chair", HOME_STREET),
    Member("赵岚", "zhao", "judge"),
    Member("钱文", "qian", "judge"),
    Member("吴芳", "wu", "judge"),
    Member("冯涛", "feng", "judge"),
    Member("褚玉", "chu", "judge"),
    Member("刘芳", "liu", "organisation", organisation=IMPLEMENTER),
    Member("陈会计", "chen", "foundation", organisation=FOUNDATION),
    Member("马理事长", "ma", "foundation_lead", organisation=FOUNDATION),
    Member("许科员", "xu", "treasury", organisation=TREASURY),
    Member("沈科长", "shen", "treasury_lead", organisation=TREASURY),
    Member("李科长", "li", "bureau", organisation=BUREAU),
    Member("韩副局长", "han", "bureau", organisation=BUREAU),
    Member("杨评估", "yang", "evaluator"),
)
JUDGES = ("郑国栋", "赵岚", "钱文", "吴芳", "冯涛")
RESERVE_JUDGE = "褚玉"
BY_LOGIN = {member.login: member for member in CAST}
BY_NAME = {member.name: member for member in CAST}
