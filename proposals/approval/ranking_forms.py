"""What the pages of ranking ask for: what is tried out, the decision, a season's rule and limits, the signature under minutes."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, Regexp

from ..forms import KeyedForm, YuanField, paragraph
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


class MinutesForm(KeyedForm):
    """A judge's confirmation of minutes."""

    seal = HiddenField(validators=[Regexp(DIGEST, message=_l("表单已过期。请重新打开页面再填写。"))])
    read = BooleanField(_l("我已看过这份纪要，它与我参加的评审一致。"), validators=[InputRequired(_l("请先看过纪要并勾选确认。"))])
