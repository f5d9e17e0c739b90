"""A change of what was agreed, while the project runs: told by notice, approved, or approved and agreed on anew by all parties.

Until every party has signed the new version of the agreement, the old one holds; whoever gives the change up before leaves it in force.
"""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

AMENDMENT = Workflow("amendment", (("amendment", titled("变更")),), (
    S("requested", "变更待批", "amendment", "initial",
      deadline=Deadline(10, "nag", remind=(3,), remind_roles=("staff_lead",))),
    S("signing", "变更协议待签", "amendment", deadline=Deadline(30, "cancel", remind=(10, 3), remind_roles=("staff_lead",))),
    S("noted", "已备案", "amendment", "end"),
    S("granted", "已批准", "amendment", "end"),
    S("denied", "未批准", "amendment", "end"),
    S("cancelled", "已取消", "amendment", "end"),
), (
    T("note", "变更备案", ("requested",), "noted", ("org",), ("notice_suffices",), ("apply_change",), notices=("staff:amendment_noted",)),
    T("grant", "批准变更", ("requested",), "granted", ("staff_lead", "bureau"), ("approval_suffices", "budget_still_60_40"), ("apply_change",),
      notices=("org:amendment_granted",)),
    T("renew", "批准并重签协议", ("requested",), "signing", ("staff_lead", "bureau"), ("agreement_must_change", "money_for_change"),
      ("issue_new_version", "pause_payments"), notices=("party:sign_amended", "finance:amendment_renewed")),
    T("conclude", "变更协议签署完成", ("signing",), "granted", ("system",), ("new_version_signed",),
      ("put_into_force", "rebind_funds", "resume_payments"), notices=("party:amendment_in_force", "finance:amendment_in_force")),
    T("deny", "不批准变更", ("requested", "signing"), "denied", ("staff_lead", "bureau"), effects=("keep_old_version", "resume_payments"), note=True,
      notices=("org:amendment_denied",)),
    T("cancel", "取消申请", ("requested", "signing"), "cancelled", ("org", "system"), effects=("keep_old_version", "resume_payments")),
    T("nag", "催办", ("requested",), SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
