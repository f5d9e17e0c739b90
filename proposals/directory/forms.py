"""What the pages of organisations ask for."""
from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice

from .. import clock
from ..forms import KeyedForm, day, paragraph, refuse

RATINGS = (("0", _l("没有等级")), ("1", "1A"), ("2", "2A"), ("3", "3A"), ("4", "4A"), ("5", "5A"))


class RecordForm(KeyedForm):
    """What the register says of an organisation."""

    founded_on = day(_l("登记或备案日期"), required=False)
    rating = SelectField(_l("评估等级"), choices=[SelectChoice(value, label) for value, label in RATINGS])
    payee = SelectField(_l("收款单位"), coerce=int)

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        """Fill in who may receive its money."""
        self.payee.choices = [SelectChoice(0, _("自己收款")), *(SelectChoice(key, name) for key, name in bodies)]

    def validate_founded_on(self, field: Field) -> None:
        """Nobody was founded in days to come."""
        if isinstance(field.data, date) and field.data > clock.today(clock.now()):
            refuse(field, _("这个日期还没有到，请核对。"))


class DebarmentForm(KeyedForm):
    """Letting an organisation take on nothing new for a while."""

    until = day(_l("限制到哪一天"))
    reason = paragraph(_l("理由和依据"), longest=500)

    def validate_until(self, field: Field) -> None:
        """A debarment that is over would bar nobody."""
        if isinstance(field.data, date) and field.data <= clock.today(clock.now()):
            refuse(field, _("请选今天以后的日期。"))
