"""A supervision visit to a running project, and the faults it found until they are put right."""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

VISIT = Workflow("visit", (("visit", titled("走访督导")),), (
    S("planned", "已排期", "visit", "initial", deadline=Deadline(30, "nag", remind=(5,), remind_roles=("monitor",))),
    S("found", "有整改事项", "visit", deadline=Deadline(15, "nag", remind=(5,), remind_roles=("org", "monitor"))),
    S("done", "已完成", "visit", "end"),
    S("cancelled", "已取消", "visit", "end"),
), (
    T("record", "记录走访", ("planned",), "done", ("monitor",), ("no_findings",), fields=("report",)),
    T("record_findings", "记录整改事项", ("planned",), "found", ("monitor",), fields=("report", "findings"),
      notices=("org:rectify",)),
    T("rectify", "确认整改完成", ("found",), "done", ("monitor",), fields=("evidence",), notices=("org:rectified",)),
    T("cancel", "取消走访", ("planned",), "cancelled", ("monitor", "system")),
    T("nag", "催办", ("planned", "found"), SAME, ("system",), effects=("count_escalation",), notices=("staff_lead:overdue",)),
))
