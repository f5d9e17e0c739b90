"""Words for answers and referrals: refusals, standings, what the log says, notices without a move of their own, and the usual letters."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "referral-not-yours": _l("这张转办单由别的街道办理，您不能登记。请联系该街道工作人员或支持机构。"),
    "received-before": _l("承办单位已经签收，没有重复登记。请刷新页面查看。"),
    "answered-already": _l("承办单位已经答复，这一步不用再办。请刷新页面查看答复。"),
    "not-answered-yet": _l("承办单位还没有答复，不能评价。收到答复后再来评价。"),
    "rated-before": _l("这次答复已经评价过了，没有重复保存。请刷新页面查看。"),
    "nothing-to-reopen": _l("只有评价为“不满意”、而且没有重办过的转办单可以重新办理。需要继续反映的，请联系区民政局。"),
    "idea-not-sent": _l("这个点子还没有提交，不能转办。请等提交之后再办。"),
    "acknowledged-before": _l("这个点子已经签收，不用再签收一次。"),
    "answer-not-yours": _l("所选的点子里有别的街道的，您不能答复。请去掉它们，或请那个街道办理。"),
    "answer-published": _l("这份答复已经发布，不能再改。需要更正的，请按程序重新办理。"),
    "nothing-to-publish": _l("没有可以发布的答复：可能已经发布，或者点子的状态已经变了。请刷新页面查看。"),
}

STANDINGS = {
    "handed": _l("已转出，等承办单位签收"),
    "received": _l("承办单位正在办理"),
    "replied": _l("已答复，等提案人评价"),
    "unhappy": _l("提案人不满意，可以重办"),
    "closed": _l("已办结"),
}

RATINGS = {
    "satisfied": _l("满意"),
    "basically": _l("基本满意"),
    "not": _l("不满意"),
}

ENTRIES = {
    "handed": _l("转给%(words)s，请在%(due)s前答复。"),
    "received": _l("%(words)s已签收。"),
    "passed-on": _l("改由%(words)s办理，请在%(due)s前答复。"),
    "urged": _l("工作人员催办。"),
    "reminded": _l("系统提醒：快到答复期限了。"),
    "overdue": _l("超过答复期限，系统已催办并提醒负责人。"),
    "escalated": _l("仍未解决，已报区民政局督办。"),
    "case-number": _l("12345 工单号：%(words)s"),
    "replied": _l("承办单位答复：%(words)s"),
    "rated": _l("提案人评价：%(words)s"),
    "reopened": _l("提案人不满意，重新办理，请在%(due)s前答复。"),
}

NOTICES = {
    "answer_out": _l("您的点子有了答复：%(list)s。请打开点子页面查看。"),
    "answers_out": _l("您的 %(count)s 个点子有了答复：%(list)s。请打开点子页面查看。"),
    "referral_replied": _l("您的点子“%(title)s”转给%(unit)s之后已有答复，请查看并评价是否满意。"),
    "referral_due": _l("“%(title)s”转给%(unit)s的事项（%(slip)s）快到期了，请催办。"),
    "referral_overdue": _l("“%(title)s”转给%(unit)s的事项（%(slip)s）超过期限没有答复，请督促。"),
    "referral_escalated": _l("“%(title)s”转给%(unit)s的事项（%(slip)s）仍未解决，请民政局督办。"),
    "referral_unhappy": _l("提案人对“%(title)s”（%(slip)s）的答复不满意，可以重新办理一次。"),
    "referral_reopened": _l("“%(title)s”（%(slip)s）重新办理，请转告%(unit)s按期答复。"),
    "screening_late": _l("%(street)s有 %(count)s 个点子超过受理期限仍未决定，请民政局督促。"),
    "declined:transferred": _l("您的点子“%(title)s”不列入本届征集，已转给有关单位办理，答复后会告诉您。"),
    "declined:whistle": _l("您的点子“%(title)s”反映的事情比较紧急，已请几个单位尽快一起处理，答复后会告诉您。"),
    "declined:deliberation": _l("您的点子“%(title)s”需要邻里商量，已转居民协商议事，结果会告诉您。"),
    "declined:hotline": _l("您的点子“%(title)s”不列入本届征集，已转 12345 热线办理，答复后会告诉您。"),
    "declined:micro-wish": _l("您的点子“%(title)s”列为微心愿，有人认领后会告诉您。"),
    "declined:market": _l("您的点子“%(title)s”转社区集市发布，有结果会告诉您。"),
    "declined:project-library": _l("您的点子“%(title)s”这一届没有列入，已收入项目库，以后有机会再用。"),
}
"""Notices that no move of a definition names; ``template:reason`` is said instead of a move's own letter where the step has that reason."""

OUTCOMES = {"accept": _l("受理"), "ask": _l("退回补充"), "decline": _l("不予受理"), "refer": _l("转出，由别的单位答复"), "keep": _l("收入项目库")}

PLACEHOLDERS = {
    "题目": _l("点子的题目"),
    "回执码": _l("点子的回执码"),
    "街道": _l("点子所在的街道"),
    "理由": _l("所选理由的文字"),
    "单位": _l("承办单位"),
    "期限": _l("承办单位答复的工作日数"),
    "工单号": _l("12345 工单号"),
}

USUAL = {
    "accept": _l("您提出的“{题目}”已经受理。接下来{街道}和支持机构会实地调研，和您一起把点子完善成可以实施的方案，每走一步都会告诉您。"),
    "ask": _l("您提出的“{题目}”还缺一些情况：{理由}。请在 10 天内补充；需要帮忙时，请到社区服务台或打电话，由工作人员替您登记。"),
    "decline": _l("您提出的“{题目}”这次不列入金点子征集，原因是：{理由}。谢谢您关心社区的事，欢迎继续提出别的点子。"),
    "transferred": _l("您提出的“{题目}”属于职能部门的职责，已转{单位}办理，请其在 {期限} 个工作日内答复。答复后您可以评价是否满意。"),
    "whistle": _l("您提出的“{题目}”比较紧急，已请{单位}一起到场处理，并在 {期限} 个工作日内答复。"),
    "deliberation": _l("您提出的“{题目}”需要大家坐下来商量，已转{单位}组织协商，请其在 {期限} 个工作日内答复协商安排。"),
    "hotline": _l("您提出的“{题目}”属于个人诉求，不列入金点子征集，已转 12345 热线，由{单位}在 {期限} 个工作日内答复。{工单号}"),
    "micro-wish": _l("您提出的“{题目}”适合作为微心愿，已请{单位}发布，{期限} 个工作日内告诉您认领情况。"),
    "market": _l("您提出的“{题目}”适合在社区集市上解决，已请{单位}发布，{期限} 个工作日内告诉您结果。"),
    "project-library": _l("您提出的“{题目}”是个好点子，但本届条件还不成熟，已收入项目库，以后有合适的机会再实施。"),
}
"""The usual letters by outcome or reason; each season may have its own."""
