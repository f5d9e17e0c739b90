"""Forms about money. Amounts are typed in yuan and kept in fen."""
from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList

from ..forms import KeyedForm, MoveForm, count, day, line, paragraph, refuse, yuan
from ..optimisation.models import HEADS
from ..words.optimisation import HEADS as TITLES

HEAVIEST = 1000
"""Weights are small whole numbers: 60 to 40, or 3 to 2."""


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


class AmountChangeForm(KeyedForm):
    """Another amount of the agreement, planned by budget head; 0 where nothing is planned."""

    activity = yuan(TITLES["activity"])
    personnel = yuan(TITLES["personnel"])
    management = yuan(TITLES["management"])
    tax = yuan(TITLES["tax"])
    new_ends_on = day(_l("新的结束日期（实施期不变时不填）"), required=False)
    wish = paragraph(_l("为什么变更"), longest=1000)

    @property
    def planned(self) -> dict[str, int]:
        """By head, in fen."""
        return {head: self[head].data for head in HEADS}

    def validate_tax(self, field: Field) -> None:
        """The whole is more than nothing; said once, at the last head."""
        if not any(self[head].data for head in HEADS):
            refuse(field, _("各科目合计要大于零。"))


class SharesChangeForm(KeyedForm):
    """Other weights of the sources, in the order they are offered."""

    weights = FieldList(count(_l("比例"), largest=HEAVIEST), min_entries=1, max_entries=40)
    wish = paragraph(_l("为什么变更"), longest=1000)

    def name(self, titles: Sequence[str]) -> None:
        """Say which source each weight is of; a form that was made for others is not filled in."""
        self.titles = list(titles)
        for entry, title in zip(self.weights, self.titles):
            entry.label.text = _("%(fund)s的比例", fund=title)

    def validate_weights(self, field: FieldList) -> None:
        """One for every source that was offered, and somebody gives."""
        if len(field.entries) != len(self.titles) or not any(entry.data for entry in field):
            refuse(field, _("每个来源写一个比例，不再承担的写 0，至少有一个大于 0。"))
