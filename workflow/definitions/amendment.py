"""A change of the agreement that the organisation asks for while the project runs."""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

AMENDMENT = Workflow("amendment", (("amendment", titled("变更")),), (
    S("requested", "变更待批", "amendment", "initial",
      deadline=Deadline(10, "nag", remind=(3,), remind_roles=("staff_lead",))),
    S("granted", "已批准", "amendment", "end"),
    S("denied", "未批准", "amendment", "end"),
    S("cancelled", "已取消", "amendment", "end"),
), (
    T("grant", "批准变更", ("requested",), "granted", ("staff_lead", "bureau"), ("budget_still_60_40",), ("apply_change",),
      notices=("org:amendment_granted",)),
    T("deny", "不批准变更", ("requested",), "denied", ("staff_lead", "bureau"), note=True, notices=("org:amendment_denied",)),
    T("cancel", "取消申请", ("requested",), "cancelled", ("org", "system")),
    T("nag", "催办", ("requested",), SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
