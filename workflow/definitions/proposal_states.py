"""The stages and states of a proposal, from draft to settled project; its moves are in ``proposal``.

All days are defaults; a season may set its own.
"""

from __future__ import annotations

from ..definition import Deadline, State as S, titled

STAGES = (
    ("collection", titled("征集")),
    ("optimisation", titled("优化立项")),
    ("approval", titled("评审签约")),
    ("implementation", titled("实施")),
    ("closeout", titled("结项")),
)

COLLECTION = (
    S("draft", "草稿", "collection", "initial", deadline=Deadline(30, "lapse", "day", (7, 1), ("proposer",))),
    S("submitted", "已提交", "collection", public=titled("已收到，等待受理"),
      deadline=Deadline(10, "overdue_check", remind=(2,), remind_roles=("staff",))),
    S("needs_info", "待补充", "collection", public=titled("等待提案人补充"),
      deadline=Deadline(10, "lapse", "day", (3, 1), ("proposer",))),
    S("accepted", "已受理", "collection"),
    S("not_accepted", "不予受理", "collection", "end"),
    S("withdrawn", "已撤回", "collection", "end"),
    S("lapsed", "逾期失效", "collection", "end"),
)

OPTIMISATION = (
    S("researching", "调研中", "optimisation",
      deadline=Deadline(15, "escalate", remind=(3,), remind_roles=("staff",))),
    S("optimising", "优化完善中", "optimisation",
      deadline=Deadline(20, "escalate", remind=(5, 2), remind_roles=("staff", "proposer"))),
    S("revising", "退回修改", "optimisation", public=titled("方案修改中"),
      deadline=Deadline(10, "escalate", "day", (3, 1), ("proposer", "org"))),
    S("planned", "方案待评审", "optimisation"),
    S("not_selected", "未入选", "optimisation", "end"),
    S("merged", "已合并", "optimisation", "end"),
    S("split", "已拆分", "optimisation", "end"),
)

# The signatories of `signing` are reminded one by one by their signatures, so that nobody who has signed is asked again.
APPROVAL = (
    S("reviewing", "评审中", "approval",
      deadline=Deadline(15, "escalate", remind=(5, 1), remind_roles=("panel_chair",))),
    S("waitlisted", "候补", "approval"),
    S("publicised", "结果公示中", "approval", deadline=Deadline(7, "confirm")),
    S("appealing", "申诉复核中", "approval", public=titled("申诉或异议复核中"),
      deadline=Deadline(10, "escalate", remind=(3,), remind_roles=("bureau",))),
    S("signing", "签约中", "approval", public=titled("等待五方签约"),
      deadline=Deadline(20, "lapse_signing", remind=(10, 3), remind_roles=("staff_lead",))),
    S("rejected", "未通过", "approval", "end"),
    S("unsigned", "未签约", "approval", "end"),
)

IMPLEMENTATION = (
    S("signed", "已签约", "implementation", public=titled("已签约，准备开工"),
      deadline=Deadline(15, "escalate", remind=(5,), remind_roles=("org",))),
    S("implementing", "实施中", "implementation",
      deadline=Deadline(0, "escalate", "field:ends_on", (30, 7), ("org", "staff"))),
    S("suspended", "暂停整改", "implementation", deadline=Deadline(30, "escalate", "day", (7,), ("org", "staff"))),
    S("terminating", "终止清算中", "implementation", deadline=Deadline(30, "escalate", "day", (7,), ("finance",))),
    S("terminated", "已终止", "implementation", "end"),
)

CLOSEOUT = (
    S("reporting", "结项申报中", "closeout", deadline=Deadline(30, "escalate", "day", (7, 2), ("org",))),
    S("correcting", "结项材料补正", "closeout", deadline=Deadline(10, "escalate", "day", (3,), ("org",))),
    S("assessing", "结算与评估中", "closeout",
      deadline=Deadline(30, "escalate", "day", (7,), ("finance", "evaluator"))),
    S("announcing", "成果公示中", "closeout", deadline=Deadline(7, "close")),
    S("closed", "已结项", "closeout", "end"),
    S("failed", "结项不合格", "closeout", "end"),
)

STATES = COLLECTION + OPTIMISATION + APPROVAL + IMPLEMENTATION + CLOSEOUT
