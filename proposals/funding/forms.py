"""Forms about money. Amounts are typed in yuan and kept in fen."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

from ..forms import KeyedForm, MoveForm, line, paragraph, yuan


class RequestForm(MoveForm):
    """Asking for one payment."""

    evidence = paragraph(_l("这笔款凭什么到期（附收据号、活动情况）"), longest=1000)


class TrancheForm(KeyedForm):
    """Asking for a whole tranche: all its payments."""

    evidence = paragraph(_l("这一期凭什么到期（附收据号、活动情况）"), longest=1000)


class BatchForm(KeyedForm):
    """Many payments at once; the ticked ones come as ``ids``."""


class ReckoningForm(KeyedForm):
    """What a project that ends early has spent."""

    spent = yuan(_l("核定支出（元，凭票据）"))


class RefundForm(KeyedForm):
    """Money that an implementer gave back."""

    reference = line(_l("退款的银行流水号"), longest=40)


class ReversalForm(KeyedForm):
    """Why an entry is taken back; the books keep the reason."""

    reason = paragraph(_l("为什么要冲正"), longest=200)
