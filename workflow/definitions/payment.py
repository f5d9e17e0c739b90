"""One source's leg of one tranche: the foundation's or the treasury's share, from request to arrival.

Requester, verifier, authoriser and sender are four different people.
"""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

NAGGED = ("requested", "verified", "endorsed", "authorised", "sent", "held", "bounced")

APPROVERS = ("request", "verify", "authorise", "endorse", "countersign")

PAYMENT = Workflow("payment", (("payment", titled("拨付")),), (
    S("planned", "待申请", "payment", "initial", deadline=Deadline(365, "expire", "day", (60, 14), ("org",))),
    S("requested", "已申请", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("staff",))),
    S("verified", "已复核", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("payer_lead",))),
    S("endorsed", "待加签", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("bureau",))),
    S("authorised", "已批准", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("payer",))),
    S("sent", "已汇出", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("payer",))),
    S("held", "暂缓拨付", "payment", deadline=Deadline(60, "nag")),
    S("bounced", "已退汇", "payment", deadline=Deadline(5, "nag", remind=(2,), remind_roles=("payer_lead",))),
    S("paid", "已到账", "payment", "end"),
    S("cancelled", "已取消", "payment", "end"),
), (
    T("request", "申请拨付", ("planned",), "requested", ("org",), ("parent_allows_payment", "milestone_met"),
      fields=("evidence",), notices=("staff:payment_requested",)),
    T("verify", "复核", ("requested",), "verified", ("staff",), ("amount_within_plan",), distinct_from=("request",),
      notices=("payer_lead:payment_verified",)),
    T("refuse", "退回补充", ("requested", "verified", "endorsed"), "planned", ("staff", "payer_lead", "bureau"), note=True,
      notices=("org:payment_returned",)),
    T("authorise", "批准", ("verified",), "authorised", ("payer_lead",), ("one_approval_suffices", "amount_within_plan", "legs_keep_60_40"),
      ("order_tranche",), distinct_from=("request", "verify"), notices=("payer:payment_authorised",)),
    T("endorse", "批准并送加签", ("verified",), "endorsed", ("payer_lead",), ("two_approvals_needed", "amount_within_plan", "legs_keep_60_40"),
      distinct_from=("request", "verify"), notices=("bureau:payment_endorsed",)),
    T("countersign", "加签批准", ("endorsed",), "authorised", ("bureau",), ("amount_within_plan", "legs_keep_60_40"), ("order_tranche",),
      distinct_from=("request", "verify", "endorse"), notices=("payer:payment_authorised",)),
    T("send", "汇出", ("authorised",), "sent", ("payer",), ("parent_allows_payment", "all_sources_ordered"), ("enter_batch",),
      distinct_from=("request", "verify", "authorise", "endorse", "countersign", "resend"), notices=("org:payment_sent",)),
    T("arrive", "到账", ("sent",), "paid", ("payer",), ("bank_line_matched",), ("post_ledger", "try_tranche"), notices=("org:payment_arrived",)),
    T("bounce", "退汇", ("sent",), "bounced", ("payer",), note=True,
      notices=("org:payment_bounced", "payer_lead:payment_bounced")),
    T("return_payment", "到账后退汇", ("paid",), "bounced", ("payer",), ("payment_came_back", "not_too_often"), ("reverse_ledger", "reopen_tranche"), note=True,
      distinct_from=APPROVERS, notices=("org:payment_bounced", "payer_lead:payment_bounced"), exceptional=True),
    T("unmatch", "撤销到账核对", ("paid",), "sent", ("payer",), ("match_taken_back", "not_too_often"), ("reverse_ledger", "reopen_tranche"), note=True,
      distinct_from=APPROVERS, exceptional=True),
    T("unbounce", "撤销退汇核对", ("bounced",), "sent", ("payer",), ("match_taken_back",), note=True),
    T("resend", "重新批准汇出", ("bounced",), "authorised", ("payer_lead",), effects=("leave_batch",), note=True,
      distinct_from=("request", "verify", "send"), notices=("payer:payment_authorised",)),
    T("hold", "暂缓", ("planned", "requested", "verified", "endorsed", "authorised"), "held", ("system",), effects=("void_order",),
      notices=("payer:payment_held",)),
    T("release", "解除暂缓", ("held",), "planned", ("system",), notices=("org:payment_released",)),
    T("cancel", "取消", ("planned", "requested", "verified", "endorsed", "authorised", "held", "bounced"), "cancelled", ("system",),
      effects=("void_order",), notices=("org:payment_cancelled",)),
    T("expire", "逾期未申请", ("planned",), "cancelled", ("system",), notices=("org:payment_cancelled", "staff_lead:payment_cancelled")),
    T("nag", "催办", NAGGED, SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
