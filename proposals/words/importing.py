"""Words for lists of ideas that are brought in: refusals, what is told about a line, columns, standings, and the one letter to each."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "import-post-needed": _l("批量导入由社区服务台、街道、支持机构或民政局的工作人员办理。请把名单交给他们。"),
    "import-not-yours": _l("这份名单是别人上传的，您不能替他导入。请他本人确认，或者自己重新上传。"),
    "import-not-open": _l("这份名单已经处理过了，没有重复导入。请刷新页面查看结果。"),
    "import-has-errors": _l("这份名单有 %(count)s 行有错误，一行也没有导入。请按行号改好文件，再重新上传。"),
    "import-columns-missing": _l("还没有选定这些列：%(columns)s。缺了它们不能导入，请先选好每一列的意思。"),
    "import-column-unknown": _l("不能把“%(heading)s”列当作 %(role)s：文件里没有这一列，或者没有这种意思。可以选的意思：%(roles)s。"),
    "import-row-refused": _l("第 %(line)s 行不能登记，整份名单一行也没有导入。原因如下。"),
    "import-undo-not-yours": _l("撤销整份导入由导入人本人，或者街道负责人、支持机构负责人办理。请联系他们。"),
    "import-not-done": _l("这份名单没有可以撤销的内容：还没有导入，或者已经撤销。请刷新页面查看。"),
    "import-touched": _l("这份名单里有 %(count)s 个点子已经有人办理，不能整份撤销：%(names)s。请逐个处理，或先与办理人商量。"),
    "touched-since": _l("这个点子导入以后已经有人办理，不能再随整份名单撤销。请单独处理。"),
}

COLUMNS = {
    "title": _l("题目"), "problem": _l("要解决的问题（正文）"), "solution": _l("建议的办法"), "community": _l("社区"), "street": _l("街道"), "place": _l("具体地点"),
    "beneficiaries": _l("受益的人"), "name": _l("提案人姓名"), "phone": _l("电话"), "submitter": _l("提案人身份"), "channel": _l("来源渠道"), "given": _l("提出日期"),
    "category": _l("主要为谁"), "external": _l("原来的编号（工单号）"), "show": _l("是否公开姓名"), "guardian": _l("监护人姓名"), "guardian_phone": _l("监护人电话"),
}
"""What a column may mean, in the order in which it is asked."""

LINES = {
    "title-too-short": _l("没有题目，或者题目不到 2 个字。"),
    "problem-too-short": _l("没有写要解决的问题，或者不到 5 个字。"),
    "solution-too-short": _l("没有写建议的办法，或者不到 2 个字。"),
    "text-too-long": _l("“%(role)s”有 %(length)s 个字，超过 %(most)s 字。请分成几个点子。"),
    "line-too-long": _l("“%(role)s”超过 %(most)s 个字。请缩短。"),
    "name-missing": _l("没有写提案人姓名。"),
    "phone-unread": _l("“%(role)s”里的“%(typed)s”不是 11 位手机号，也不是带区号的座机号。"),
    "date-unread": _l("“%(typed)s”不是日期。请按 2018-03-05 的样子填写。"),
    "date-to-come": _l("提出日期 %(typed)s 还没有到。请核对。"),
    "street-unknown": _l("本区没有叫“%(typed)s”的街道。"),
    "street-not-yours": _l("%(place)s不在您负责的街道，您不能登记。"),
    "community-unknown": _l("没有找到叫“%(typed)s”的社区，或者它不在这一行写的街道。"),
    "community-unclear": _l("有几个街道都有叫“%(typed)s”的社区。请在表里加上街道。"),
    "community-missing": _l("没有写社区。"),
    "number-twice": _l("编号 %(external)s 与第 %(other)s 行相同，内容却不一样。"),
    "number-of-another": _l("编号 %(external)s 以前已经导入（第 %(other)s 号名单第 %(line_there)s 行），是另一个人的点子。如果这一列只是顺序号，请不要选作“原来的编号”。"),
    "too-many-of-one": _l("%(name)s这一届的点子超过 %(most)s 个，每人每届最多 %(most)s 个。"),
    "came-too-late": _l("征集已于 %(last)s 结束；现在只收在那之前写的、由服务台、活动或电话收来的点子，要写明提出日期和来源渠道。"),
    "title-from-text": _l("表里没有题目这一列，用正文的第一句作题目。"),
    "title-shortened": _l("题目超过 %(most)s 个字，缩短了；完整的题目放在正文最前面。"),
    "phone-missing": _l("没有电话：提案人收不到通知，也不能自己查询进度。"),
    "channel-unknown": _l("不认识来源渠道“%(typed)s”，按“批量登记”记，原话保留。"),
    "submitter-unknown": _l("不认识提案人身份“%(typed)s”，按“居民个人”记。"),
    "category-unknown": _l("不认识类别“%(typed)s”，先不填，受理时再选。"),
    "street-only": _l("没有写社区，只记到街道。"),
    "row-repeated": _l("与第 %(other)s 行完全一样，只登记一次。"),
    "row-changed": _l("这个编号以前已经导入（第 %(other)s 号名单第 %(line_there)s 行），内容有改动；没有再登记，也没有改动原来的点子。"),
    "rules-say-no": _l("按规则不能登记：%(sentence)s"),
}
"""What is told about one line: errors first, then remarks."""

STANDINGS = {
    "shown": _l("等您确认"), "waiting": _l("排队等候"), "working": _l("正在导入"), "done": _l("已导入"), "failed": _l("没有导入"), "undoing": _l("正在撤销"),
    "undone": _l("已撤销"),
}

NOTICES = {
    "ideas_entered": _l("您的 %(count)s 个点子已由工作人员登记，回执码 %(number)s。受理以后会告诉您。"),
    "ideas_arrived": _l("有 %(count)s 个点子整批登记进来（第 %(number)s 号名单，“%(title)s”），请按期受理。"),
    "import_done": _l("第 %(number)s 号名单“%(title)s”已导入：新登记 %(count)s 个点子，%(known)s 个以前已经登记，%(repeated)s 行重复。"),
    "import_failed": _l("第 %(number)s 号名单“%(title)s”没有导入，一个点子也没有登记。请打开“批量导入”查看原因。"),
    "ideas_taken_back": _l("先前替您登记的 %(count)s 个点子是登记错误，已经撤销：%(title)s。不是您提的，就不用理会；是您提的，工作人员会重新登记。"),
}
"""One letter for each person, whatever the list holds."""
