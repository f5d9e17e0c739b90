"""The call for an implementer of a package that names no organisation, beside its proposal.

Offers are not moves: they stay closed until the last day is over, and a step of the history would tell who made one.
"""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

CALL = Workflow("call", (("call", titled("征集承接组织")),), (
    S("prepared", "待发布", "call", "initial", deadline=Deadline(5, "discard")),
    S("open", "征集中", "call", deadline=Deadline(0, "close_bids", "field:closes_on", (2,), ("staff",))),
    S("comparing", "比选中", "call", deadline=Deadline(10, "nag", remind=(3,), remind_roles=("staff_lead",))),
    S("chosen", "选定结果公示中", "call", deadline=Deadline(5, "settle")),
    S("disputed", "异议处理中", "call", deadline=Deadline(5, "nag", remind=(1,), remind_roles=("bureau",))),
    S("settled", "已选定", "call", "end"),
    S("ended", "已结束", "call", "end"),
), (
    T("announce", "发布征集", ("prepared",), "open", ("staff",), ("package_waits", "no_other_call"), notices=("invited:call_open",)),
    T("discard", "作废", ("prepared",), "ended", ("system",)),
    T("extend", "延长征集", ("open",), SAME, ("staff_lead",), ("package_waits", "later_day"), ("set_closing_day",), ("closes_on",), note=True,
      notices=("bidder:call_extended",)),
    T("close_bids", "截止", ("open",), "comparing", ("system",), effects=("open_bids",), notices=("staff_lead:call_closed",)),
    T("call_again", "重新征集", ("comparing",), "open", ("staff_lead",), ("package_waits", "nobody_stands", "later_day"), ("set_closing_day",),
      ("closes_on",), note=True, notices=("invited:call_open",)),
    T("choose", "选定承接组织", ("comparing",), "chosen", ("staff_lead",), ("package_waits", "chooser_unbound", "choice_stands"), ("keep_choice",),
      ("organisation",), note=True, distinct_from=("announce",), notices=("bidder:call_decided", "proposer:call_decided")),
    T("dispute", "对选定提出异议", ("chosen",), "disputed", ("bidder", "street", "bureau"), ("first_dispute",), note=True,
      notices=("bureau:choice_disputed",)),
    T("keep", "维持选定", ("disputed",), "chosen", ("bureau",), note=True, distinct_from=("choose", "dispute"), notices=("bidder:choice_kept",)),
    T("overturn", "撤销选定", ("disputed",), "comparing", ("bureau",), effects=("set_aside",), note=True, distinct_from=("choose", "dispute"),
      notices=("bidder:choice_overturned", "staff_lead:choice_overturned")),
    T("settle", "选定生效", ("chosen",), "settled", ("system",), ("package_waits", "choice_stands"), ("name_implementer",),
      notices=("org:implementer_named", "proposer:implementer_named", "staff:implementer_named")),
    T("end_call", "结束征集", ("open", "comparing", "chosen", "disputed"), "ended", ("staff_lead", "system"), effects=("forget_choice",), note=True,
      notices=("bidder:call_ended",)),
    T("nag", "催办", ("comparing", "disputed"), SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
