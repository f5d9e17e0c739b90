"""Refusals of a residents' vote, and why a project is in or out by their ballots."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "vote-goes-on": _l("居民投票还没有结束，支持率要计入总分。请等投票结束后再作决定。"),
    "vote-begun": _l("投票已经开始，规则不能再改，也不能取消。请等投票结束。"),
    "vote-days-wrong": _l("投票要从明天或以后的某一天开始，结束日期不能早于开始日期。请改正日期。"),
    "vote-weight-too-late": _l("已经有评委提交了评分，投票不能再计入总分。可以把占比填成 0，只作参考。"),
    "vote-not-begun": _l("投票还没有开始，候选名单还可能变动，不能导入选票。请等投票开始以后再导入。"),
    "vote-over": _l("投票已经结束，不能再登记手机号。"),
    "too-many-phones": _l("一次最多登记 %(most)s 个手机号。请分几次登记。"),
    "voter-elsewhere": _l("尾号 %(tail)s 的手机号已在另一个社区登记，每个号码只能在一个社区投票。这一批都没有登记，请去掉它再提交。"),
    "voter-has-voted": _l("尾号 %(tail)s 的手机号已经投过票，不能再发投票码。这一批都没有登记，请去掉它再提交。"),
    "vote-not-open": _l("现在不是投票时间。请在投票页面查看起止日期。"),
    "vote-code-wrong": _l("手机号或投票码不对。请核对后再填；投票码由社区工作人员打电话或发短信告诉您。"),
    "vote-code-locked": _l("投票码连续填错五次，已经作废。请联系社区工作人员重新发一个。"),
    "voted-before": _l("这个手机号已经投过票了，选票已经计入。每个手机号只能投一次。"),
    "too-many-choices": _l("最多选 %(most)s 个项目。请去掉几个再提交。"),
    "not-a-candidate": _l("选票里有不属于您所在社区的项目。请重新打开选票再选。"),
    "votes-from-file": _l("这次投票的选票已由区民政局从别处统一导入，这里不再接受投票。"),
    "votes-cast-here": _l("已经有居民在这里投了票，不能再导入别处的选票，以免同一个人投两次。"),
    "ballots-in-already": _l("已经导入过一份选票。要换一份，请先撤回原来的那份。"),
    "file-not-approval": _l("文件里没有选票，或者不是“赞成票”（approval）。请换一份文件。"),
    "file-unknown-project": _l("文件里的项目 %(project)s 不在这次投票的候选名单里。项目编号要用 2018-XT-0001 的写法。整份文件都没有导入。"),
    "file-across-communities": _l("选票 %(voter)s 选了不同社区的项目。每张选票只能选一个社区的。整份文件都没有导入。"),
    "file-without-community": _l("选票 %(voter)s 一个项目也没选，又没有写社区（neighborhood 一栏），不知道算哪个社区的。整份文件都没有导入。"),
    "file-voter-twice": _l("文件里有 %(doubles)s 张选票的选民编号和别的选票相同，同一个人只能投一次。整份文件都没有导入。"),
    "file-too-many-choices": _l("选票 %(voter)s 选的项目超过 %(most)s 个。整份文件都没有导入。"),
    "file-gone-already": _l("这份选票已经撤回过了。"),
}

UNREADABLE = {
    "no-section": _l("文件里缺少 %(section)s 部分。"),
    "before-meta": _l("第 %(row)s 行在 META 之前，不知道是什么。"),
    "section-twice": _l("第 %(row)s 行：%(section)s 部分出现了两次。"),
    "no-column": _l("%(section)s 部分缺少 %(column)s 一栏。"),
    "not-a-table": _l("文件不能按分号分成列。"),
    "comes-twice": _l("第 %(row)s 行：编号 %(id)s 在 %(section)s 部分出现了两次。"),
    "no-projects": _l("PROJECTS 部分没有项目。"),
    "not-a-number": _l("%(where)s：“%(said)s”不是数字（金额须为 0 或以上）。"),
    "points-differ": _l("选票 %(voter)s 选了 %(named)s 个项目，却给了 %(given)s 个分数。"),
}
