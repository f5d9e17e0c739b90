"""The forms around scoring: the rubric, a paper sheet, the drawing of lots."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional, Regexp

from .. import words
from ..forms import KeyedForm, WholeField, clean_line, clean_text, count, paragraph
from ..seasons.models import Criterion
from .forms import CRITERION, LEVELS, choices
from .rules.rubrics import HIGHEST, HUNDRED, LONGEST_RUBRIC, anchors_of

LONGEST_ANCHOR = 60


class LineForm(Form):
    """One line of a rubric; without a title it is no line."""

    criterion_id = HiddenField(validators=[Optional(), Regexp(r"^[0-9]{1,15}$", message=_l("表单已过期。请重新打开页面再填写。"))])
    title = StringField(_l("评分项"), filters=[clean_line], validators=[Length(max=60, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))])
    weight = WholeField(_l("分值"), render_kw={"class": "short"})
    anchors = TextAreaField(_l("从 1 到 5 各是什么样（一行一句，共五行）"), filters=[clean_text])

    def validate_weight(self, field: Field) -> None:
        """A line has a weight from 1 to 100."""
        if self.title.data and not field.process_errors and (field.data is None or not 1 <= field.data <= HUNDRED):
            raise ValidationError(_("请填写这一项的分值，1 到 100。"))

    def validate_anchors(self, field: Field) -> None:
        """Five lines, or none."""
        lines = self.said()
        if lines and len(lines) != HIGHEST:
            raise ValidationError(_("请写满五行，一行说明一个等级；也可以全部留空。现在有 %(have)s 行。", have=len(lines)))
        if any(len(line) > LONGEST_ANCHOR for line in lines):
            raise ValidationError(_("每一行最多写 %(max)s 个字。请缩短一些。", max=LONGEST_ANCHOR))

    def said(self) -> tuple[str, ...]:
        """The anchors, a line each."""
        return tuple(line for each in (self.anchors.data or "").splitlines() if (line := clean_line(each)))


class RubricForm(KeyedForm):
    """All lines of a rubric."""

    lines = FieldList(FormField(LineForm), _l("评分项"), max_entries=LONGEST_RUBRIC)
    blind = BooleanField(_l("盲评：评委看到的材料隐去提案人和实施单位的名称"))

    def validate_lines(self, field: Field) -> None:
        """There is at least one."""
        if not any(entry.form.title.data for entry in field):
            raise ValidationError(_("请至少写一个评分项。"))


def rubric_form(criteria: Sequence[Criterion], *, own: bool, blind: bool) -> RubricForm:
    """The form filled with these lines and two empty ones; of lines that are not the rubric's ``own``, a copy."""
    held: list[dict[str, Any]] = [{"criterion_id": str(one.id) if own else "", "title": one.title, "weight": one.weight,
                                   "anchors": "\n".join(anchors_of(one))} for one in criteria]
    empty: list[dict[str, Any]] = [{"criterion_id": "", "title": "", "weight": None, "anchors": ""}] * 2
    return RubricForm(data={"lines": (held + empty)[:LONGEST_RUBRIC], "blind": blind})


class SheetForm(KeyedForm):
    """What stands on a judge's paper sheet; ``sheet_form`` adds a field for each line of the rubric."""

    signed = BooleanField(_l("评分表由评委本人签名，并勾选了没有利害关系的声明。"), validators=[InputRequired(_l("没有签名或者没有声明的评分表不能录入。请退给评委补全。"))])
    comment = paragraph(_l("评语（照抄）"), longest=1000, required=False)

    def levels(self) -> dict[int, int]:
        """Criterion's number to level."""
        found = {name.removeprefix(CRITERION): field.data for name, field in self._fields.items() if name.startswith(CRITERION)}
        return {int(key): int(level) for key, level in found.items() if level in LEVELS}


def sheet_form(criteria: Sequence[Criterion]) -> type[SheetForm]:
    """The form of one rubric."""
    asked = InputRequired(_l("这一项还没有填。请照着评分表选 1 到 5。"))
    five = choices((level, level) for level in LEVELS)
    fields: dict[str, Any] = {f"{CRITERION}{one.id}": RadioField(words.term(one.title), choices=five, validators=[asked]) for one in criteria}
    return type("PaperSheetForm", (SheetForm,), fields)


class LotForm(KeyedForm):
    """Drawing the speaking order: how long each may talk, and be asked."""

    talk = count(_l("每个项目介绍几分钟"), smallest=1, largest=60)
    answer = count(_l("每个项目答问几分钟"), smallest=0, largest=60)
