"""Refusals about accounts, passwords and sessions."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "sign-in-wrong": _l("登录名或密码不对。请检查后再试；连续输错 5 次，账号会锁定 15 分钟。"),
    "sign-in-locked": _l("密码连续输错 5 次，为保护您的账号，暂时不能登录。请 %(minutes)s 分钟后再试，或请管理员重置密码。"),
    "password-expired": _l("这个初始密码已经超过 7 天没有使用，失效了。请联系给您开通账号的工作人员重新发放。"),
    "password-wrong": _l("现在的密码不对，没有修改。请重新输入现在使用的密码。"),
    "password-same": _l("新密码和现在的密码一样，没有修改。请换一个新的密码。"),
    "password-length": _l("密码要有 %(shortest)s 到 %(longest)s 个字符。请改一个长一些、自己记得住的，比如几个不相干的词连起来。"),
    "password-common": _l("这个密码太常见，容易被别人猜中。请换一个，比如几个不相干的词连起来。"),
    "password-context": _l("这个密码主要由您的姓名、手机号或本网站的名字组成，容易被猜中。请换一个。"),
    "phone-known": _l("这个手机号已经有账号了。请直接登录；如果是工作人员帮您登记的，请到社区服务台核对身份，开通登录。"),
    "asked-already": _l("同样的申请您已经提过，还在办理中。请等待答复，或者先撤回那一份。"),
    "say-what-is-wrong": _l("请写明哪一项不对、应该是什么。"),
    "say-why-not": _l("不同意申请要写明理由。请填写后再提交。"),
    "not-your-request": _l("这不是您提出的申请，不能撤回。"),
    "request-closed": _l("这份申请已经办完或撤回了。请刷新页面查看。"),
    "second-person-for-requests": _l("自己提出的申请要由另一位工作人员办理。"),
    "not-asked-to-erase": _l("本人没有申请注销，不能注销。"),
    "holds-a-post": _l("这个人还担任着工作岗位，不能注销。请先办理卸任。"),
    "phone-taken": _l("这个电话号码已经登记在另一个人名下。请核对后再填。"),
    "login-taken": _l("登录名“%(login)s”已经有人使用。请换一个登录名。"),
}

REQUESTS = {
    "copy": _l("要一份我的资料"),
    "correct": _l("更正我的资料"),
    "erase": _l("注销，忘掉我"),
}

OUTCOMES = {
    "done": _l("已办理"),
    "refused": _l("没有同意"),
    "taken_back": _l("已撤回"),
}
