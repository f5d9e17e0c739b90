"""Forms about money. Amounts are typed in yuan and kept in fen."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import InputRequired

from ..forms import KeyedForm, MoveForm, count, line, paragraph, refuse, yuan


class RequestForm(MoveForm):
    """Asking for one payment."""

    evidence = paragraph(_l("这笔款凭什么到期（附收据号、活动情况）"), longest=1000)


class TrancheForm(KeyedForm):
    """Asking for a whole tranche: all its payments."""

    evidence = paragraph(_l("这一期凭什么到期（附收据号、活动情况）"), longest=1000)


class BatchForm(KeyedForm):
    """Many payments at once; the ticked ones come as ``ids``."""


class SourcesForm(KeyedForm):
    """How a season's cost is shared between its two sources, in percent."""

    foundation = count(_l("社区发展基金会出百分之几"), largest=99, smallest=1)
    treasury = count(_l("区财政出百分之几"), largest=99, smallest=1)

    def validate_treasury(self, field: Field) -> None:
        """Both together are the whole."""
        if field.data is not None and self.foundation.data is not None and field.data + self.foundation.data != 100:
            refuse(field, _("两个来源加起来要正好是一百。"))


class ReceiptForm(KeyedForm):
    """Money that reached a source's account."""

    fund = SelectField(_l("哪个来源"), validators=[InputRequired(_l("请选择资金来源。"))])
    amount = yuan(_l("到账金额（元）"))
    reference = line(_l("银行流水号或批文号"), longest=40)

    def validate_amount(self, field: Field) -> None:
        """Nothing is no receipt."""
        if not field.data:
            refuse(field, _("金额要大于零。"))


class ReckoningForm(KeyedForm):
    """What a project that ends early has spent."""

    spent = yuan(_l("核定支出（元，凭票据）"))


class RefundForm(KeyedForm):
    """Money that an implementer gave back."""

    reference = line(_l("退款的银行流水号"), longest=40)


class ReversalForm(KeyedForm):
    """Why an entry is taken back; the books keep the reason."""

    reason = paragraph(_l("为什么要冲正"), longest=200)
