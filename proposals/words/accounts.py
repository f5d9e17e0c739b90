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
    "login-taken": _l("登录名“%(login)s”已经有人使用。请换一个登录名。"),
}
