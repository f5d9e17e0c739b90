"""What the pages of panels and of the pool ask for."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from ...forms import KeyedForm, clean_code, clean_line, count, line, paragraph
from ..forms import SEATS, SIDES, choices
from .lots import Wanted
from .pool import About, Line

MOST_DRAWN = 15
PICK = _l("请选择一项。")
WHOLE = Regexp(r"^[0-9]{1,18}$", message=PICK)
"""For a choice that is gone once it was taken: the act says what is wrong with it, and a double click gets its first answer."""


def _chosen(value: str | None) -> int | None:
    return int(value) if value else None


class DrawForm(KeyedForm):
    """A draw: how many of each side, by which seed, before whom."""

    members_resident = count(_l("评委人数"), largest=MOST_DRAWN)
    reserves_resident = count(_l("候补人数"), largest=MOST_DRAWN)
    members_finance = count(_l("评委人数"), largest=MOST_DRAWN)
    reserves_finance = count(_l("候补人数"), largest=MOST_DRAWN)
    members_external = count(_l("评委人数"), largest=MOST_DRAWN)
    reserves_external = count(_l("候补人数"), largest=MOST_DRAWN)
    seed = StringField(_l("抽签种子"), filters=[clean_code], render_kw={"class": "medium"},
                       validators=[InputRequired(_l("请填写抽签种子。")), Length(max=64, message=_l("抽签种子最多 64 个字符。请缩短一些。")),
                                   Regexp(r"^[0-9A-Za-z.+-]+$", message=_l("抽签种子只能用数字、英文字母和 . + - 。请改正。"))])
    witnesses = line(_l("在场监督的人"), longest=200, required=False)
    replace = BooleanField(_l("作废以前抽签的结果，重新抽"))
    reason = paragraph(_l("重新抽签的理由"), longest=500, required=False)

    def wanted(self) -> dict[str, Wanted]:
        """Judges and reserves of each side."""
        return {side: Wanted(self[f"members_{side}"].data, self[f"reserves_{side}"].data) for side, _label in SIDES}


class SeatForm(KeyedForm):
    """Another seat for a judge."""

    seat = SelectField(_l("席位"), choices=choices(SEATS))
    side = SelectField(_l("代表"), choices=choices(SIDES))
    reason = line(_l("说明"), longest=200, required=False)


class ReasonedForm(KeyedForm):
    """An act that needs a reason."""

    reason = paragraph(_l("理由"), longest=500)


class StreetForm(KeyedForm):
    """A street to join."""

    street = SelectField(_l("加入的街道"), validators=[InputRequired(PICK)])


class SendForm(KeyedForm):
    """The proposals to send to a panel."""

    cases = SelectMultipleField(_l("项目"), coerce=int, validate_choice=False, validators=[InputRequired(_l("请至少勾选一个项目。")), Length(max=200)])


class HandForm(KeyedForm):
    """Handing a review to another judge."""

    judge = SelectField(_l("改由谁评"), validate_choice=False, validators=[InputRequired(_l("请选择一位评委。")), WHOLE])
    reason = paragraph(_l("理由"), longest=500)


class AnchorForm(KeyedForm):
    """A proposal that another panel reads as well."""

    proposal = SelectField(_l("项目"), validate_choice=False, validators=[InputRequired(PICK), WHOLE])
    panel = SelectField(_l("请哪个评审组也评"), validators=[InputRequired(PICK)])


class AboutForm(KeyedForm):
    """What the pool knows of an expert."""

    side = SelectField(_l("代表"), choices=choices(SIDES))
    field = line(_l("专业领域"), longest=60)
    employer = line(_l("工作单位"), longest=80, required=False)
    organisation = SelectField(_l("工作单位是登记的组织时，请选它"), validators=[Optional()])

    def about(self) -> About:
        """As the act takes it."""
        return About(self.side.data, self.field.data, self.employer.data or "", _chosen(self.organisation.data))


class ExpertForm(AboutForm):
    """Somebody for the pool."""

    person = SelectField(_l("专家"), validate_choice=False, validators=[InputRequired(_l("请选择一位专家。")), WHOLE])


class ChangedExpertForm(AboutForm):
    """An expert as they are in the pool."""

    paused = BooleanField(_l("暂停抽签（生病、外出等）"))


class AvoidForm(KeyedForm):
    """A line for an avoid-list: one of the three."""

    organisation = SelectField(_l("组织"), validators=[Optional()])
    street = SelectField(_l("街道"), validators=[Optional()])
    name = StringField(_l("或者：亲友的姓名"), filters=[clean_line], validators=[Length(max=60, message=_l("姓名最多 60 个字。请缩短一些。"))], render_kw={"class": "medium"})
    reason = line(_l("什么关系"), longest=200)

    def line(self) -> Line:
        """As the act takes it."""
        return Line(_chosen(self.organisation.data), _chosen(self.street.data), self.name.data or "")
