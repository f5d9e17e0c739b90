"""Refusals around scoring: rubrics, sheets on paper, the order by lot."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "rubric-frozen": _l("已经有评委按这份评分标准提交了评分，标准不能再改，否则先评和后评的分数不能比较。请从下一届起修改。"),
    "rubric-not-yours": _l("这份评分标准不由您制定：全届的由区民政局定，街道的由街道负责人定。请联系他们修改。"),
    "rubric-changed": _l("评分标准刚刚改过，您的页面还是原来的。评语已经保留，请按新的标准重新打分。"),
    "weights-not-hundred": _l("各项分值加起来是 %(total)s 分，应当正好 100 分。请调整后再保存。"),
    "paper-not-read-twice": _l("这份评分由评委本人提交；纸质评分表须由两名工作人员先后录入，两次一致才生效。请从“录入评分表”页面办理。"),
    "paper-not-open": _l("这份评审已经有了结果，不能再录入评分表。请核对评分表上的编号和评委。"),
    "paper-own-sheet": _l("这是您自己的评分表，不能由您录入。请交给另外两位工作人员，或者在“我的评审”里自己提交。"),
    "paper-entered-twice": _l("这张评分表已经由另外两位工作人员录入过，两次还不一致。请由他们对照原表更正。"),
    "nothing-to-draw": _l("没有等待抽签的项目：在评的都已经有了次序。"),
}
