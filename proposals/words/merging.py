"""Refusals of the merge workbench, and the words for how ideas hang together."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "source-not-merged": _l("%(number)s 不能合并，所以这一次一个也没有合并。原因："),
    "source-moved-on": _l("您打开页面之后，%(number)s 已经有人办理过，现在是“%(state)s”。请刷新页面，看过之后再决定。"),
    "merge-needs-another": _l("合并至少要有两个点子。请再放一个点子到合并台上。"),
    "new-package-needs-chosen": _l("合并成一个新方案时，至少要有一个点子已经入选优化。请先办理入选，或者并入其中一个点子。"),
    "new-package-needs-title": _l("合并成一个新方案，要给它起个题目。请填写新方案的题目。"),
    "shares-not-hundred": _l("署名贡献加起来是 %(sum)s%%，要正好是 100%%。请修改，或者留空让程序平均分。"),
    "shares-over-hundred": _l("署名贡献只剩 %(left)s%% 可以分。请调低，或者在合并台上重新分配。"),
    "wording-changed-meanwhile": _l("您打开页面之后，别人已经保存了第 %(version)s 版合并文本，您的这一次没有保存。请刷新页面，在新的一版上修改。"),
    "wording-needs-text": _l("合并后的文本要写明问题和办法，每一项至少留一段。请补充后再提交。"),
    "wording-of-others": _l("文本里有一段注明来自没有并入的点子。请刷新页面后重新填写。"),
    "not-in-merging": _l("这个点子已经送审或结束，合并文本不能再改。请刷新页面看看它走到了哪里。"),
    "others-are-in-it": _l("这个方案由几位居民的点子合并而成，不能由一个人撤回。请联系工作人员先把您的点子分出来，再撤回您自己的点子。"),
}

RELATIONS = {
    "merge": _l("合并"),
    "duplicate": _l("重复提出"),
    "split": _l("拆分"),
    "carried": _l("转入下一届"),
}
