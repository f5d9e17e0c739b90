"""What people fill in while ideas are collected. Steps of a draft may be left empty; sending asks for what is missing."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, MultipleFileField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Optional, Regexp

from .. import pictures
from ..forms import KeyedForm, MoveForm, clean_code, line, paragraph, yuan
from ..words.collection import PARTICIPATION, REASONS, SUBMITTERS
from ..words.resembling import VERDICTS
from .reasons import ASK, DECLINE, KEEP, REFER

PHONE = Regexp(r"^(1[3-9][0-9]{9}|0[0-9]{9,11})$", message=_l("电话应是 11 位手机号，或带区号的座机号。请检查后重新填写。"))
NEEDED = _l("这一项还没有填写。")
CHOOSE = _l("请选择一项。")
NUMBER = {"inputmode": "numeric", "autocomplete": "tel-national", "class": "medium"}


def telephone(label: Any, *, required: bool = True) -> StringField:
    """A mobile or landline number; full-width digits and blanks are forgiven."""
    return StringField(label, filters=[clean_code], validators=[InputRequired(NEEDED) if required else Optional(), PHONE], render_kw=NUMBER)


def options(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """What a choice field offers: value → words."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def coded(label: Any, codes: tuple[str, ...]) -> RadioField:
    """One of several coded reasons, never chosen beforehand."""
    return RadioField(label, choices=options({code: REASONS[code] for code in codes}), validators=[InputRequired(CHOOSE)])


class PhotosField(MultipleFileField):
    """Photographs; its ``data`` are pictures already cleaned, so that no time is lost inside the write transaction."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean each file or say what is wrong with it."""
        try:
            self.data = [pictures.clean(file.read(pictures.LARGEST_FILE + 1)) for file in valuelist if getattr(file, "filename", "")]
        except pictures.UnusablePicture as unusable:
            self.data = []
            raise ValueError(str(unusable)) from unusable


class BeginForm(KeyedForm):
    """Nothing but the wish to begin."""


class NameForm(KeyedForm):
    """Step 1: a title."""

    title = line(_l("给您的点子起个名字"), longest=30)


class ProblemForm(KeyedForm):
    """Step 2: the problem, and pictures of it."""

    problem = paragraph(_l("您想解决什么问题？"), longest=2000)
    photos = PhotosField(_l("照片"))


class HowForm(KeyedForm):
    """Step 3: what to do about it."""

    solution = paragraph(_l("您觉得可以怎么做？"), longest=2000)


class PlaceFields(FlaskForm):
    """Where, for whom, and what it may cost."""

    community_id = SelectField(_l("在哪个社区"), coerce=int, validators=[InputRequired(CHOOSE)])
    place = line(_l("具体地点"), longest=100, required=False)
    category_id = RadioField(_l("主要为谁"), coerce=int, validators=[Optional()])
    beneficiaries = line(_l("哪些人受益，大约多少人"), longest=200, required=False)
    cost_fen = yuan(_l("大约要花多少元"), required=False)
    participation = RadioField(_l("您愿意参加吗"), choices=options(PARTICIPATION), default="propose", validators=[InputRequired(CHOOSE)])

    def offer(self, *, communities: dict[str, list[tuple[int, str]]], categories: list[tuple[int, str]]) -> None:
        """Fill in what can be chosen; communities grouped by street."""
        known = [SelectChoice(str(value), label, optgroup=street) for street, found in communities.items() for value, label in found]
        self.community_id.choices = [SelectChoice("0", _("请选择")), *known]
        self.category_id.choices = options(dict(categories))

    def validate_community_id(self, field: Field) -> None:
        """The empty choice is none."""
        if not field.data:
            raise ValidationError(str(CHOOSE))


class WhereForm(PlaceFields, KeyedForm):
    """Step 4."""


class ContactFields(FlaskForm):
    """Whose idea it is, and what they agree to. Nothing is ticked beforehand."""

    name = line(_l("姓名"), longest=30)
    phone = telephone(_l("电话"))
    joint_names = line(_l("和您一起提的人"), longest=200, required=False)
    submitter = RadioField(_l("以什么身份提出"), choices=options(SUBMITTERS), default="resident", validators=[InputRequired(CHOOSE)])
    guardian_name = line(_l("监护人姓名"), longest=30, required=False)
    guardian_phone = telephone(_l("监护人电话"), required=False)
    show_name = BooleanField(_l("愿意公开我的姓名（不勾选就只显示姓）"))
    consent = BooleanField(_l("我已阅读并同意《个人信息保护说明》"), validators=[InputRequired(_l("请先阅读个人信息保护说明；同意后才能提交。"))])


class ContactForm(ContactFields, KeyedForm):
    """Step 5."""


class ResumeForm(FlaskForm):
    """Go on with a draft on another device."""

    receipt = StringField(_l("草稿号"), filters=[clean_code], validators=[InputRequired(NEEDED)],
                          render_kw={"class": "medium", "autocomplete": "off", "maxlength": "16"})
    code = StringField(_l("六位续写码"), filters=[clean_code], validators=[InputRequired(NEEDED), Regexp(r"^[0-9]{6}$", message=_l("续写码是六位数字。"))],
                       render_kw={"class": "short", "inputmode": "numeric", "autocomplete": "off"})


class SendForm(KeyedForm):
    """The check page: send it."""


class TrackForm(FlaskForm):
    """Find an idea by its code and the phone's last four digits."""

    code = StringField(_l("回执码或编号"), filters=[clean_code], validators=[InputRequired(NEEDED)],
                       render_kw={"class": "medium", "autocomplete": "off", "maxlength": "24"})
    tail = StringField(_l("电话后四位"), filters=[clean_code], validators=[InputRequired(NEEDED), Regexp(r"^[0-9]{4}$", message=_l("请填电话的最后四位数字。"))],
                       render_kw={"class": "short", "inputmode": "numeric", "autocomplete": "off"})


class AskForm(MoveForm):
    """Give back for completion."""

    reason = coded(_l("缺什么"), ASK)
    note = paragraph(_l("请写明要补充的内容，提案人会看到"), longest=1000)


class DeclineForm(MoveForm):
    """Not for this competition: a coded reason, words for the proposer, and the unit that answers when it is handed on."""

    reason = coded(_l("不予受理的理由"), REFER + KEEP + DECLINE)
    unit = line(_l("承办单位（转办、转协商、转热线时填写）"), longest=80, required=False)
    note = paragraph(_l("向提案人说明"), longest=1000)

    def validate_unit(self, field: Field) -> None:
        """Whoever is handed an idea has a name."""
        if self.reason.data in REFER and not field.data:
            raise ValidationError(_("转办要写明由哪个单位答复。"))


class AnswerForm(MoveForm):
    """Complete an idea that was given back: an answer, and the text as it should stand."""

    answer = paragraph(_l("您的答复"), longest=1000)
    title = line(_l("题目"), longest=30)
    problem = paragraph(_l("要解决的问题"), longest=2000)
    solution = paragraph(_l("建议的办法"), longest=2000)


class GuardianForm(KeyedForm):
    """A guardian's consent to a minor's idea."""

    guardian_name = line(_l("监护人姓名"), longest=30)
    guardian_phone = telephone(_l("监护人电话"))
    consent = BooleanField(_l("监护人已同意提交这个点子"), validators=[InputRequired(_l("没有监护人的同意不能登记。"))])


class VerdictForm(KeyedForm):
    """The same idea or a different one."""

    verdict = RadioField(_l("比对结果"), choices=options(VERDICTS), validators=[InputRequired(CHOOSE)])


class CompareForm(KeyedForm):
    """What ticked ideas are to one; the result is the button that was pressed."""

    verdict = StringField(validators=[InputRequired(CHOOSE), AnyOf(list(VERDICTS))])
    then = HiddenField()


class BulkForm(KeyedForm):
    """Ideas to accept together."""


class ReplyForm(KeyedForm):
    """What the handling unit answered."""

    reply = paragraph(_l("承办单位的答复"), longest=2000)
