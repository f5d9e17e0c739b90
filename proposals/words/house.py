"""Refusals that belong to no room: the engine's own, and those of every form."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "move-not-from-here": _l("现在的状态不能做“%(move)s”这一步。请刷新页面，看看事项走到了哪里。"),
    "move-not-yours": _l("“%(move)s”不由您办理。请由有此职责的同事登录后操作。"),
    "needs-second-person": _l("“%(move)s”须由另一个人办理：前一步是您本人做的。请交给同事复核。"),
    "someone-was-faster": _l("您打开页面之后，%(who)s已经把它推进了一步。请刷新后按新的情况决定。"),
    "someone-else-was-faster": _l("就在刚才，别人已经完成了同一件事，您的这一次没有保存。请刷新页面查看。"),
    "field-required": _l("“%(field)s”还没有填写。请补上后再提交。"),
    "reason-required": _l("这一步需要写明理由，当事人会看到。请填写理由后再提交。"),
    "state-unmapped": _l("新定义里没有“%(state)s”这个状态，还有 %(cases)s 件事项停在那里。请用 --map 写明它对应的新状态。"),
    "key-used-otherwise": _l("这张表单已经提交过另一份内容。请重新打开页面再填写。"),
}
