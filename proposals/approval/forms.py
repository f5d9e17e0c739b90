"""What this room's pages ask for."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from .. import words
from ..forms import KeyedForm, MoveForm, clean_text, paragraph
from ..seasons.models import Criterion

CRITERION = "criterion_"
LEVELS = ("1", "2", "3", "4", "5")
SEATS = (("member", _l("评委")), ("chair", _l("组长")), ("reserve", _l("候补")))
SIDES = (("resident", _l("居民代表")), ("finance", _l("财务")), ("external", _l("外部专家")))
DECISIONS = (("pass_review", _l("评审通过")), ("waitlist", _l("列入候补")), ("return_review", _l("评审退回")), ("fail_review", _l("评审不通过")))


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Value and label as the form library wants them."""
    return [SelectChoice(str(value), label) for value, label in pairs]


class ScoreForm(MoveForm):
    """The score pane; ``score_form`` adds a field ``criterion_<number>`` for each line of the rubric."""

    turn = HiddenField(validators=[Regexp(r"^[0-9]{1,9}$", message=_l("表单已过期。请重新打开页面再填写。"))])
    comment = paragraph(_l("评语"), longest=1000, required=False)
    flagged = BooleanField(_l("待再看"))

    def levels(self) -> dict[int, int]:
        """What is chosen so far: criterion's number to level 1..5. A form that does not know its rubric takes what was sent for any criterion."""
        chosen: Mapping[str, Any] = {name: field.data for name, field in self._fields.items() if name.startswith(CRITERION)} or request.form
        found = {name.removeprefix(CRITERION): level for name, level in chosen.items() if name.startswith(CRITERION) and level in LEVELS}
        return {int(key): int(level) for key, level in found.items() if key.isdecimal()}


def score_form(criteria: Sequence[Criterion]) -> type[ScoreForm]:
    """The score pane of a season's rubric."""
    return _scored_by(tuple((one.id, one.title) for one in criteria))


@lru_cache(maxsize=64)
def _scored_by(lines: tuple[tuple[int, str], ...]) -> type[ScoreForm]:
    """One form for one rubric, made once: a judge opens it two hundred times. What its lines are called is asked anew for every reader."""
    asked = InputRequired(_l("这一项还没有打分。请选 1 到 5。"))
    five = choices((level, level) for level in LEVELS)
    fields: dict[str, Any] = {f"criterion_{key}": RadioField(LazyString(words.term, title), choices=five, validators=[asked]) for key, title in lines}
    return type("SeasonScoreForm", (ScoreForm,), fields)


class TakeForm(MoveForm):
    """Accepting to judge, with the declaration of having no interest."""

    declaration = BooleanField(_l("我声明：我与这个项目的提案人、实施单位没有亲属、雇佣、会员或其他利害关系。"),
                               validators=[InputRequired(_l("请先勾选声明；如有利害关系，请选择“回避”。"))])


class PlainScoreForm(MoveForm):
    """Scores as one line of figures, for the general page of the move."""

    scores = StringField(_l("各项打分，按评分标准的顺序，用空格隔开，例如 4 5 3 4 4"), filters=[clean_text],
                         validators=[InputRequired(_l("请按顺序填写每一项的 1 到 5。")),
                                     Regexp(r"^[1-5]( +[1-5])*$", message=_l("每一项只能是 1 到 5，用空格隔开。请改正。"))])
    comment = paragraph(_l("评语"), longest=1000, required=False)


class AppealForm(MoveForm):
    """Appealing against a decision."""

    grounds = paragraph(_l("申诉的事实和理由"), longest=2000)


class AgainstForm(MoveForm):
    """Passing a project or keeping it waiting; a reason is asked for once it turns out that the ranking says otherwise."""

    note = paragraph(_l("为什么与排名不同"), longest=1000, required=False)

    def __iter__(self) -> Iterator[Field]:
        """What its page shows: no reason before one is asked for, and none where something else stands in the way."""
        return (field for field in super().__iter__() if field.name != "note" or field.errors or field.data)


class MemberForm(KeyedForm):
    """Seating a judge."""

    judge = SelectField(_l("评委"), validators=[InputRequired(_l("请选择一位评委。"))])
    seat = SelectField(_l("席位"), choices=choices(SEATS))
    side = SelectField(_l("代表"), choices=choices(SIDES))


class BatchForm(KeyedForm):
    """One decision for many proposals, first as a trial."""

    cases = SelectMultipleField(_l("项目"), coerce=int, validate_choice=False, validators=[InputRequired(_l("请至少勾选一个项目。")), Length(max=200)])
    move = SelectField(_l("决定"), choices=choices(DECISIONS))
    note = paragraph(_l("理由"), longest=1000, required=False)
