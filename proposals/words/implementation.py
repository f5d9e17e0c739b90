"""Refusals of the implementation room: what is wrong, why, and what to do now."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "activities-missing": _l("已记录活动 %(held)s 场，计划 %(planned)s 场，至少要完成 %(need)s 场才能申报结项。请补记或继续开展活动。"),
    "amendment-undecided": _l("还有一项变更没有办完，正在等待批复或者签署。请等它办完再继续，或先取消那项申请。"),
    "change-needs-agreement": _l("这项变更改动了协议的内容、金额、比例或期限，不能只批准。请选“批准并重签协议”。"),
    "change-needs-approval": _l("这项变更要经过批准，不能只备案。请等街道负责人或民政局批复。"),
    "change-needs-no-agreement": _l("这项变更没有改动协议，不需要重新签订。请直接批准。"),
    "new-version-unsigned": _l("变更协议还没有全部签完。请等各方签署。"),
    "shares-not-yours": _l("各来源的承担比例由基金会提出变更。请与基金会联系。"),
    "findings-not-rectified": _l("还有 %(count)s 次走访发现的问题没有整改完成。请先整改，由支持机构确认。"),
    "visit-has-findings": _l("这次走访填写了整改事项，应当用“记录整改事项”提交。请改用那一步。"),
    "new-end-too-early": _l("新的结束日期 %(day)s 不能早于开工日期或今天。请重新选择日期。"),
    "start-after-end": _l("开工日期 %(begins)s 晚于计划结束日期 %(ends)s。请核对日期，确需延期的在开工后申请变更。"),
    "activity-not-yours": _l("只有项目的承接组织可以填报。请用承接组织的账号登录。"),
    "project-not-running": _l("项目现在不在可以办理这件事的阶段。请先查看项目进度。"),
    "activity-day-impossible": _l("活动日期 %(day)s 不在项目期内，应在 %(first)s 到 %(last)s 之间。请核对日期。"),
    "visit-not-yours": _l("走访由支持机构安排。请交给支持机构的同事办理。"),
}
