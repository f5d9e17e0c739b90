"""Forms of the account pages. Those with a password are not kept under a form key: its record would hold a fast digest of the password."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from ..forms import KeyedForm, Needed, clean_code, line, paragraph
from ..words.accounts import REQUESTS

NEEDED = _l("这一项还没有填写。")


def secret(label: Any, *, autocomplete: str) -> PasswordField:
    """A password as it was typed: never cleaned, pasting allowed."""
    return PasswordField(label, validators=[Needed(NEEDED), Length(max=256, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))],
                         render_kw={"autocomplete": autocomplete, "class": "medium"})


class SignInForm(FlaskForm):
    """Name or phone, and the password."""

    name = StringField(_l("手机号或登录名"), filters=[clean_code], validators=[Needed(NEEDED), Length(max=40, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))],
                       render_kw={"autocomplete": "username", "class": "medium"})
    password = secret(_l("密码"), autocomplete="current-password")
    next = HiddenField()


class RegistrationForm(FlaskForm):
    """A resident's account; the consent is never ticked beforehand."""

    name = line(_l("姓名"), longest=30)
    phone = StringField(_l("手机号"), filters=[clean_code], validators=[Needed(NEEDED), Regexp(r"^1[3-9][0-9]{9}$", message=_l("手机号应是 11 位数字。请检查后重新填写。"))],
                        render_kw={"inputmode": "numeric", "autocomplete": "tel-national", "class": "medium"})
    password = secret(_l("密码"), autocomplete="new-password")
    consent = BooleanField(_l("我已阅读并同意《个人信息保护说明》"), validators=[InputRequired(_l("请先阅读个人信息保护说明；同意后才能为您开通账号。"))])
    next = HiddenField()


class ChangePasswordForm(FlaskForm):
    """The present password and a new one."""

    old = secret(_l("现在的密码"), autocomplete="current-password")
    new = secret(_l("新密码"), autocomplete="new-password")


class ConfirmForm(KeyedForm):
    """Nothing but the wish itself: sign out, end sessions, mark as read."""


class ReadForm(KeyedForm):
    """Mark everything up to the newest message that was shown."""

    up_to = HiddenField(validators=[Regexp(r"^[0-9]{1,17}$", message=_l("表单已过期。请重新打开页面再填写。"))])


class DataRequestForm(KeyedForm):
    """What a person asks about their own data; never chosen beforehand."""

    kind = RadioField(_l("您想要"), choices=[SelectChoice(kind, REQUESTS[kind]) for kind in ("correct", "erase")], validators=[InputRequired(_l("请选择一项。"))])
    words = paragraph(_l("说明（更正的，写明哪一项不对、应该是什么）"), longest=1000, required=False)


class DecideRequestForm(KeyedForm):
    """What the bureau does about a request: carry it out, or say why not; a correction writes name and phone anew."""

    outcome = RadioField(_l("怎么办理"), choices=[SelectChoice("done", _l("照办")), SelectChoice("refused", _l("不同意"))],
                         validators=[InputRequired(_l("请选择一项。"))])
    name = line(_l("更正后的姓名"), longest=60, required=False)
    phone = StringField(_l("更正后的手机号（不改的不填）"), filters=[clean_code], validators=[Optional(), Regexp(r"^1[3-9][0-9]{9}$", message=_l("手机号应是 11 位数字。请检查后重新填写。"))])
    answer = paragraph(_l("给本人的答复（不同意的必填）"), longest=1000, required=False)
