"""The forms of a project's end."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField
from wtforms.validators import NumberRange, Optional

from ..forms import MoveForm, WholeField, YuanField, count, paragraph, refuse, yuan
from ..shell import money
from ..storage import db
from . import queries
from .rules import SUMMARY_LENGTH

LARGEST = 1_000_000


class ReportForm(MoveForm):
    """The implementer's final report."""

    summary = paragraph(_l("项目做成了什么"), longest=4000)
    finance = yuan(_l("按票据核算的支出合计（元）"))
    answers = count(_l("满意度调查收到多少份回答（人）"), largest=LARGEST)
    satisfied = count(_l("其中表示满意的（人）"), largest=LARGEST)

    def about(self, case_id: int) -> None:
        """What the project's vouchers come to, where it told its spending by vouchers."""
        found = queries.vouchers_told(db.session(), proposal_id=case_id)
        if found is not None:
            self.finance.description = _("已提交的票据合计 %(amount)s，要与它一分不差。", amount=money(sum(found.values())))
            self.finance.data = sum(found.values()) if self.finance.data is None else self.finance.data

    def validate_summary(self, field: Field) -> None:
        """A summary that a neighbour can understand has at least a sentence or two."""
        if len(field.data) < SUMMARY_LENGTH:
            refuse(field, _("请至少写 %(least)s 个字，让居民看得明白。", least=SUMMARY_LENGTH))

    def validate_satisfied(self, field: IntegerField) -> None:
        """Nobody is content who did not answer."""
        if field.data is not None and self.answers.data is not None and field.data > self.answers.data:
            refuse(field, _("满意的人数不能多于回答的人数。"))


class SettlementForm(MoveForm):
    """The accountant's own sum of the vouchers."""

    spent = yuan(_l("逐张核对票据后的支出合计（元）"))
    result = paragraph(_l("结算意见"), longest=1000)


class EvaluationForm(MoveForm):
    """The evaluator's points and opinion."""

    points = count(_l("评估得分（0–100）"), largest=100)
    result = paragraph(_l("评估意见"), longest=2000)


class AgreeForm(MoveForm):
    """Either assessment, for the generic page of a move; the room's own page asks for what its kind needs."""

    spent = YuanField(_l("逐张核对票据后的支出合计（元）"), validators=[Optional()])
    points = WholeField(_l("评估得分（0–100）"), validators=[Optional(), NumberRange(0, 100, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])
    result = paragraph(_l("意见"), longest=2000)
