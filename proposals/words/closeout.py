"""Refusals of the closeout room: what is wrong, why, and what to do now."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "report-too-short": _l("结项总结只有 %(length)s 个字，至少要 %(least)s 个字，居民才看得明白。请写清做了什么、谁受益。"),
    "report-spends-more-than-agreed": _l("报告的支出 %(spent)s 元超过了协议金额 %(agreed)s 元，多出 %(over)s 元。请核对票据，超出的部分由承接组织自行承担。"),
    "more-satisfied-than-answers": _l("表示满意的 %(satisfied)s 人多于回答的 %(answers)s 人。请核对满意度调查。"),
    "settlement-not-agreed": _l("结算还没有确认。请等基金会会计核对票据并确认结算。"),
    "evaluation-not-agreed": _l("结项评估还没有完成。请等评估人员给出得分和意见。"),
    "evaluation-below-line": _l("评估得分 %(points)s 分，没有达到合格线 %(line)s 分，不能宣布合格。请退回补正，或由民政局认定不合格。"),
    "evaluation-without-points": _l("还没有填写评估得分。请给出 0 到 100 之间的分数。"),
    "settlement-without-figures": _l("还没有填写核定的支出。请逐张核对票据后填写合计。"),
    "settlement-differs-from-report": _l("您核定的支出 %(settled)s 元与项目申报的 %(reported)s 元相差 %(fen)s 分。请再核对一次；确有出入的，请把结项材料退回补正。"),
    "settlement-exceeds-agreement": _l("已付和应付合计 %(paid)s 元，超过协议金额 %(signed)s 元，多出 %(fen)s 分。请核对付款台账。"),
    "settlement-does-not-balance": _l("已付 %(paid)s 元不等于支出 %(spent)s 元加退回 %(returned)s 元，相差 %(fen)s 分。请核对台账后再确认。"),
}
