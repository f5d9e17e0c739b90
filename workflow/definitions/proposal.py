"""The proposal: one machine from a resident's draft to a settled, published project.

The moves stand in the order of the stages; the states are in ``proposal_states``.
"""

from __future__ import annotations

from ..definition import PREVIOUS, SAME, Transition as T, Workflow
from .proposal_states import STAGES, STATES

IN_OPTIMISATION = ("researching", "optimising", "revising", "planned")
UNTIL_SIGNED = ("submitted", "needs_info", "accepted", *IN_OPTIMISATION, "reviewing", "waitlisted", "publicised", "signing")
ESCALATED = ("researching", "optimising", "revising", "reviewing", "appealing", "signed", "implementing", "suspended",
             "terminating", "reporting", "correcting", "assessing")
UNDER_AGREEMENT = ("signed", "implementing", "reporting", "correcting")

COLLECTION = (
    T("submit", "提交", ("draft",), "submitted", ("proposer", "clerk"), ("text_complete", "quota_left"), ("issue_receipt",),
      ("title", "problem", "solution", "community"), window="collection", notices=("proposer:received", "staff:new")),
    T("correct", "更正登记", ("submitted",), SAME, ("clerk",), ("entered_by_hand", "text_complete", "quota_left"), fields=("title", "problem", "solution")),
    T("strike", "撤销登记", ("submitted",), "withdrawn", ("clerk",), ("entered_by_hand",), ("release_links", "record_reason"), note=True,
      notices=("proposer:struck",)),
    T("ask", "退回补充", ("submitted",), "needs_info", ("staff",), note=True, notices=("proposer:needs_info",)),
    T("answer", "补充", ("needs_info",), "submitted", ("proposer", "clerk"), ("text_complete",), fields=("answer",),
      notices=("staff:answered",)),
    T("overdue_check", "受理逾期提醒", ("submitted",), SAME, ("system",), effects=("count_escalation",),
      notices=("staff_lead:overdue",)),
    T("acknowledge", "签收", ("submitted",), SAME, ("staff",), ("not_acknowledged",), ("note_acknowledged",)),
    T("accept", "受理", ("submitted",), "accepted", ("staff",), ("not_duplicate", "guardian_consents"),
      ("number_it",), notices=("proposer:accepted",)),
    T("decline", "不予受理", ("submitted",), "not_accepted", ("staff",), ("reason_known",), ("record_reason", "make_referral"),
      ("reason",), note=True, notices=("proposer:declined",)),
    T("lapse", "逾期失效", ("draft", "needs_info"), "lapsed", ("system",), effects=("record_reason",),
      notices=("proposer:lapsed",)),
    T("adopt", "单独立案", ("draft",), "optimising", ("system",), ("is_a_part",),
      ("issue_receipt", "number_it", "mark_improved"), ("source",)),
    T("undo_import", "撤销导入", ("submitted",), "withdrawn", ("importer",), ("import_untouched",),
      ("uncount", "record_reason"), ("import",), note=True),
    T("withdraw", "撤回", UNTIL_SIGNED, "withdrawn", ("proposer",), ("no_open_child", "speaks_for_itself"),
      ("release_links", "release_budget", "end_calls", "record_reason"), notices=("staff:withdrawn",)),
)

OPTIMISATION = (
    T("research", "开始调研", ("accepted",), "researching", ("staff",), effects=("assign_researcher",), window="optimisation"),
    T("shortlist", "入选", ("researching",), "optimising", ("staff_lead",), ("research_done",), ("mark_improved",),
      ("reason",), window="optimisation", distinct_from=("research",), notices=("proposer:shortlisted",)),
    T("drop", "不入选", ("accepted", "researching", "optimising"), "not_selected", ("staff_lead",), ("reason_known",),
      ("record_reason",), note=True, window="optimisation", notices=("proposer:not_selected",)),
    T("return_plan", "退回修改", ("optimising", "planned"), "revising", ("staff", "street"), ("no_call_running",), note=True,
      notices=("proposer:revise", "org:revise")),
    T("resubmit", "修改后提交", ("revising",), "optimising", ("proposer", "org"), fields=("changes",),
      notices=("staff:resubmitted",)),
    T("show_plan", "请提案人看方案", ("optimising",), SAME, ("staff",), ("plan_written",), ("wait_for_opinion",),
      notices=("proposer:plan_shown",)),
    T("answer_plan", "对方案表示意见", ("optimising",), SAME, ("proposer", "staff"), ("plan_written", "own_word_or_told"), ("keep_opinion",),
      ("verdict",), notices=("staff:plan_answered",)),
    T("complete_plan", "方案定稿", ("optimising",), "planned", ("staff",),
      ("plan_complete", "budget_split_60_40", "org_or_call", "proposer_heard"),
      ("freeze_plan",), window="optimisation"),
    T("merge_into", "合并", ("accepted", *IN_OPTIMISATION), "merged", ("staff_lead",), ("target_alive", "not_a_target"),
      ("link_merge", "end_calls"), ("into",), note=True, window="optimisation", notices=("proposer:merged",)),
    T("split_up", "拆分", ("optimising",), "split", ("staff_lead",), ("two_parts",), ("make_parts",), ("parts",), note=True,
      window="optimisation", notices=("proposer:split",)),
    T("unmerge", "撤销合并", ("merged",), PREVIOUS, ("staff_lead",), ("target_before_review", "not_too_often"),
      ("unlink_merge",), note=True, distinct_from=("merge_into",), notices=("proposer:unmerged",), exceptional=True),
    T("lapse_plan", "未送审", ("accepted", *IN_OPTIMISATION), "not_selected", ("system",),
      effects=("record_reason", "end_calls"), notices=("proposer:not_selected",)),
    T("escalate", "逾期上报", ESCALATED, SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
)

REVIEW = (
    T("send_review", "送审", ("planned",), "reviewing", ("staff_lead",), ("panel_ready", "no_conflict", "no_call_running"), ("open_reviews",),
      window="approval", distinct_from=("complete_plan",), notices=("panelist:please_score",)),
    T("pass_review", "评审通过", ("reviewing",), "publicised", ("panel_chair",),
      ("reviews_quorum", "score_reaches_line", "within_caps", "budget_left"), ("freeze_scores", "publish_result"), window="approval",
      notices=("proposer:passed", "org:passed")),
    T("waitlist", "列入候补", ("reviewing",), "waitlisted", ("panel_chair",), ("reviews_quorum", "score_reaches_line"),
      ("freeze_scores",), window="approval", notices=("proposer:waitlisted",)),
    T("promote", "候补递补", ("waitlisted",), "publicised", ("staff_lead",), ("within_caps", "budget_left", "next_in_line"),
      ("move_up", "publish_result"), window="approval", notices=("proposer:passed", "org:passed")),
    T("expire_waitlist", "候补结束", ("waitlisted",), "rejected", ("system", "staff_lead"), notices=("proposer:rejected",)),
    T("return_review", "评审退回", ("reviewing",), "revising", ("panel_chair",), ("reviews_quorum",), ("close_reviews",),
      note=True, window="approval", notices=("proposer:revise", "org:revise")),
    T("fail_review", "评审不通过", ("reviewing",), "rejected", ("panel_chair",), ("reviews_quorum",), ("freeze_scores",),
      note=True, window="approval", notices=("proposer:rejected", "org:rejected")),
)

APPEALS = (
    T("object", "公示异议", ("publicised",), "appealing", ("street", "bureau", "staff_lead", "system"), effects=("open_appeal",),
      note=True, notices=("proposer:objection", "bureau:objection")),
    T("appeal", "申诉", ("rejected", "not_selected", "not_accepted"), "appealing", ("proposer", "org"),
      ("within_appeal_days", "first_appeal"), ("open_appeal",), ("grounds",), note=True,
      distinct_from=("fail_review", "drop", "decline"), notices=("bureau:appeal",), exceptional=True),
    T("uphold", "维持原决定", ("appealing",), "rejected", ("bureau",), ("appeal_panel_differs",),
      ("close_appeal", "release_budget", "end_calls", "tell_reserve"), note=True, notices=("proposer:upheld",)),
    T("clear", "异议不成立", ("appealing",), "publicised", ("bureau",), ("came_from_publicised",), ("close_appeal",), note=True,
      notices=("proposer:cleared",)),
    T("remand_accept", "改判受理", ("appealing",), "accepted", ("bureau",),
      ("appeal_panel_differs", "came_from_not_accepted", "guardian_consents"), ("close_appeal", "number_it"), note=True,
      notices=("proposer:overturned", "staff_lead:overturned")),
    T("remand_optimise", "改判入选", ("appealing",), "optimising", ("bureau",),
      ("appeal_panel_differs", "came_from_not_selected"), ("close_appeal", "mark_improved"), note=True,
      notices=("proposer:overturned", "staff_lead:overturned")),
    T("remand_review", "发回重评", ("appealing",), "reviewing", ("bureau",), ("appeal_panel_differs", "came_from_rejected"),
      ("close_appeal", "open_reviews"), note=True, notices=("proposer:overturned", "panel_chair:overturned")),
)

SIGNING = (
    T("confirm", "公示期满", ("publicised",), "signing", ("system",), ("no_open_objection", "implementer_named"),
      ("make_agreement", "open_signatures"), notices=("party:sign", "proposer:signing")),
    T("reissue", "重新发起签约", ("signing",), SAME, ("staff_lead",),
      effects=("void_signatures", "make_agreement", "open_signatures"), note=True, notices=("party:sign",)),
    T("conclude", "五方签约完成", ("signing",), "signed", ("system",), ("signatures_quorum",), ("commit_funds", "plan_tranches"),
      notices=("party:signed", "proposer:signed")),
    T("renounce", "放弃签约", ("signing",), "unsigned", ("org", "staff_lead"), effects=("void_signatures", "release_budget", "tell_reserve"),
      note=True, notices=("staff_lead:renounced", "proposer:unsigned")),
    T("lapse_signing", "签约逾期", ("signing",), "unsigned", ("system",), effects=("void_signatures", "release_budget", "tell_reserve"),
      notices=("party:unsigned", "proposer:unsigned")),
)

IMPLEMENTATION = (
    T("start", "开工", ("signed",), "implementing", ("org",), ("first_tranche_paid",), fields=("start_on",),
      window="implementation", notices=("street:started", "proposer:started")),
    T("suspend", "暂停", (*UNDER_AGREEMENT, "assessing"), "suspended", ("staff_lead", "bureau"), effects=("hold_payments",),
      note=True, notices=("org:suspended", "finance:suspended")),
    T("resume", "恢复", ("suspended",), PREVIOUS, ("staff_lead", "bureau"), ("rectified",), ("release_payments",), note=True,
      notices=("org:resumed", "finance:resumed")),
    T("terminate", "终止", (*UNDER_AGREEMENT, "suspended"), "terminating", ("bureau",),
      effects=("cancel_children", "hold_payments"), note=True, notices=("org:terminating", "finance:settle")),
    T("settle_termination", "清算完成", ("terminating",), "terminated", ("finance",), ("payments_reconciled",),
      distinct_from=("terminate",), notices=("org:terminated", "proposer:terminated")),
    T("finish", "实施完成", ("implementing",), "reporting", ("org",), ("no_open_amendment", "activities_enough"),
      ("open_report",), notices=("staff:report_due", "org:report_due")),
)

CLOSEOUT = (
    T("report", "提交结项材料", ("reporting", "correcting"), "assessing", ("org",), ("report_complete",),
      ("open_settlement", "open_evaluation"), ("summary", "finance"), window="closeout",
      notices=("finance:settle", "evaluator:evaluate")),
    T("return_report", "退回补正", ("assessing",), "correcting", ("staff", "finance", "evaluator"),
      effects=("close_assessment",), note=True, notices=("org:correct",)),
    T("qualify", "结项合格", ("assessing",), "announcing", ("staff_lead",),
      ("settlement_done", "evaluation_done", "payments_reconciled", "evaluation_passes"), ("publish_outcome",),
      window="closeout", distinct_from=("report",), notices=("org:qualified", "proposer:qualified")),
    T("disqualify", "结项不合格", ("assessing",), "failed", ("bureau",), ("settlement_done", "evaluation_done"),
      ("recover_funds",), note=True, notices=("org:disqualified", "proposer:disqualified")),
    T("dispute", "成果异议", ("announcing",), "assessing", ("street", "bureau"), effects=("open_settlement",), note=True,
      notices=("org:dispute", "finance:settle")),
    T("close", "结项", ("announcing",), "closed", ("system",), ("no_open_child", "no_open_objection"), ("archive",),
      notices=("proposer:closed", "org:closed")),
    T("reopen", "重新打开", ("closed", "failed", "terminated"), "assessing", ("bureau",), ("not_too_often",),
      ("open_settlement",), note=True, distinct_from=("qualify", "disqualify", "settle_termination"),
      notices=("org:reopened", "finance:settle"), exceptional=True),
    T("revive", "转入下一届", ("not_selected", "lapsed", "rejected", "unsigned"), SAME, ("proposer", "staff"),
      ("next_season_open",), ("copy_to_next_season",), note=True, notices=("proposer:revived",)),
)

TRANSITIONS = COLLECTION + OPTIMISATION + REVIEW + APPEALS + SIGNING + IMPLEMENTATION + CLOSEOUT

SWEEPS = (
    ("collection", "draft", "lapse"),
    ("optimisation", "accepted", "lapse_plan"),
    ("optimisation", "researching", "lapse_plan"),
    ("approval", "accepted", "lapse_plan"),
    ("approval", "researching", "lapse_plan"),
    ("approval", "optimising", "lapse_plan"),
    ("approval", "revising", "lapse_plan"),
    ("approval", "planned", "lapse_plan"),
    ("approval", "waitlisted", "expire_waitlist"),
)

PROPOSAL = Workflow("proposal", STAGES, STATES, TRANSITIONS, holds=("suspended", "merged"), sweeps=SWEEPS)
