"""The assessment of a finished project: of two kinds, the settlement of its money and the evaluation of its work."""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

SETTLEMENT = Workflow("settlement", (("settlement", titled("结算与评估")),), (
    S("open", "进行中", "settlement", "initial",
      deadline=Deadline(30, "nag", "day", (7,), ("finance", "evaluator"))),
    S("agreed", "已完成", "settlement", "end"),
    S("void", "已作废", "settlement", "end"),
), (
    T("agree", "确认完成", ("open",), "agreed", ("finance", "evaluator"), ("figures_reconciled",), fields=("result",),
      notices=("staff_lead:assessment_agreed",)),
    T("void", "作废", ("open",), "void", ("system",)),
    T("nag", "催办", ("open",), SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
