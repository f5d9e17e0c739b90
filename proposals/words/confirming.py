"""Refusals about the second factor: the code from a phone by which somebody signs for a body."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "no-phone-waiting": _l("没有等待设置的手机。请先显示二维码，用手机扫描后再输入动态码。"),
    "no-second-factor": _l("您还没有设置动态码。请先到“我的账号”里的“动态码”页面设置，再来签署。"),
    "code-wrong": _l("动态码不对。请照手机上现在显示的 6 位数字重新输入，恢复码请照纸上的抄；连续输错 5 次，15 分钟内不能再试。"),
    "code-used": _l("这个动态码已经用过了，每个动态码、恢复码只能用一次。请等手机上换出下一个，或者换一个恢复码再输入。"),
    "code-locked": _l("动态码连续输错 5 次，暂时不能再试。请 %(minutes)s 分钟后再来。"),
    "code-needed": _l("要先输入手机上的动态码，5 分钟内有效。请打开协议页面，或者“我的账号”里的“动态码”页面，输入以后再办。"),
}
