"""What people fill in while ideas are improved."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ..collection.forms import options
from ..collection.reasons import DROP
from ..forms import KeyedForm, MoveForm, WholeField, YuanField, clean_line, count, day, line, paragraph
from ..words.collection import REASONS
from ..words.optimisation import FEASIBILITY, HEADS, OPINION_WAYS, VERDICTS, WAYS
from .rules import TOLD

CHOOSE = _l("请选择一项。")
LINES = 8
PARTS = 3


class ResearchForm(KeyedForm):
    """What a visit found; that something cannot be done needs an explanation."""

    way = RadioField(_l("怎么了解的"), choices=options(WAYS), default="visit", validators=[InputRequired(CHOOSE)])
    visited_on = day(_l("走访日期"))
    spot = line(_l("去了哪里"), longest=100, required=False)
    households_asked = count(_l("走访了多少户"), largest=9999)
    households_for = WholeField(_l("其中多少户需要"), validators=[Optional(), NumberRange(0, 9999, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])
    finding = paragraph(_l("了解到什么"), longest=3000)
    target_group = line(_l("主要帮到谁"), longest=200, required=False)
    venue = line(_l("可用的场地"), longest=100, required=False)
    candidate_id = SelectField(_l("可能的承接组织"), coerce=int, default=0)
    cost_fen = YuanField(_l("大致费用（元）"), validators=[Optional()])
    feasibility = RadioField(_l("能不能做"), choices=options(FEASIBILITY), validators=[InputRequired(CHOOSE)])
    explanation = paragraph(_l("说明（难以实施时必填）"), longest=1000, required=False)
    duty_checked = BooleanField(_l("已核对：不是其他单位的法定职责，也没有别的资金在做"))
    checked_with = line(_l("向哪些单位核对过"), longest=200, required=False)

    def offer(self, organisations: list[tuple[int, str]]) -> None:
        """Fill in who might carry it out."""
        self.candidate_id.choices = options({0: _("还没有"), **dict(organisations)})

    def validate_households_for(self, field: Field) -> None:
        """No more want it than were asked."""
        if field.data is not None and self.households_asked.data is not None and field.data > self.households_asked.data:
            raise ValidationError(_("需要的户数不能比走访的户数多。请核对两个数字。"))

    def validate_feasibility(self, field: Field) -> None:
        """Whoever says no says why; the proposer will read it."""
        if field.data == "unfeasible" and not self.explanation.data:
            raise ValidationError(_("难以实施的，请在“说明”里写明为什么。"))


class LineForm(FlaskForm):
    """One line of the budget; wholly empty lines are left out. It has no token of its own: the plan's form has."""

    class Meta:
        """Inside another form."""

        csrf = False

    head = SelectField(_l("科目"), choices=options({"": _l("请选择"), **HEADS}), validators=[Optional()])
    title = StringField(_l("内容"), filters=[clean_line], validators=[Length(max=80, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))])
    unit_price_fen = YuanField(_l("单价（元）"), validators=[Optional()])
    quantity = WholeField(_l("数量"), validators=[Optional(), NumberRange(1, 1_000_000, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])

    def begun(self) -> bool:
        """Whether anything was filled in."""
        return any(field.data for field in (self.head, self.title, self.unit_price_fen, self.quantity))

    def validate_title(self, field: Field) -> None:
        """A line that was begun is finished."""
        if self.begun() and not all((self.head.data, field.data, self.unit_price_fen.data, self.quantity.data)):
            raise ValidationError(_("这一行预算还没有填完：科目、内容、单价和数量都要填。"))


BY_CALL = -1
"""Chosen in place of an organisation: a call for implementers is to find one."""


class PlanForm(KeyedForm):
    """The plan and its budget; ``seen`` is the version its writer had before them."""

    summary = paragraph(_l("方案概要"), longest=500)
    objectives = paragraph(_l("要达到的目标"), longest=1000)
    risks = paragraph(_l("可能的困难和安全措施"), longest=1000, required=False)
    starts_on = day(_l("开始日期"))
    ends_on = day(_l("结束日期"))
    activities_planned = count(_l("计划开展活动（次）"), smallest=1, largest=9999)
    beneficiaries_planned = count(_l("计划受益（人次）"), smallest=1, largest=9_999_999)
    organisation_id = SelectField(_l("承接组织"), coerce=int)
    lines = FieldList(FormField(LineForm), min_entries=LINES, max_entries=40)
    seen = HiddenField()

    def offer(self, organisations: list[tuple[int, str]]) -> None:
        """Fill in who may carry it out."""
        self.organisation_id.choices = options({0: _("还没有确定"), BY_CALL: _("公开征集承接组织"), **dict(organisations)})

    def validate_ends_on(self, field: Field) -> None:
        """It ends after it starts."""
        if field.data and self.starts_on.data and field.data <= self.starts_on.data:
            raise ValidationError(_("结束日期要晚于开始日期。"))

    def budget(self) -> list[LineForm]:
        """The lines that were filled in."""
        return [entry.form for entry in self.lines if entry.form.begun()]


class ShortlistForm(MoveForm):
    """Why this one."""

    reason = paragraph(_l("入选理由"), longest=500)


class DropForm(MoveForm):
    """Why not this season."""

    reason = RadioField(_l("不入选的原因"), choices=options({code: REASONS[code] for code in DROP}), validators=[InputRequired(CHOOSE)])
    note = paragraph(_l("向提案人说明"), longest=1000)


class ResubmitForm(MoveForm):
    """What was changed."""

    changes = paragraph(_l("改了什么"), longest=1000)


class ShowingForm(MoveForm):
    """Lay the plan before its proposers; an answer to their remark, where they made one."""

    note = paragraph(_l("给提案人的说明（提案人提过意见的，写明怎么办）"), longest=1000, required=False)


class OpinionForm(MoveForm):
    """What a proposer says to the plan; staff who write it down also say how they were told."""

    verdict = RadioField(_l("您的意见"), choices=options(VERDICTS), validators=[InputRequired(CHOOSE)])
    way = RadioField(_l("替提案人记录的，写明怎么说的"), choices=options({way: OPINION_WAYS[way] for way in TOLD}), validators=[Optional()])
    note = paragraph(_l("具体的意见（有意见的必填）"), longest=1000, required=False)

    def validate_verdict(self, field: Field) -> None:
        """A remark says what."""
        if field.data == "comment" and not self.note.data:
            raise ValidationError(_("请在下面写下想怎么改。"))


class AssignForm(KeyedForm):
    """Who finds out about the ticked ideas, and by when."""

    to = SelectField(_l("请谁调研"), coerce=int, validators=[InputRequired(CHOOSE)])
    due_on = day(_l("最晚哪天完成"))


def people(known: list[tuple[int, str]]) -> list[SelectChoice]:
    """Who may be chosen, by name."""
    return options(dict(known))


class MergerForm(MoveForm):
    """Merge into the idea that was chosen, with a share of the credit."""

    into = HiddenField(validators=[InputRequired(CHOOSE)])
    share = count(_l("署名贡献（百分比）"), largest=100)
    kind = RadioField(_l("关系"), choices=options({"merge": _l("相近，合并完善"), "duplicate": _l("重复提出")}), default="merge", validators=[InputRequired(CHOOSE)])
    note = paragraph(_l("向提案人说明为什么合并"), longest=1000)


class MergeByNumberForm(MergerForm):
    """The same by number, for the page of every move; the workbench shows both texts."""

    into = line(_l("并入到哪个点子（填编号，如 2018-XT-0001）"), longest=24)


class SplitForm(MoveForm):
    """Two or three parts; a part with a unit is handed to it."""

    note = paragraph(_l("向提案人说明为什么拆分"), longest=1000)


def part_fields(number: int) -> dict[str, Any]:
    """The three fields of one part."""
    needed = number <= 2
    return {f"title_{number}": line(_l("第 %(number)s 部分的题目", number=number), longest=30, required=needed),
            f"solution_{number}": paragraph(_l("第 %(number)s 部分怎么做", number=number), longest=2000, required=False),
            f"unit_{number}": line(_l("第 %(number)s 部分转给哪个单位（留下做项目的不填）", number=number), longest=80, required=False)}


for _number in range(1, PARTS + 1):
    for _name, _field in part_fields(_number).items():
        setattr(SplitForm, _name, _field)
