"""Refusals of the optimisation room, and the words for findings and budget heads."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "research-missing": _l("还没有调研记录，不能入选。请先填写调研记录：走访了多少户、了解到什么、能不能做。"),
    "research-says-no": _l("最近一次调研认为难以实施，不能入选。请重新调研，或者办理不入选。"),
    "research-undecided": _l("最近一次调研还没有得出能不能做的结论。请补充调研，得出结论后再办。"),
    "duty-not-checked": _l("还没有核对这件事是不是别的单位的职责、有没有别的资金。请在调研记录里勾选核对后再办。"),
    "not-in-research": _l("这个点子现在不在调研或优化中，不能填写调研记录。请刷新页面看看它走到了哪里。"),
    "plan-missing": _l("还没有方案，不能定稿。请先填写方案和预算。"),
    "plan-incomplete": _l("方案还缺概要、目标或预算。请补全后再定稿。"),
    "management-over-cap": _l("管理费不能超过预算的 %(percent)s%%，现在多出 %(over_fen)s 分。请调低管理费，或增加活动经费。"),
    "personnel-over-cap": _l("人员费不能超过预算的 %(percent)s%%，现在多出 %(over_fen)s 分。请调低人员费，或增加活动经费。"),
    "implementer-missing": _l("还没有确定由哪个组织承接。请在方案里选择承接组织，或者选“公开征集承接组织”。"),
    "not-to-be-researched": _l("%(number)s 不在等待调研或调研中，不能再安排调研。请取消勾选后再提交。"),
    "cannot-research": _l("这位工作人员不负责 %(number)s 所在的街道。请另选一位，或者分开安排。"),
    "proposer-not-asked": _l("第 %(version)s 版方案还没有请提案人看。请先请提案人看方案，或者记下提案人当面、电话里的意见。"),
    "proposer-still-reading": _l("提案人还在看方案，%(until)s 以前可以表示意见。提案人同意，或者过了这一天，就可以定稿。"),
    "remark-not-answered": _l("提案人对方案提了意见，还没有答复。请修改方案，或者写明答复后再请提案人看一次。"),
    "opinion-way-missing": _l("替提案人记录意见，要写明是电话里说的还是当面说的。"),
    "opinion-words-missing": _l("请写下具体的意见，或者提案人的原话。"),
    "not-in-planning": _l("这个点子现在不在优化或修改中，方案不能改。请刷新页面看看它走到了哪里。"),
    "plan-changed-meanwhile": _l("您打开页面之后，别人已经保存了第 %(version)s 版方案，您的这一次没有保存。请刷新页面，在新的一版上修改。"),
    "target-not-here": _l("没有在本届找到要并入的点子。请核对编号。"),
    "target-is-itself": _l("不能把点子并入它自己。请选择另一个点子。"),
    "target-not-open": _l("%(number)s 已经送审或结束，不能再并入。请选择一个还没有送审的点子。"),
    "target-went-on": _l("并入的点子已经送审或结束，合并不能再撤销。可以在下一届重新提出。"),
    "is-a-target": _l("已有 %(count)s 个点子并入了这个点子，它不能再并入别的。请反过来合并，或先撤销那些合并。"),
    "two-parts-needed": _l("拆分至少要有两个部分，每个部分都要有题目。请补充后再提交。"),
    "one-part-must-stay": _l("拆分后至少要有一个部分留下来做项目。全部转给别的单位的，请办理转办。"),
}

FEASIBILITY = {
    "undecided": _l("还没有结论"),
    "feasible": _l("可以做"),
    "unfeasible": _l("难以实施"),
}

HEADS = {
    "activity": _l("业务活动费"),
    "personnel": _l("人员费"),
    "management": _l("管理费"),
    "tax": _l("税费"),
}

VERDICTS = {
    "agree": _l("同意这个方案"),
    "comment": _l("有意见，想改一改"),
}

WAYS = {
    "visit": _l("上门走访"),
    "phone": _l("电话"),
    "desk": _l("查资料"),
}

OPINION_WAYS = {
    "self": _l("本人填写"),
    "phone": _l("电话里说的"),
    "visit": _l("当面说的"),
}
