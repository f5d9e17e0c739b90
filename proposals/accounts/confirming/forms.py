"""What the pages of the second factor ask for. A code is kept under no form key: it is used up where it is shown."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import Optional, Regexp

from ...forms import Needed, clean_code
from ..forms import NEEDED, secret

SIX = Regexp(r"^[0-9]{6}$", message=_l("动态码是 6 位数字。请照手机上现在显示的填写。"))
EITHER = Regexp(r"^([0-9]{6}|[A-Za-z2-7]{4}(-?[A-Za-z2-7]{4}){3})$", message=_l("动态码是 6 位数字，恢复码是四组字母和数字。请照原样填写。"))
LOOK = {"class": "short", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}


def code_field(*, required: bool) -> StringField:
    """The six digits on the phone; full-width digits and blanks are forgiven."""
    return StringField(_l("动态码（手机上现在显示的 6 位数字）"), filters=[clean_code], validators=[Needed(NEEDED) if required else Optional(), SIX], render_kw=LOOK)


def either_field(*, id: str) -> StringField:
    """The six digits, or a recovery code from paper; several stand on one page, each under an ``id`` of its own."""
    return StringField(_l("动态码，或者一个恢复码"), id=id, filters=[clean_code], validators=[Needed(NEEDED), EITHER],
                       render_kw={"class": "medium", "autocomplete": "one-time-code", "maxlength": "24"})


class BeginForm(FlaskForm):
    """A new phone is let in by the password; where another is in use, by a code besides (taken out while the session is confirmed)."""

    password = secret(_l("现在的密码"), autocomplete="current-password")
    code = either_field(id="begin-code")
    next = HiddenField()


class ShowForm(FlaskForm):
    """A code that confirms this session: from the phone, or from paper while the phone is not at hand."""

    code = either_field(id="show-code")
    next = HiddenField()


class CodesForm(FlaskForm):
    """Ten new recovery codes."""


class FinishForm(FlaskForm):
    """The new phone's first code."""

    code = code_field(required=True)
    next = HiddenField()
