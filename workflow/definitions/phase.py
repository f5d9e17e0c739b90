"""One phase of a season: a window in which certain moves are allowed. Windows may overlap."""

from __future__ import annotations

from ..definition import SAME, Deadline, State as S, Transition as T, Workflow, titled

PHASE = Workflow("phase", (("phase", titled("阶段")),), (
    S("planned", "未开始", "phase", "initial", deadline=Deadline(0, "open", "field:opens_us", (7, 1), ("bureau",))),
    S("open", "进行中", "phase", deadline=Deadline(0, "close", "field:closes_us", (7, 1), ("bureau",))),
    S("closed", "已结束", "phase", "end"),
), (
    T("open", "开始", ("planned",), "open", ("bureau", "system"), ("previous_phase_ready", "definitions_pinned")),
    T("extend", "延期", ("open",), SAME, ("bureau",), ("later_than_planned",), ("move_closing",), ("until",), note=True),
    T("close", "结束", ("open",), "closed", ("bureau", "system"), effects=("sweep_phase",)),
    T("reopen", "重新开放", ("closed",), "open", ("bureau",), ("later_than_planned", "not_too_often"), ("move_closing",),
      ("until",), note=True, distinct_from=("close",), exceptional=True),
))
