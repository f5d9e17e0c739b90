"""One judge's review of one proposal. Scores stay sealed until the panel closes."""

from __future__ import annotations

from ..definition import Deadline, State as S, Transition as T, Workflow, titled

REVIEW = Workflow("review", (("review", titled("评审")),), (
    S("assigned", "已指派", "review", "initial", deadline=Deadline(3, "expire", remind=(1,), remind_roles=("panelist",))),
    S("scoring", "评分中", "review", deadline=Deadline(10, "expire", remind=(3, 1), remind_roles=("panelist",))),
    S("scored", "已评分", "review", "end"),
    S("recused", "已回避", "review", "end"),
    S("expired", "逾期未评", "review", "end"),
    S("void", "已作废", "review", "end"),
), (
    T("take", "接受评审", ("assigned",), "scoring", ("panelist", "staff"), ("declared_no_conflict", "read_by_two"), fields=("declaration",)),
    T("recuse", "回避", ("assigned", "scoring"), "recused", ("panelist", "panel_chair", "system"), effects=("call_reserve",), note=True,
      notices=("panel_chair:judge_recused",)),
    T("score", "提交评分", ("scoring",), "scored", ("panelist", "staff"), ("read_by_two", "all_criteria_scored"), ("seal_score",),
      ("scores",)),
    T("expire", "逾期未评", ("assigned", "scoring"), "expired", ("system",), effects=("call_reserve",),
      notices=("panel_chair:review_expired", "panelist:review_expired")),
    T("void", "作废", ("assigned", "scoring"), "void", ("system",)),
    T("unseal", "退回重评", ("scored",), "scoring", ("panel_chair",), ("parent_still_reviewing", "not_too_often"),
      ("unseal_score",), note=True, distinct_from=("score",), notices=("panelist:score_again",), exceptional=True),
))
