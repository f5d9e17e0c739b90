"""What the pages of ranking ask for: what is tried out, the decision, a season's rule and limits, the signature under minutes."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from ..forms import KeyedForm, WholeField, YuanField, clean_line, paragraph
from ..words.ranking import METHODS, WAYS

DIGEST = r"^[0-9a-f]{64}$"


class TrialForm(FlaskForm):
    """What a chair tries out: it is looked at, nothing is done, so that it needs no token and can be shared as an address."""

    class Meta:
        """Sent by GET."""

        csrf = False

    method = SelectField(_l("计分办法"), choices=[SelectChoice(each, label) for each, label in METHODS.items()])
    way = SelectField(_l("取舍办法"), choices=[SelectChoice(each, label) for each, label in WAYS.items()])
    budget = YuanField(_l("资金（元），空着就是实际可用的"), validators=[Optional()], render_kw={"class": "short", "inputmode": "decimal"})


class DecisionForm(KeyedForm):
    """Deciding by the ranking that stands on the screen."""

    seen = HiddenField(validators=[Regexp(DIGEST, message=_l("表单已过期。请重新打开页面再填写。"))])
    note = paragraph(_l("低于通过线的，不通过的理由"), longest=1000, required=False)


class RuleForm(KeyedForm):
    """How a season ranks and what it may choose; ``rule_form`` adds the fields of its streets and groups of people."""

    method = SelectField(_l("计分办法"), choices=[SelectChoice(each, label) for each, label in METHODS.items()])
    seed = StringField(_l("抽签种子"), filters=[clean_line], validators=[InputRequired(_l("请填写抽签种子，例如公开摇号的号码。")), Length(max=64)],
                       render_kw={"class": "medium"})
    total = YuanField(_l("全部项目合计最多（元）"), validators=[Optional()], render_kw={"class": "medium", "inputmode": "decimal"})
    reason = paragraph(_l("为什么改名额或限额"), longest=500, required=False)

    def order(self) -> list[str]:
        """What decides among equals, in the order chosen; each once."""
        return list(dict.fromkeys(field.data for name, field in self._fields.items() if name.startswith("tie_") and field.data))


TIES_ASKED = 4


def rule_form(keys: Sequence[tuple[str, str]], *, places: Sequence[str]) -> type[RuleForm]:
    """The form of a season: ``keys`` are what may decide among equals, with their titles; ``places`` the names of those that may be limited
    ("street_3", "category_7")."""
    choices = [SelectChoice("", _l("不用"))] + [SelectChoice(key, title) for key, title in keys]
    numbers = range(1, TIES_ASKED + 1)
    fields: dict[str, Any] = {f"tie_{number}": SelectField(_l("同分时第 %(number)s 步比什么", number=number), choices=choices) for number in numbers}
    for name in places:
        fields[f"{name}_places"] = WholeField(_l("名额"), validators=[Optional(), NumberRange(0, 10_000, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))],
                                              render_kw={"class": "short"})
        fields[f"{name}_fen"] = YuanField(_l("限额（元）"), validators=[Optional()], render_kw={"class": "short", "inputmode": "decimal"})
    return type("SeasonRuleForm", (RuleForm,), fields)


class MinutesForm(KeyedForm):
    """A judge's confirmation of minutes."""

    seal = HiddenField(validators=[Regexp(DIGEST, message=_l("表单已过期。请重新打开页面再填写。"))])
    read = BooleanField(_l("我已看过这份纪要，它与我参加的评审一致。"), validators=[InputRequired(_l("请先看过纪要并勾选确认。"))])
