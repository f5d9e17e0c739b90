"""Forms about spending. Amounts are typed in yuan and kept in fen; codes and numbers may be typed full-width."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FileField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ... import words
from ...forms import KeyedForm, clean_code, clean_line, day, line, paragraph, refuse, yuan
from ...words.optimisation import HEADS
from ...words.spending import KINDS, NOT_PAYABLE
from . import originals
from .originals import Original
from .papers import Bounds, Paper, faults

CHOOSE = _l("请选择一项。")
TAKES = ".pdf,.ofd,.xml,.jpg,.jpeg,.png"
TOO_LARGE = _l("这个文件超过 10 MB。请换一份小一点的再选，已填写的内容都还在。")
LOOK = {"accept": TAKES, "data-largest": originals.LARGEST, "data-too-large": TOO_LARGE}
CODE = {"class": "medium", "inputmode": "numeric", "autocomplete": "off"}


def digits(label: Any, *, longest: int, **look: str) -> StringField:
    """A code or number that may be left empty; full-width digits and blanks are forgiven."""
    return StringField(label, filters=[clean_code, str.upper], validators=[Optional(), Length(max=longest, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))],
                       render_kw={**CODE, **look})


def choice(label: Any, offered: dict[str, Any]) -> SelectField:
    """One of several, none chosen beforehand."""
    return SelectField(label, choices=[SelectChoice("", _l("请选择")), *(SelectChoice(value, name) for value, name in offered.items())],
                       validators=[InputRequired(CHOOSE)])


class OriginalField(FileField):
    """The original of a voucher; its ``data`` is the file as its bytes tell, read before the write transaction."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Look at the bytes, or say what is wrong with them."""
        self.data = None
        if valuelist and getattr(valuelist[0], "filename", ""):
            try:
                self.data = originals.read(valuelist[0].read(originals.LARGEST + 1), name=valuelist[0].filename)
            except originals.UnusableFile as unusable:
                raise ValueError(str(unusable)) from unusable


class VoucherForm(KeyedForm):
    """One voucher as its paper says, what of it this project bears, and its original."""

    file = OriginalField(_l("票据原件"), render_kw=LOOK)
    kept = HiddenField()
    kind = choice(_l("票据种类"), KINDS)
    code = digits(_l("发票代码"), longest=12)
    number = digits(_l("发票号码"), longest=20)
    issued_on = day(_l("票面日期"))
    seller = line(_l("销售方（收款人）"), longest=80)
    seller_code = digits(_l("销售方统一社会信用代码"), longest=18, inputmode="text")
    buyer = StringField(_l("发票抬头（购买方）"), filters=[clean_line], validators=[Optional(), Length(max=80, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))])
    gross = yuan(_l("价税合计（元）"))
    net = yuan(_l("其中不含税金额（元）"), required=False)
    tax = yuan(_l("其中税额（元）"), required=False)
    purpose = line(_l("买了什么、做什么用"), longest=120)
    head = choice(_l("预算科目"), {**HEADS, **NOT_PAYABLE})
    amount = yuan(_l("其中计入本项目（元）"), required=False)
    another = BooleanField(_l("存好以后接着录下一张"))
    bounds: Bounds

    def take(self, kept: Original | None) -> None:
        """Use the file of the last try when none was chosen anew."""
        if self.file.data is None and not self.file.process_errors:
            self.file.data = kept

    def validate_file(self, field: Field) -> None:
        """No voucher without its original."""
        if field.data is None and not field.process_errors:
            refuse(field, _("请上传票据的原件（PDF、OFD、XML 或图片）。"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields one by one, then the paper as a whole, by the very rules of the act."""
        whole = super().validate(extra_validators)
        if any(self[name].errors for name in ("kind", "issued_on", "gross")):
            return whole
        found = faults(self.paper(), bounds=self.bounds)
        for name, problem in found.items():
            self[name].errors = [*self[name].errors, words.sentence(problem)]
        return whole and not found

    def paper(self) -> Paper:
        """What the paper says, as the acts take it."""
        return Paper(self.kind.data, self.code.data, self.number.data, self.issued_on.data, self.seller.data, self.seller_code.data, self.buyer.data,
                     self.purpose.data, self.net.data, self.tax.data, self.gross.data)


class SubmissionForm(KeyedForm):
    """From when to when a report goes."""

    from_on = day(_l("从哪一天"))
    until_on = day(_l("到哪一天"))


class WhyForm(KeyedForm):
    """A decision that those concerned will read the reason of."""

    reason = paragraph(_l("理由"), longest=1000)


class PlainForm(KeyedForm):
    """A decision that needs no words."""


class TransferForm(KeyedForm):
    """Money from one head to another."""

    from_head = choice(_l("从哪个科目调出"), HEADS)
    to_head = choice(_l("调入哪个科目"), HEADS)
    amount = yuan(_l("调剂多少（元）"))
    reason = paragraph(_l("为什么要调"), longest=1000)
