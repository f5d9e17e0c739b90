"""Refusals around public notices: objections, tips, and who moves up."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "notice-over": _l("这份公示已经期满，或者公示的事项已有新的结果，不能再提出异议。仍有问题的，请向区民政局反映。"),
    "objected-before": _l("您对这份公示已经提出过异议（%(number)s），还在办理。有新的事实，请补充在原来的异议里。"),
    "too-many-files": _l("一份异议最多附 %(most)s 个文件。请只留最能说明问题的，再提交。"),
    "objection-not-yours": _l("这份异议不是您提出的。请从“我的异议”里打开自己的异议。"),
    "objection-closed": _l("这份异议已经答复或者撤回，不能再改。请查看它的结果。"),
    "answer-not-yours": _l("异议由区民政局答复。请转交区民政局的同事办理。"),
    "objection-by-ruling": _l("这份异议随项目的复核一起裁定，裁定就是答复。请在复核页面上裁定。"),
    "nothing-to-acknowledge": _l("没有还没告知的异议，不需要再告知一次。请直接核实、裁定。"),
    "others-object-too": _l("还有 %(others)s 位异议人在等同一个裁定，不能代他们撤回。请只撤回自己的异议。"),
    "tips-enough": _l("对这份公示的线索已经收到很多，还没有看完。请过几天再来，或者实名提出异议。"),
    "tip-seen": _l("这条线索已经有人看过并写了结果。请刷新页面查看。"),
    "office-not-yours": _l("这个街道的公示联系方式不由您填写。请联系该街道的负责人。"),
}
