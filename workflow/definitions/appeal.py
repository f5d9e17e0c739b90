"""An appeal against a decision, or an objection to a published result, beside its proposal in ``appealing``.

The ruling is given once, on the proposal (uphold, clear, remand); it decides the appeal in the same transaction.
"""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

APPEAL = Workflow("appeal", (("appeal", titled("申诉与异议")),), (
    S("open", "复核中", "appeal", "initial", deadline=Deadline(10, "nag", remind=(3,), remind_roles=("bureau",))),
    S("decided", "已裁定", "appeal", "end"),
    S("dropped", "已撤回", "appeal", "end"),
), (
    T("decide", "裁定", ("open",), "decided", ("system",), ("panel_is_independent",), ("keep_ruling",), ("ruling",),
      notices=("appellant:appeal_decided",)),
    T("acknowledge", "告知收到", ("open",), SAME, ("bureau",), ("something_to_acknowledge",), ("acknowledge_objections",),
      notices=("appellant:objection_acknowledged",)),
    T("drop", "撤回申诉", ("open",), "dropped", ("appellant", "system"), ("speaks_for_all",), ("take_back_objections",), notices=("bureau:appeal_dropped",)),
    T("nag", "催办", ("open",), SAME, ("system",), effects=("count_escalation",), notices=("bureau:overdue",)),
))
