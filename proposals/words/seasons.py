"""Refusals about seasons, phases, rubrics and calendars."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "collection-not-open": _l("现在不在征集期内，不能办这一步。征集的起止日期见首页；错过了的点子可以留到下一届。"),
    "optimisation-not-open": _l("现在不在优化立项期内，不能办这一步。起止日期见首页；需要提前或延长，请联系区民政局。"),
    "approval-not-open": _l("现在不在评审签约期内，不能办这一步。起止日期见首页；需要提前或延长，请联系区民政局。"),
    "implementation-not-open": _l("现在不在实施期内，不能办这一步。起止日期见首页；需要提前或延长，请联系区民政局。"),
    "closeout-not-open": _l("现在不在结项期内，不能办这一步。起止日期见首页；需要提前或延长，请联系区民政局。"),
    "previous-phase-planned": _l("前一个阶段还没有开始，这个阶段不能先开始。请先开始前一个阶段。"),
    "definitions-not-pinned": _l("这一届还没有定下办理流程的版本（缺：%(missing)s）。请联系系统管理员。"),
    "closing-not-later": _l("新的结束日期要晚于今天，也要晚于已经公布的结束日期。请改选一个更晚的日期。"),
    "season-exists": _l("%(year)s 年的这一届已经建好了，没有重复建。请在届次列表里打开它。"),
    "phase-has-begun": _l("这个阶段已经开始，起止日期不能直接改。请用“延期”，延期会公布。"),
    "phase-days-reversed": _l("结束日期早于开始日期。请改正后再保存。"),
    "setting-out-of-range": _l("这个数应在 %(low)s 到 %(high)s 之间。请改正后再保存。"),
    "year-not-published": _l("系统里还没有 %(year)s 年的放假安排。请等国务院办公厅公布后更新系统，或者先逐日登记。"),
}
