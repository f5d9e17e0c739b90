"""Refusals and words of ranking, limits and minutes."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "figure-below-line": _l("按本届的计分办法得 %(mean)s 分，没有达到 %(line)s 分的通过线。可以退回修改，或者不通过。"),
    "total-money-taken": _l("本届可立项的资金只剩 %(left)s，这个项目要 %(amount)s。可以列入候补，等有余额再递补。"),
    "street-places-taken": _l("这个街道的名额已经用完。可以列入候补，等有名额再递补。"),
    "street-money-taken": _l("这个街道的限额只剩 %(left)s，这个项目要 %(amount)s。可以列入候补，等有余额再递补。"),
    "category-places-taken": _l("这一类人群的名额已经用完。可以列入候补，等有名额再递补。"),
    "category-money-taken": _l("这一类人群的限额只剩 %(left)s，这个项目要 %(amount)s。可以列入候补，等有余额再递补。"),
    "passed-against-ranking": _l("排名没有列入%(projects)s，要通过须写明理由。理由会写进公示和评审纪要。请写明理由再办，或者先决定排在前面的项目。"),
    "waits-against-ranking": _l("排名已经列入%(projects)s，列为候补须写明理由。理由会写进评审纪要。请写明理由再办，或者通过它。"),
    "ranking-not-yours": _l("这个评审组的排名由它的组长决定。请联系组长。"),
    "nothing-to-rank": _l("现在没有评分已经收齐、等待决定的项目。请刷新排名页面。"),
    "ranking-moved-on": _l("您打开页面以后，评分、名额或者可用资金有了变化，排名已经不同。什么都没有决定，请看过新的排名再办。"),
    "result-rule-fixed": _l("本届已经有评委交了评分，及格线、评分份数、计分办法、同分次序、抽签种子和盲评都不能再改，免得照着分数定规则。需要不同的规则，请留到下一届；名额和限额仍可调整。"),
    "limits-need-reason": _l("改动已经定下的名额或限额，或者在评分以后才定，要写明理由。理由和改动一起留存。请填写后再保存。"),
    "limits-not-yours": _l("计分办法、名额和限额由区民政局设定。请联系区民政局。"),
    "minutes-nothing-new": _l("上一份纪要以后还没有新的评审决定。请先作出决定，再生成纪要。"),
    "minutes-not-yours": _l("这份纪要由参加评审的评委确认，您没有参加。请联系评审组组长。"),
    "minutes-signed-before": _l("您已经确认过这份纪要，不需要再确认。"),
    "minutes-another-text": _l("您看到的纪要与保存的文本不一致，没有确认。请重新打开这一页，读过以后再确认。"),
}
METHODS = {"mean": _l("平均分"), "trimmed": _l("去掉一个最高分和一个最低分后的平均分"), "median": _l("中位数"), "adjusted": _l("按评委宽严调整后的平均分")}
WAYS = {"rank": _l("按名次，装不下的跳过"), "rank-stop": _l("按名次，装不下就停"), "best-sum": _l("总分最高的组合"), "best-weighted": _l("分数乘金额最高的组合")}
TIES = {"criterion-1": _l("第一项标准得分高的在前"), "criterion-2": _l("第二项标准得分高的在前"), "criterion-3": _l("第三项标准得分高的在前"),
        "criterion-4": _l("第四项标准得分高的在前"), "criterion-5": _l("第五项标准得分高的在前"), "criterion-6": _l("第六项标准得分高的在前"),
        "median": _l("中位数高的在前"), "cost": _l("金额少的在前")}
REASONS = {
    "fits": _l("排第 %(rank)s 名，轮到它时%(room)s，装得下。"),
    "total-cap": _l("排第 %(rank)s 名，要 %(needs)s，轮到它时可用资金只剩 %(left)s，差 %(short)s。"),
    "street-cap": _l("排第 %(rank)s 名，要 %(needs)s，轮到它时%(of)s的限额只剩 %(left)s，差 %(short)s。"),
    "category-cap": _l("排第 %(rank)s 名，要 %(needs)s，轮到它时“%(of)s”的限额只剩 %(left)s，差 %(short)s。"),
    "street-places": _l("排第 %(rank)s 名，轮到它时%(of)s的名额已经用完。"),
    "category-places": _l("排第 %(rank)s 名，轮到它时“%(of)s”的名额已经用完。"),
    "after-stop": _l("排第 %(rank)s 名，前面的“%(by)s”装不下，后面的都不再轮到。"),
    "below-line": _l("排第 %(rank)s 名，得分没有达到 %(line)s 分的通过线。"),
    "optimum-in": _l("排第 %(rank)s 名，在总值最高的组合里。"),
    "optimum-out": _l("排第 %(rank)s 名，不在总值最高的组合里。"),
}
"""Why a project is in or out, by the code of ``choosing``."""
ALONE = _l("排第 %(rank)s 名，单它一个就超过了限额或名额。")
ROOM = {True: _l("可用资金还剩 %(left)s"), False: _l("没有资金上限")}
DECISIONS = {"passed": _l("通过"), "waitlisted": _l("候补"), "returned": _l("退回修改"), "rejected": _l("不通过"), "": ""}
