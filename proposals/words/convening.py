"""Refusals about panels: the pool, the draw, the seats, joint panels, handing out."""
from flask_babel import lazy_gettext as _l

NOTICES = {
    "seat_drawn": _l("您被抽签选入%(title)s评审组，请在“我的评审组”查看席位；不能参加的，请尽早辞席。"),
    "seat_taken": _l("%(title)s评审组有评委辞席，由您递补为评委。请在“我的评审组”查看。"),
    "seat_declined": _l("%(title)s评审组的%(name)s辞席，已由候补%(following)s递补。"),
    "seat_empty": _l("%(title)s评审组的%(name)s辞席，没有人递补。请打开评审组页面补充。"),
}
"""What judges and leads are told about seats; no move of a case promises these."""
REFUSALS = {
    "pool-not-yours": _l("专家库由支持机构负责人和区民政局维护。请联系他们办理。"),
    "already-expert": _l("%(name)s已经在专家库里。请打开这位专家的页面修改。"),
    "avoid-one": _l("回避清单的每一行只写一个对象：一个组织、一个街道，或者一个人的姓名。请只填其中一项。"),
    "avoided-already": _l("回避清单里已经有这一行，不必再加。"),
    "draw-nothing-wanted": _l("没有要抽的席位。请至少填写一个评委或候补的人数。"),
    "draw-needs-reason": _l("重新抽签会作废以前的结果，须写明理由，公开备查。请补上理由。"),
    "draw-has-begun": _l("以前抽中的评委已经有指派的评审，不能重新抽签。缺人时请不勾选“重新抽”，只补抽候补。"),
    "pool-short-resident": _l("专家库里可以抽的居民代表只有 %(have)s 位，要抽 %(need)s 位。请先补充专家库，或者少抽几位。"),
    "pool-short-finance": _l("专家库里可以抽的财务专家只有 %(have)s 位，要抽 %(need)s 位。请先补充专家库，或者少抽几位。"),
    "pool-short-external": _l("专家库里可以抽的外部专家只有 %(have)s 位，要抽 %(need)s 位。请先补充专家库，或者少抽几位。"),
    "seat-unchanged": _l("%(name)s的席位和代表没有变化。请先改选，再保存。"),
    "not-on-panel": _l("您不在这个评审组里。请回到“我的评审组”查看。"),
    "decline-needs-reason": _l("这一步须写明理由，留档备查。请补上理由。"),
    "joint-not-yours": _l("跨街道的评审安排由支持机构负责人办理。请联系他们。"),
    "street-own": _l("%(street)s本来就由这个评审组评审，不必加入。"),
    "street-judged-already": _l("%(street)s已经有自己的评审组，或者已经加入联合评审组。请先移出那里的成员或街道，再加入。"),
    "street-not-joined": _l("这个街道不在这个联合评审组里。请刷新页面查看现在的情况。"),
    "review-begun": _l("这份评审已经开始、完成或者失效，不能改派。评委确实不能评的，请由本人或组长办理回避。"),
    "not-free-to-judge": _l("这位评委不在评审组里、已经指派过这个项目，或者与项目有利害关系。请另选一位。"),
    "anchor-not-reviewing": _l("只有正在评审的项目可以请其他评审组共评。请在送审之后办理。"),
    "anchor-own-panel": _l("这个评审组本来就评这个项目。请选择另一个评审组。"),
    "anchor-called": _l("已经请过这个评审组共评这个项目，不必再请。"),
}
