"""Refusals about agreements and signatures."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "not-your-turn": _l("这份协议按顺序签署，现在轮到“%(party)s”。请等前面各方签完再签。"),
    "page-missing": _l("还没有收到签字页的扫描件。请先打印协议，签字盖章后扫描上传。"),
    "reminded-today": _l("这些协议一天之内已经提醒过了。请明天再提醒，或者直接打电话。"),
    "nobody-to-remind": _l("没有可以提醒的：所选的协议各方都已签署，或者还没有轮到。"),
    "template-unknown-place": _l("范本里没有“%(place)s”这个填空。请从页面下方的填空表里选用，注意大括号。"),
    "template-lacks-place": _l("范本里缺少必须写明的内容：%(places)s。请补在合适的条款里。"),
    "template-table-alone": _l("“%(place)s”是一张表，要单独占一行。请把它前后的文字移到别的行。"),
    "template-changed-elsewhere": _l("范本在您打开以后被别人改过了，没有保存。请先复制您的修改，再刷新页面核对。"),
    "parties-in-use": _l("这一届已经有了协议，签约各方不能增减，名称和顺序也不能再改。条款仍可以改，只对以后的协议有效。"),
    "too-few-parties": _l("协议至少要有两方，其中要有承接组织。请重新勾选。"),
    "twice-the-same-place": _l("有两方排在同一位。请给每一方不同的顺序号。"),
}

PARTY_POSTS = {
    "bureau": _l("区民政局"), "foundation": _l("社区发展基金会"), "street": _l("街道办事处"), "organisation": _l("承接组织"),
    "support": _l("支持机构"), "treasury": _l("区财政局"), "evaluator": _l("第三方评估机构"),
}

PLACE_WORDS = {
    "number": _l("协议编号"), "season": _l("届次名称"), "project": _l("项目名称"), "idea_number": _l("点子编号"), "parties": _l("签约方的个数，写作五、四"),
    "summary": _l("方案内容"), "objectives": _l("方案目标"), "activities": _l("计划活动场数"), "beneficiaries": _l("计划受益人次"),
    "starts": _l("开始日期"), "ends": _l("结束日期"), "amount": _l("协议金额（数字）"), "capitals": _l("协议金额（大写）"),
    "shares": _l("各资金来源承担的比例和金额"), "budget": _l("预算表，单独占一行"), "tranches": _l("拨付期次表，单独占一行"),
}
