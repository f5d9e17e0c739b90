"""What the pages of calls ask for."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ... import clock
from ...collection.forms import PhotosField
from ...forms import KeyedForm, MoveForm, YuanField, count, day, line, paragraph, refuse
from ...optimisation.models import BudgetLine
from .acts import SHORTEST

USUAL_DAYS = 14
RATINGS = (("0", _l("不限")), ("1", "1A"), ("2", "2A"), ("3", "3A"), ("4", "4A"), ("5", "5A"))


def choices(pairs: Sequence[tuple[str, object]]) -> list[SelectChoice]:
    """Value and label as the form library wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


class CallForm(KeyedForm):
    """Announcing a call."""

    closes_on = day(_l("截止日期"))
    least_years = count(_l("成立至少满几年"), largest=20)
    least_rating = SelectField(_l("评估等级至少"), choices=choices(RATINGS))
    conditions = paragraph(_l("其他条件"), longest=1000, required=False)

    def propose(self) -> None:
        """The usual terms, for a form that is opened."""
        self.closes_on.data = clock.today(clock.now()) + timedelta(days=USUAL_DAYS)
        self.least_years.data, self.least_rating.data = 1, "0"

    def validate_closes_on(self, field: Field) -> None:
        """Small organisations need time to read and count."""
        if isinstance(field.data, date) and field.data < clock.today(clock.now()) + timedelta(days=SHORTEST):
            refuse(field, _("征集至少要开放 %(days)s 天，请选更晚的日期。", days=SHORTEST))


class ExtendForm(MoveForm):
    """A later last day, and why."""

    closes_on = day(_l("新的截止日期"))
    note = paragraph(_l("理由"), longest=1000)


class OfferForm(KeyedForm):
    """An offer; ``offer_form`` adds a price for each line of the budget."""

    summary = paragraph(_l("实施方案概要"), longest=500)
    team = paragraph(_l("团队：谁负责、谁参加，有什么资质"), longest=500)
    proof = paragraph(_l("做过的类似项目，怎样可以核实"), longest=1000, required=False)

    def prices(self) -> dict[int, int]:
        """Fen by the line's position, as far as they were typed."""
        typed = {name.removeprefix("price_"): field.data for name, field in self._fields.items() if name.startswith("price_")}
        return {int(position): fen for position, fen in typed.items() if fen}


def offer_form(lines: Sequence[BudgetLine]) -> type[OfferForm]:
    """The offer for a plan with these budget lines."""
    asked = InputRequired(_l("这一项还没有报价。"))
    fields: dict[str, Any] = {f"price_{one.position}": YuanField(_("%(title)s：单价（元）", title=one.title), validators=[asked, _above_nothing])
                              for one in lines}
    return type("PlanOfferForm", (OfferForm,), fields)


def _above_nothing(_form: KeyedForm, field: Field) -> None:
    """A price is something."""
    if field.data is not None and field.data <= 0:
        refuse(field, _("单价要大于 0。"))


class PictureForm(KeyedForm):
    """A photograph that backs an offer."""

    title = line(_l("这是什么（例如登记证书）"), longest=60)
    photos = PhotosField(_l("照片"), validators=[InputRequired(_l("请选择一张照片。"))], render_kw={"accept": "image/jpeg,image/png,image/webp"})


class ChoiceForm(MoveForm):
    """Choosing among the offers, with the reason that will be published."""

    organisation = RadioField(_l("选定哪一个组织"), validators=[InputRequired(_l("请选一个组织。"))], validate_choice=False)
    note = paragraph(_l("选定的理由（会公开）"), longest=1000)
