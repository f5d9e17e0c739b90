"""What staff and proposers fill in about a referral."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from ...forms import KeyedForm, WholeField, clean_code, line, paragraph
from ...words.answers import RATINGS
from ...words.collection import REFERRALS
from ..forms import CHOOSE, options
from .handing import units

CASE_NUMBER = Regexp(r"^[A-Za-z0-9-]{4,40}$", message=_l("工单号是 4 到 40 位字母、数字和短横。请照 12345 的短信填写。"))


def workdays(label: object) -> IntegerField:
    """How many working days a unit has; empty: as the season says."""
    return WholeField(label, validators=[Optional(), NumberRange(1, 60, _l("请填写 1 到 60 之间的工作日数。"))], render_kw={"class": "short", "inputmode": "numeric"})


def case_number(label: object, *, required: bool) -> StringField:
    """The number a hotline case is known by."""
    return StringField(label, filters=[clean_code], validators=[InputRequired(_l("请填写工单号。")) if required else Optional(), CASE_NUMBER],
                       render_kw={"class": "medium", "autocomplete": "off", "maxlength": "40"})


class HandForm(KeyedForm):
    """Hand a part of an idea on."""

    kind = RadioField(_l("转到哪里"), choices=options(REFERRALS), default="transfer", validators=[InputRequired(CHOOSE)])
    matter = line(_l("转办事项"), longest=60)
    unit = line(_l("承办单位"), longest=200)
    urgent = BooleanField(_l("吹哨：情况紧急，请各单位 2 个工作日内答复"))
    days = workdays(_l("答复期限（工作日）"))
    case_number = case_number(_l("12345 工单号"), required=False)

    def validate_unit(self, field: Field) -> None:
        """Only a whistle calls several."""
        if not units(field.data or ""):
            raise ValidationError(_("请写明由哪个单位答复。"))
        if len(units(field.data)) > 1 and not self.urgent.data:
            raise ValidationError(_("一张转办单只写一个单位。需要几个单位一起处理的，请勾选“吹哨”。"))


class PlainForm(KeyedForm):
    """Nothing but the wish: taken by the unit, urged, reopened."""


class PassForm(KeyedForm):
    """Another unit answers."""

    unit = line(_l("改由哪个单位办理"), longest=80)


class CaseForm(KeyedForm):
    """The number of the 12345 line."""

    case_number = case_number(_l("12345 工单号"), required=True)


class ReplyForm(KeyedForm):
    """What the handling unit answered."""

    reply = paragraph(_l("承办单位的答复"), longest=2000)


class RateForm(KeyedForm):
    """Whether the answer satisfies; who is not signed in says which idea and the phone's last digits."""

    rating = RadioField(_l("您对这次答复满意吗"), choices=options(RATINGS), validators=[InputRequired(CHOOSE)])
    note = paragraph(_l("想说的话"), longest=500, required=False)


class TailForm(RateForm):
    """The same without an account: by the idea's code and the phone's last digits."""

    code = StringField(_l("回执码或编号"), filters=[clean_code], validators=[InputRequired(_l("这一项还没有填写。"))],
                       render_kw={"class": "medium", "autocomplete": "off", "maxlength": "24"})
    tail = StringField(_l("提交点子时留的电话后四位"), filters=[clean_code], validators=[
        InputRequired(_l("这一项还没有填写。")), Regexp(r"^[0-9]{4}$", message=_l("请填电话的最后四位数字。"))],
        render_kw={"class": "short", "inputmode": "numeric", "autocomplete": "off"})
